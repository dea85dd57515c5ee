import { type ReactElement, useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly help: string;
  /** Empty where nothing is set. */
  readonly value: string;
  readonly inputMode?: 'numeric' | 'decimal';
  readonly lines?: number;
  /** Called with what was typed when the field is left or Enter is pressed; false puts the old value back. */
  readonly onCommit: (typed: string) => boolean;
}

/** A setting that is typed. */
export function Field(props: FieldProps): ReactElement {
  const id = useId();
  const common = {
    id,
    className: 'field',
    defaultValue: props.value,
    'aria-describedby': `${id}-help`,
    onBlur: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      const { currentTarget: field } = event;
      if (field.value !== props.value && !props.onCommit(field.value)) field.value = props.value;
    },
  };
  return (
    <div className="setting">
      <div>
        <label htmlFor={id}>
          <b>{props.label}</b>
        </label>
        <p id={`${id}-help`} className="quiet-text">
          {props.help}
        </p>
      </div>
      {props.lines ? (
        <textarea key={props.value} rows={props.lines} {...common} />
      ) : (
        <input
          key={props.value}
          {...common}
          inputMode={props.inputMode ?? 'text'}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
        />
      )}
    </div>
  );
}
