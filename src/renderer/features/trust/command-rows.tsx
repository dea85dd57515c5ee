import type { ReactElement } from 'react';
import type { LoggedCommand } from '../../../shared/contract/index.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { useToasts } from '../../ui/toast-store.ts';
import { Do } from './setting.tsx';

/** The last runs of ffmpeg and ffprobe, the newest first, as lines to paste into a shell. */
export function CommandRows({ commands }: { commands: readonly LoggedCommand[] }): ReactElement {
  const { client } = useEnvironment();
  const words = texts().trust.commands;
  const newestFirst = commands.toReversed();
  const copy = async (lines: readonly string[]): Promise<void> => {
    await client.shell.copyText({ text: lines.join('\n') });
    useToasts.getState().show({ topic: 'report', title: words.copied, text: '' });
  };
  if (newestFirst.length === 0) return <p className="quiet-text">{words.none}</p>;
  return (
    <details className="commands">
      <summary>{words.heading(newestFirst.length)}</summary>
      <p className="quiet-text">{words.help}</p>
      <Do label={words.copyAll} run={() => copy(commands.map(({ line }) => line))} />
      <ol>
        {newestFirst.map((command) => (
          <li key={`${command.startedAt} ${command.line}`}>
            <pre className="licence selectable">{command.line}</pre>
            <span className="quiet-text numbers">
              {command.ms === undefined ? words.running : words.ended(command.end, command.ms)}
            </span>
            {command.complaint === '' ? null : <pre className="licence selectable">{command.complaint}</pre>}
            <Do label={words.copy} about={command.line} run={() => copy([command.line])} />
          </li>
        ))}
      </ol>
    </details>
  );
}
