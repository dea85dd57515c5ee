import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { ToolFacts } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { keys } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { Sheet } from '../../ui/dialog.tsx';
import { KeySheet } from '../commands/key-sheet.tsx';
import { AboutRows } from '../trust/about-rows.tsx';

/** About and the key sheet. */
export function Sheets(): ReactElement {
  const dialog = useDesk((state) => state.dialog);
  const openDialog = useDesk((state) => state.openDialog);
  const close = (): void => openDialog(undefined);
  const { about, keyboard } = texts();
  return (
    <>
      <Sheet title="Castline" description={about.description} open={dialog === 'about'} onClose={close}>
        <About />
      </Sheet>
      <Sheet
        title={keyboard.title}
        description={keyboard.description}
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
    queryFn: async () => ({
      versions: await client.shell.versions(),
      facts: await client.system.facts(),
      commands: await client.system.commands(),
    }),
  });
  if (isPending) return <p className="quiet-text">{texts().about.loading}</p>;
  if (error) return <p className="error-text">{error.message}</p>;
  const { versions, facts, commands } = data;
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
      <FactTable heading={texts().about.program} rows={[...program, ...facts.tools]} />
      <FactTable heading={texts().about.models} rows={facts.models} />
      <AboutRows facts={data} commands={commands} />
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
              <td>{row.inUse ? row.detail : texts().about.unused(row.detail)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
