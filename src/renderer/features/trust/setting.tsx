import type { ReactElement, ReactNode } from 'react';
import { attempt } from '../../app/actions.ts';
import { keepFocus } from '../../ui/button.tsx';

/** One line of the settings: what it is about, and what can be done. */
export function Line(props: { label: string; help: string; children?: ReactNode }): ReactElement {
  return (
    <div className="setting">
      <div>
        <b>{props.label}</b>
        <p className="quiet-text selectable">{props.help}</p>
      </div>
      <div className="setting-buttons">{props.children}</div>
    </div>
  );
}

export function Do(props: { label: string; about?: string; run: () => Promise<unknown> }): ReactElement {
  return (
    <button
      type="button"
      className="button plain"
      aria-label={props.about ? `${props.label}: ${props.about}` : undefined}
      onMouseDown={keepFocus}
      onClick={() => attempt(props.run())}
    >
      {props.label}
    </button>
  );
}
