import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { LoggedCommand } from '../../../shared/contract/index.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { useToasts } from '../../ui/toast-store.ts';
import { CommandRows } from './command-rows.tsx';
import { Do } from './setting.tsx';

/** The report for whoever helps, and the licences of what ships. */
export function AboutRows(props: { facts: unknown; commands: readonly LoggedCommand[] }): ReactElement {
  const { facts, commands } = props;
  const { client } = useEnvironment();
  const { data: licences = [] } = useQuery({
    queryKey: ['licences'],
    queryFn: () => client.shell.licences(),
  });
  const words = texts().trust;
  const copy = async (): Promise<void> => {
    const { lines } = await client.shell.copyReport({ facts: JSON.stringify(facts, undefined, 1) });
    useToasts.getState().show({ topic: 'report', title: words.reportCopied, text: words.reportText(lines) });
  };
  return (
    <div className="facts">
      <h3>{words.commands.title}</h3>
      <CommandRows commands={commands} />
      <Do label={words.report} run={copy} />
      <h3>{words.licences}</h3>
      {licences.map(({ name, version, licence, text }) => (
        <details key={`${name} ${version}`}>
          <summary>
            {name} <span className="numbers">{version}</span> <span className="quiet-text">{licence}</span>
          </summary>
          <pre className="licence">{text}</pre>
        </details>
      ))}
    </div>
  );
}
