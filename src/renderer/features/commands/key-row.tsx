import { Pencil } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { attempt } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { changePreferences, usePreferences } from '../../app/preferences.ts';
import { bind, conflictsOf, useKeysOf } from '../../commands/bindings.ts';
import { type Command, commandName } from '../../commands/command.ts';
import { type KeyText, keyLabel, keyTextOf } from '../../commands/keys.ts';
import { commands } from '../../commands/list.ts';
import { onMac } from '../../commands/platform.ts';
import { texts } from '../../texts/index.ts';
import { Key } from '../../ui/key.tsx';

type State =
  | { readonly is: 'shown' }
  | { readonly is: 'waiting' }
  | { readonly is: 'taken'; readonly key: KeyText; readonly by: readonly Command[] };

const isModifier = (key: string): boolean => /^(Control|Shift|Alt|Meta|AltGraph|CapsLock|Dead)$/.test(key);

/** A command with its keys; a new one is taken by pressing it, and who has it already is said first. */
export function KeyRow({ command }: { command: Command }): ReactElement {
  const environment = useEnvironment();
  const [state, setState] = useState<State>({ is: 'shown' });
  const own = useKeysOf(command);
  const isChanged = usePreferences(({ keys }) => Object.hasOwn(keys, command.id));
  const name = commandName(command);
  const words = texts().keyboard;
  const save = (keys: ReturnType<typeof bind>): void => {
    setState({ is: 'shown' });
    attempt(changePreferences(environment, { keys: { ...keys } }));
  };
  const stored = (): ReturnType<typeof bind> => usePreferences.getState().keys;
  const take = (key: KeyText, from: readonly Command[]): void =>
    save(bind(commands, stored(), { command, key, from }));
  return (
    <div className={`key-row ${state.is}`}>
      <dt>{name}</dt>
      <dd>
        {own.length === 0 ? <span className="quiet-text">{words.none}</span> : null}
        {own.map((key) => (
          <Key key={key} text={key} />
        ))}
        <button
          type="button"
          className="button quiet key-change"
          aria-label={words.change(name)}
          onClick={() => setState({ is: 'waiting' })}
        >
          <Pencil size={12} aria-hidden />
        </button>
      </dd>
      {state.is === 'waiting' ? (
        <Catcher
          onKey={(key) => {
            const by = conflictsOf(commands, command, key);
            if (by.length === 0) take(key, []);
            else setState({ is: 'taken', key, by });
          }}
          onLeave={() => setState({ is: 'shown' })}
        >
          {isChanged ? (
            <button
              type="button"
              className="button plain"
              onClick={() => {
                const { [command.id]: _, ...rest } = stored();
                save(rest);
              }}
            >
              {words.usual}
            </button>
          ) : null}
          {own.length > 0 ? (
            <button
              type="button"
              className="button plain"
              onClick={() => save({ ...stored(), [command.id]: [] })}
            >
              {words.takeAway}
            </button>
          ) : null}
        </Catcher>
      ) : null}
      {state.is === 'taken' ? (
        <div className="key-edit" role="alert">
          <span>{words.taken(keyLabel(state.key, onMac), state.by.map(commandName).join(', '))}</span>
          <button type="button" className="button accent" onClick={() => take(state.key, state.by)}>
            {words.takeOver}
          </button>
          <button type="button" className="button plain" onClick={() => setState({ is: 'shown' })}>
            {words.leave}
          </button>
        </div>
      ) : null}
    </div>
  );
}

/** Waits for a key press. Escape leaves all as it was. */
function Catcher(props: {
  onKey: (key: KeyText) => void;
  onLeave: () => void;
  children: ReactNode;
}): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const words = texts().keyboard;
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') props.onLeave();
    else if (!isModifier(event.key)) props.onKey(keyTextOf(event, onMac));
  };
  return (
    <div className="key-edit">
      <input
        ref={field}
        className="name-field"
        readOnly
        aria-label={words.press}
        placeholder={words.press}
        onKeyDown={press}
      />
      {props.children}
    </div>
  );
}
