import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { PersonView } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { type Environment, useEnvironment } from '../../app/environment.ts';
import { fetchedAnew, keys, useAssets, useConflicts } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { personName } from '../../ui/texts.ts';

async function drop({ client, queries }: Environment, id: string): Promise<void> {
  await client.cast.dropDecision({ id });
  await fetchedAnew(queries, keys.cast, keys.edits, keys.details);
}

/** The editor's words that do not fit what is found now: they hold until they are dropped here. */
export function Conflicts({ people }: { people: readonly PersonView[] }): ReactElement | null {
  const environment = useEnvironment();
  const conflicts = useConflicts().data ?? [];
  const assets = useAssets().data ?? [];
  const { cast } = texts();
  if (conflicts.length === 0) return null;
  return (
    <details className="cast-folded continuity">
      <summary className="cast-heading">{cast.conflicts(conflicts.length)}</summary>
      <p className="quiet-text">{cast.conflictsHint}</p>
      <ul>
        {conflicts.map(({ id, reason, identityId, assetId, frame, verdict }) => {
          const person = people.find((one) => one.id === identityId);
          const clip = assets.find((one) => one.id === assetId)?.name ?? '';
          const said = verdict === 'yes' ? cast.saidYes : cast.saidNo;
          return (
            <li key={id} className="conflict">
              <button
                type="button"
                title={cast.reasons[reason]}
                onMouseDown={keepFocus}
                onClick={() => environment.desk.getState().show(assetId, frame)}
              >
                <TriangleAlert size={13} aria-hidden />
                <span>
                  {said(person ? personName(person) : '?')}
                  <small>
                    {clip} · {cast.reasons[reason]}
                  </small>
                </span>
              </button>
              <button
                type="button"
                className="button quiet conflict-drop"
                onClick={() => attempt(drop(environment, id))}
              >
                {cast.drop}
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
