import type { AssetId, IdentityId, ImageHash } from '../../shared/ids.ts';
import { likenessDistance, nearDuplicateBits } from './likeness.ts';

/** A keyframe that could be sent. */
export interface Candidate {
  readonly image: ImageHash;
  readonly assetId: AssetId;
  readonly shotId: string;
  readonly sharpness: number;
  readonly likeness: string;
  /** Who is seen, with how good the view is (0 to 1), and in what, where that is known. */
  readonly people: readonly {
    readonly identityId: IdentityId;
    readonly view: number;
    readonly outfit?: string;
  }[];
  /** People of whom no face is seen. */
  readonly faceless: number;
}

/** Of one keyframe a second, at most this share is sent beside what people and outfits need. */
export const shareOfSeconds = 0.1;

const outfitKey = (identityId: string, outfit: string | undefined): string =>
  `${identityId} in ${outfit ?? 'anything'}`;

function viewOf(candidate: Candidate, wanted: ReadonlySet<string>): number {
  return candidate.people
    .filter(({ identityId, outfit }) => wanted.has(outfitKey(identityId, outfit)))
    .reduce((sum, { view }) => sum + 1 + Math.min(1, view), 0);
}

/** Greedy set cover (Johnson 1974): again and again the frame that shows most of those not shown yet, and shows them best. */
function cover(candidates: readonly Candidate[]): Candidate[] {
  const wanted = new Set(
    candidates.flatMap(({ people }) => people.map(({ identityId, outfit }) => outfitKey(identityId, outfit))),
  );
  const chosen: Candidate[] = [];
  while (wanted.size > 0) {
    let best: Candidate | undefined;
    let bestView = 0;
    for (const candidate of candidates) {
      const view = viewOf(candidate, wanted);
      if (view > bestView) [best, bestView] = [candidate, view];
    }
    if (!best) break;
    chosen.push(best);
    for (const { identityId, outfit } of best.people) wanted.delete(outfitKey(identityId, outfit));
  }
  return chosen;
}

const isNearOneOf = (candidate: Candidate, chosen: readonly Candidate[]): boolean =>
  chosen.some(({ likeness }) => likenessDistance(likeness, candidate.likeness) <= nearDuplicateBits);

/** The best frame of each shot, the ones with most faceless people first. */
function bestOfShots(candidates: readonly Candidate[]): Candidate[] {
  const best = [...Map.groupBy(candidates, ({ shotId }) => shotId).values()].flatMap((own) =>
    own.toSorted((a, b) => b.faceless - a.faceless || b.sharpness - a.sharpness).slice(0, 1),
  );
  return best.toSorted((a, b) => b.faceless - a.faceless);
}

/**
 * Which keyframes to send: for each person, and each outfit where outfits are known, one that shows them best; then, within a
 * tenth of one a second of footage, shots that show people without faces, and shots without people. Near-duplicates are left
 * out, what was answered already counts as shown. In the order of choice; pure.
 *
 * @param answered images that need not be sent again
 */
export function chooseFrames(
  candidates: readonly Candidate[],
  footageSeconds: number,
  answered: ReadonlySet<string>,
): Candidate[] {
  const known = candidates.filter(({ image }) => answered.has(image));
  const shown = new Set(
    known.flatMap(({ people }) => people.map((one) => outfitKey(one.identityId, one.outfit))),
  );
  const open = candidates
    .filter(({ image }) => !answered.has(image))
    .map((one) => ({
      ...one,
      people: one.people.filter(({ identityId, outfit }) => !shown.has(outfitKey(identityId, outfit))),
    }));
  const chosen: Candidate[] = cover(open);
  const most = Math.floor(footageSeconds * shareOfSeconds);
  const shots = new Set([...known, ...chosen].map(({ shotId }) => shotId));
  for (const candidate of bestOfShots(open)) {
    if (known.length + chosen.length >= most) break;
    if (shots.has(candidate.shotId) || isNearOneOf(candidate, [...known, ...chosen])) continue;
    chosen.push(candidate);
    shots.add(candidate.shotId);
  }
  return chosen;
}
