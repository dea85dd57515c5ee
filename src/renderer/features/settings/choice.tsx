import { RadioGroup } from 'radix-ui';
import { type ReactElement, useId, useState } from 'react';
import { texts } from '../../texts/index.ts';

export interface ChoiceOption<Value> {
  readonly value: Value;
  readonly label: string;
  readonly note?: string;
}

const intoView = (row: HTMLElement | null): void => row?.scrollIntoView({ block: 'nearest' });

/**
 * One setting out of a few. A value that is none of them, set from the command line, is shown as one of its own. Arrow
 * keys choose as they go, as they do among radio buttons: what costs something is asked with `asks` before it counts.
 */
export function Choice<Value extends string | number>(props: {
  label: string;
  help: string;
  value: Value;
  options: readonly ChoiceOption<Value>[];
  onChoose: (value: Value) => void;
  /** What another value would do, and the button that does it; none: a choice counts at once. */
  asks?: { readonly text: string; readonly action: string } | undefined;
}): ReactElement {
  const id = useId();
  const [asked, setAsked] = useState<Value>();
  const isAsking = props.asks !== undefined && asked !== undefined && asked !== props.value;
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
        value={String(isAsking ? asked : props.value)}
        onValueChange={(chosen) => {
          const option = options.find(({ value }) => String(value) === chosen);
          if (!option) return;
          if (props.asks) setAsked(option.value);
          else props.onChoose(option.value);
        }}
      >
        {options.map(({ value, label, note }) => (
          <RadioGroup.Item key={value} value={String(value)} className="choice-item">
            <b>{label}</b>
            {note === undefined ? null : <small>{note}</small>}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <div className="setting-question" role="status">
        {props.asks && isAsking ? (
          <>
            <p>{props.asks.text}</p>
            <div className="review-buttons" ref={intoView}>
              <button
                type="button"
                className="button accent"
                onClick={() => {
                  setAsked(undefined);
                  props.onChoose(asked);
                }}
              >
                {props.asks.action}
              </button>
              <button type="button" className="button plain" onClick={() => setAsked(undefined)}>
                {texts().settings.leave}
              </button>
            </div>
          </>
        ) : null}
      </div>
    </div>
  );
}
