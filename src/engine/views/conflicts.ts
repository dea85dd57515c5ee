import type { Appearance, Conflict } from '../../shared/contract/index.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { AssetId, IdentityId } from '../../shared/ids.ts';
import { readSightings, rootsOf } from '../decisions/index.ts';
import type { Library } from '../library/index.ts';
import { readClip } from './appearances.ts';

/** Decisions that do not fit what is seen now. Only clips of which something was said are read. */
export function conflictsOf(library: Library): Conflict[] {
  const root = rootsOf(library);
  const said = library.decisions.list('sighting_decision').map(({ assetId }) => assetId);
  const misfits = [...new Set(said)]
    .sort()
    .flatMap((assetId) => readSightings(library, assetId, { withVectors: false }).misfits);
  return misfits.map(({ decision, reason }) => ({
    id: decision.id,
    reason,
    identityId: root(decision.identityId),
    assetId: decision.assetId,
    frame: decision.frame,
    box: { x: decision.boxX, y: decision.boxY, w: decision.boxW, h: decision.boxH },
    verdict: decision.verdict,
  }));
}

/** The appearance of a person that holds a frame. @throws CastlineError not-found */
export function appearanceAt(
  library: Library,
  assetId: AssetId,
  asked: IdentityId,
  frame: number,
): Appearance {
  library.assets.get(assetId);
  const identityId = rootsOf(library)(asked);
  const found = readClip(library, assetId).appearances.find(
    (range) => range.identityId === identityId && range.startFrame <= frame && frame < range.endFrame,
  );
  if (!found) throw new CastlineError('not-found', 'This person is not seen there.');
  return found;
}
