import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { ToolFacts } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { keys } from '../../app/queries.ts';
import { type Command, type CommandGroup, commandName } from '../../commands/command.ts';
import { commands } from '../../commands/list.ts';
import { texts } from '../../texts/index.ts';
import { Key } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';

/** About and the key sheet. */
export function Sheets(): ReactElement {
  const dialog = useDesk((state) => state.dialog);
  const openDialog = useDesk((state) => state.openDialog);
  const close = (): void => openDialog(undefined);
  return (
    <>
      <Sheet
        title="Castline"
        description="Finds the people in your footage, shot by shot. Works offline: footage, pictures and names never leave this computer."
        open={dialog === 'about'}
        onClose={close}
      >
        <About />
      </Sheet>
      <Sheet
        title="Keyboard"
        description="Keys work everywhere but in a field in which you type."
        open={dialog === 'keys'}
        onClose={close}
      >
        <KeySheet />
      </Sheet>
    </>
  );
}

function About(): ReactElement {
  const { client } = useEnvironment();
  const { data, isPending, error } = useQuery({
    queryKey: keys.about,
    queryFn: async () => ({ versions: await client.shell.versions(), facts: await client.system.facts() }),
  });
  if (isPending) return <p className="quiet-text">Looking up versions…</p>;
  if (error) return <p className="error-text">{error.message}</p>;
  const { versions, facts } = data;
  const own = [
    ['Castline', versions.castline],
    ['Electron', versions.electron],
    ['Chromium', versions.chromium],
    ['Node', versions.node],
  ] as const;
  // The engine says more of what it runs on: where that was found.
  const told = new Set(facts.tools.map(({ name }) => name));
  const program = own
    .filter(([name]) => !told.has(name))
    .map(([name, version]) => ({ name, version, detail: '', inUse: true }));
  return (
    <>
      <FactTable heading="Program" rows={[...program, ...facts.tools]} />
      <FactTable heading="Models" rows={facts.models} />
    </>
  );
}

function FactTable({ heading, rows }: { heading: string; rows: readonly ToolFacts[] }): ReactElement {
  return (
    <div className="facts">
      <h3>{heading}</h3>
      <table>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.name} ${row.version} ${row.detail}`} className={row.inUse ? '' : 'unused'}>
              <th scope="row">
                {row.purpose ?? row.name}
                {row.purpose === undefined ? null : <small>{row.name}</small>}
              </th>
              <td className="numbers">{row.version}</td>
              <td>
                {row.inUse ? '' : 'Not in use. '}
                {row.detail}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The sheet shows one line for the nine keys that select people. */
const onSheet = (command: Command): boolean => !/^person-[2-9]$/.test(command.id);

function KeySheet(): ReactElement {
  const groups = Map.groupBy(commands.filter(onSheet), (command) => command.group);
  return (
    <div className="key-sheet">
      {[...groups].map(([group, members]) => (
        <div key={group} className="key-group">
          <h3>{texts().groups[group]}</h3>
          <dl>
            {members.map((command) => (
              <div key={command.id}>
                <dt>{command.id === 'person-1' ? 'Select a person of this clip' : commandName(command)}</dt>
                <dd>
                  {command.id === 'person-1' ? (
                    <PersonKeys />
                  ) : (
                    command.keys.map((key) => <Key key={key} text={key} />)
                  )}
                </dd>
              </div>
            ))}
            {extras[group]?.map(([label, how]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd className="quiet-text">{how}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </div>
  );
}

const extras: Partial<Record<CommandGroup, readonly (readonly [string, string])[]>> = {
  Timeline: [
    ['Zoom to the pointer', 'wheel'],
    ['Move along', 'Shift and wheel'],
    ['Hatched bar', 'not named yet'],
  ],
};

function PersonKeys(): ReactElement {
  return (
    <>
      <Key text="1" /> to <Key text="9" />
    </>
  );
}
