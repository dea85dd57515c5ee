import { type ReactElement, useEffect } from 'react';
import type { LibraryView } from '../../../shared/contract/index.ts';
import { attempt, switchLibrary } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useLibrary } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { Tip } from '../../ui/tip.tsx';
import { useToasts } from '../../ui/toast-store.ts';

/** Libraries of which it was said how they were found, so that it is said once. */
const told = new Set<string>();

function tellHowFound({ path, found }: LibraryView): void {
  if (told.has(path)) return;
  told.add(path);
  if (found.lost) {
    useToasts.getState().show({ tone: 'error', title: found.lost.message, text: found.lost.nextStep });
    return;
  }
  if (!found.endedUncleanly) return;
  const { wasUnclean, wasUncleanText } = texts().trust;
  useToasts
    .getState()
    .show({ topic: 'found', title: wasUnclean, text: wasUncleanText(found.unfinishedClips) });
}

/** Says that the library can only be read here, and at its opening how it was found. */
export function LibraryState(): ReactElement | null {
  const environment = useEnvironment();
  const library = useLibrary().data;
  useEffect(() => {
    if (library) tellHowFound(library);
  }, [library]);
  if (!library?.isReadOnly) return null;
  const { readOnly, readOnlyHelp } = texts().trust;
  return (
    <Tip label={readOnlyHelp}>
      <button
        type="button"
        className="button plain read-only"
        onMouseDown={keepFocus}
        onClick={() => attempt(switchLibrary(environment, { recent: library.path }))}
      >
        {readOnly}
      </button>
    </Tip>
  );
}
