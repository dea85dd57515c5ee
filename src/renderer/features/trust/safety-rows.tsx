import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { BackupView } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { type Environment, useEnvironment } from '../../app/environment.ts';
import { locale, texts } from '../../texts/index.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useToasts } from '../../ui/toast-store.ts';
import { findFootage } from '../library/actions.ts';
import { Do, Line } from './setting.tsx';

const backupsKey = ['library', 'backups'] as const;

const say = (title: string, text?: string): void =>
  useToasts.getState().show({ topic: 'safety', title, ...(text === undefined ? {} : { text }) });

const whenOf = ({ takenAt }: BackupView): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(takenAt));

async function check({ client }: Environment): Promise<void> {
  const { safety } = texts().trust;
  const { isHealthy, pictures } = await client.upkeep.verify();
  if (isHealthy) say(safety.sound, safety.soundText(pictures));
  else
    useToasts
      .getState()
      .show({ topic: 'safety', tone: 'error', title: safety.damaged, text: safety.damagedText });
}

async function repair({ client }: Environment): Promise<void> {
  const { safety } = texts().trust;
  const { clips } = await client.upkeep.repair();
  say(safety.repaired, clips.length > 0 ? safety.repairedText(clips.length) : undefined);
}

async function tidyUp({ client }: Environment): Promise<void> {
  const { safety } = texts().trust;
  const { pictures, bytes } = await client.upkeep.compact();
  const megabytes = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(bytes / 1024 ** 2);
  say(safety.tidied, safety.tidiedText(pictures, megabytes));
}

/** Backups, checks and moved footage of the open library. */
export function SafetyRows(): ReactElement {
  const environment = useEnvironment();
  const { safety } = texts().trust;
  return (
    <section className="settings" aria-label={safety.heading}>
      <h3>{safety.heading}</h3>
      <BackupLine />
      <Line label={safety.check} help={safety.checkHelp}>
        <Do label={safety.verify} run={() => check(environment)} />
        <Do label={safety.repair} run={() => repair(environment)} />
        <Do label={safety.tidy} run={() => tidyUp(environment)} />
      </Line>
      <Line label={safety.moved} help={safety.movedHelp}>
        <Do label={safety.find} run={() => findFootage(environment)} />
      </Line>
    </section>
  );
}

function BackupLine(): ReactElement {
  const { client, queries } = useEnvironment();
  const { data: backups = [] } = useQuery({ queryKey: backupsKey, queryFn: () => client.upkeep.backups() });
  const [asked, ask] = useState<BackupView>();
  const { safety } = texts().trust;
  const useful = backups.filter(({ reason }) => reason !== 'replaced');
  const [last] = useful;
  const backUp = async (): Promise<void> => {
    await client.upkeep.backup();
    await queries.invalidateQueries({ queryKey: backupsKey });
    say(safety.backedUp);
  };
  const restore = async (backup: BackupView): Promise<void> => {
    await client.upkeep.restore({ name: backup.name });
    say(safety.restored);
  };
  return (
    <Line
      label={safety.backups}
      help={last ? safety.lastBackup(whenOf(last), useful.length) : safety.noBackup}
    >
      <Do label={safety.backUp} run={backUp} />
      {last ? <Do label={safety.restore} run={async () => ask(last)} /> : null}
      <Confirm
        open={asked !== undefined}
        title={asked ? safety.restoreAsk(whenOf(asked)) : ''}
        text={safety.restoreText}
        action={safety.restoreDo}
        onClose={() => ask(undefined)}
        onConfirm={() => asked && attempt(restore(asked))}
      />
    </Line>
  );
}
