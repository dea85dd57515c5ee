import type { ReactElement } from 'react';
import type { EditState } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { type Environment, useEnvironment } from '../../app/environment.ts';
import { fetchedAnew, keys, useHistory } from '../../app/queries.ts';
import { locale, texts } from '../../texts/index.ts';
import { editName } from '../../ui/texts.ts';

async function goTo({ client, queries }: Environment, id: number | null): Promise<void> {
  queries.setQueryData<EditState>(keys.edits, await client.edits.goTo({ id }));
  await fetchedAnew(queries, keys.edits, keys.cast, keys.assets, keys.details, keys.tags);
}

/** Every step that was made, to be gone back to; those that were taken back stand above, quietly. */
export function History(): ReactElement {
  const environment = useEnvironment();
  const words = texts().inspector;
  const entries = useHistory().data ?? [];
  const current = entries.find(({ isUndone }) => !isUndone)?.id ?? null;
  const time = new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' });
  const go = (id: number | null): void => attempt(goTo(environment, id));
  return (
    <>
      <h3>{words.history}</h3>
      {entries.length === 0 ? <p className="quiet-text">{words.historyNone}</p> : null}
      <ol className="history">
        {entries.map(({ id, label, madeAt, isUndone }) => {
          const made = time.format(new Date(madeAt));
          // The name holds all that is written on the button, in the same order.
          const what = editName(label);
          const written = `${what} ${made}`;
          return (
            <li key={id}>
              <button
                type="button"
                className={isUndone ? 'undone' : ''}
                aria-current={id === current ? 'step' : undefined}
                aria-label={id === current ? `${written}, ${words.now}` : words.goTo(written)}
                onClick={() => go(id)}
              >
                <span>{what}</span> <small className="numbers">{made}</small>
              </button>
            </li>
          );
        })}
        {entries.length > 0 ? (
          <li>
            <button
              type="button"
              aria-current={current === null ? 'step' : undefined}
              onClick={() => go(null)}
            >
              <span>{words.start}</span>
            </button>
          </li>
        ) : null}
      </ol>
    </>
  );
}
