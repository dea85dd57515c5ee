import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useEnvironment } from '../../app/environment.ts';
import { useLibrary } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { useToasts } from '../../ui/toast-store.ts';
import { Do, Line } from './setting.tsx';

/** What is stored where, each with a way to look at it, and to erase what can be made again. */
export function PrivacyRows(): ReactElement {
  const { client } = useEnvironment();
  const library = useLibrary().data;
  const { data: places } = useQuery({ queryKey: ['places'], queryFn: () => client.shell.places() });
  const { privacy } = texts().trust;
  const show = (path: string) => (): Promise<unknown> => client.shell.showInFolder({ path });
  const erase = (what: 'logs' | 'proxies') => async (): Promise<void> => {
    await client.shell.erase({ what });
    useToasts.getState().show({ topic: 'erased', title: privacy.erased });
  };
  const kept = library
    ? ([
        [privacy.library, library.path],
        [privacy.pictures, `${library.path}.images`],
        [privacy.backups, `${library.path}.backups`],
      ] as const)
    : [];
  return (
    <section className="settings" aria-label={privacy.heading}>
      <h3>{privacy.heading}</h3>
      <p className="quiet-text">{privacy.intro}</p>
      {kept.map(([label, path]) => (
        <Line key={path} label={label} help={path}>
          <Do label={privacy.show} about={label} run={show(path)} />
        </Line>
      ))}
      {places
        ? (['proxies', 'logs'] as const).map((what) => (
            <Line key={what} label={privacy[what]} help={places[what]}>
              <Do label={privacy.erase} about={privacy[what]} run={erase(what)} />
            </Line>
          ))
        : null}
    </section>
  );
}
