import { type ReactElement, type ReactNode, useId } from 'react';

/** A field with its name before it. */
export function Field(props: {
  label: string;
  help?: string;
  children: (id: string) => ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <div className="export-field">
      <label htmlFor={id} title={props.help}>
        {props.label}
      </label>
      {props.children(id)}
    </div>
  );
}

export function Tick(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}): ReactElement {
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  );
}

/** One out of a few. */
export function Pick(props: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}): ReactElement {
  return (
    <Field label={props.label}>
      {(id) => (
        <select id={id} value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
          {props.options.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
