import { RadioGroup } from 'radix-ui';
import { type ReactElement, useId } from 'react';
import { texts } from '../../texts/index.ts';

export interface ChoiceOption<Value> {
  readonly value: Value;
  readonly label: string;
  readonly note?: string;
}

/** One setting out of a few. A value that is none of them, set from the command line, is shown as one of its own. */
export function Choice<Value extends string | number>(props: {
  label: string;
  help: string;
  value: Value;
  options: readonly ChoiceOption<Value>[];
  onChoose: (value: Value) => void;
}): ReactElement {
  const id = useId();
  const isListed = props.options.some((option) => option.value === props.value);
  const options = isListed
    ? props.options
    : [
        ...props.options,
        { value: props.value, label: String(props.value), note: texts().settings.elsewhere },
      ];
  return (
    <div className="setting">
      <div>
        <b id={`${id}-label`}>{props.label}</b>
        <p id={`${id}-help`} className="quiet-text">
          {props.help}
        </p>
      </div>
      <RadioGroup.Root
        className="choice"
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-help`}
        value={String(props.value)}
        onValueChange={(chosen) => {
          const option = options.find(({ value }) => String(value) === chosen);
          if (option) props.onChoose(option.value);
        }}
      >
        {options.map(({ value, label, note }) => (
          <RadioGroup.Item key={value} value={String(value)} className="choice-item">
            <b>{label}</b>
            {note === undefined ? null : <small>{note}</small>}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  );
}
