import { Download, Printer, RotateCcw, Upload } from 'lucide-react';
import { type ReactElement, type ReactNode, useRef, useState } from 'react';
import { attempt } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { changePreferences, usePreferences } from '../../app/preferences.ts';
import { type Command, commandName } from '../../commands/command.ts';
import { commands } from '../../commands/list.ts';
import { texts } from '../../texts/index.ts';
import { Key } from '../../ui/key.tsx';
import { KeyRow } from './key-row.tsx';
import { exportKeys, importKeys } from './keys-file.ts';

/** The nine keys that select people are changed one by one in the palette of none: one line stands for all. */
const onSheet = ({ id }: Command): boolean => !/^person-[2-9]$/.test(id);

const matches = (command: Command, typed: string): boolean =>
  [commandName(command), texts().groups[command.group]].some((text) =>
    text.toLowerCase().includes(typed.trim().toLowerCase()),
  );

/** All keys: to look up, to change, to print and to take along. */
export function KeySheet(): ReactElement {
  const environment = useEnvironment();
  const [typed, setTyped] = useState('');
  const changed = usePreferences(({ keys }) => Object.keys(keys).length);
  const words = texts().keyboard;
  const shown = commands.filter((command) => onSheet(command) && matches(command, typed));
  const groups = Map.groupBy(shown, ({ group }) => group);
  return (
    <div className="keys">
      <div className="keys-tools" role="toolbar" aria-label={words.tools}>
        <input
          className="name-field"
          type="search"
          data-first-focus
          aria-label={words.filter}
          placeholder={words.filter}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Tool label={words.print} onUse={() => window.print()}>
          <Printer size={14} aria-hidden />
        </Tool>
        <Tool label={words.exportKeys} onUse={exportKeys}>
          <Download size={14} aria-hidden />
        </Tool>
        <ImportTool />
        <Tool
          label={words.reset}
          disabled={changed === 0}
          onUse={() => attempt(changePreferences(environment, { keys: {} }))}
        >
          <RotateCcw size={14} aria-hidden />
        </Tool>
      </div>
      {shown.length === 0 ? <p className="hint">{words.noCommand}</p> : null}
      <div className="key-sheet">
        {[...groups].map(([group, members]) => (
          <div key={group} className="key-group">
            <h3>{texts().groups[group]}</h3>
            <dl>
              {members.map((command) =>
                command.id === 'person-1' ? (
                  <div key={command.id}>
                    <dt>{words.selectPerson}</dt>
                    <dd>
                      <Key text="1" /> – <Key text="9" />
                    </dd>
                  </div>
                ) : (
                  <KeyRow key={command.id} command={command} />
                ),
              )}
              {group === 'Timeline' && typed === ''
                ? words.pointer.map(([label, how]) => (
                    <div key={label}>
                      <dt>{label}</dt>
                      <dd className="quiet-text">{how}</dd>
                    </div>
                  ))
                : null}
            </dl>
          </div>
        ))}
      </div>
    </div>
  );
}

function Tool(props: {
  label: string;
  disabled?: boolean;
  onUse: () => void;
  children: ReactNode;
}): ReactElement {
  return (
    <button type="button" className="button plain" disabled={props.disabled ?? false} onClick={props.onUse}>
      {props.children}
      {props.label}
    </button>
  );
}

function ImportTool(): ReactElement {
  const environment = useEnvironment();
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept="application/json,.json"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) attempt(importKeys(environment, file));
        }}
      />
      <Tool label={texts().keyboard.importKeys} onUse={() => chooser.current?.click()}>
        <Upload size={14} aria-hidden />
      </Tool>
    </>
  );
}
