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
  /** People who are nobody's: no face of theirs is seen, or not well enough. */
  readonly faceless: number;
}

/** Of one keyframe a second, at most this share is sent. */
export const shareOfSeconds = 0.1;

/** Of short footage this many all the same: fewer would say too little of it. */
const leastFrames = 4;

/** How many frames of so much footage may be sent by choice. */
export const mostFrames = (footageSeconds: number): number =>
  Math.max(leastFrames, Math.floor(footageSeconds * shareOfSeconds));

/** What a frame can show that no other has shown, and how well it shows it (0 to 1). */
interface Showing {
  readonly key: string;
  readonly view: number;
}

/** Somebody in something; and, once for a shot, people who are nobody's. */
function showingsOf({ people, faceless, shotId }: Candidate): Showing[] {
  const known = people.map(({ identityId, outfit, view }) => ({
    key: `${identityId} in ${outfit ?? 'anything'}`,
    view: Math.min(1, view),
  }));
  const unknown = { key: `people of shot ${shotId}`, view: Math.min(1, faceless / 10) };
  return faceless > 0 ? [...known, unknown] : known;
}

/** Further people of a shot that has a frame already come after a first frame of another shot. */
const worthInShownShot = 0.5;

/** The frames chosen so far, with those that were answered earlier. */
class Choice {
  readonly frames: Candidate[] = [];
  private readonly shown = new Set<string>();
  private readonly shots = new Set<string>();
  private readonly sent: Candidate[] = [];

  constructor(answered: readonly Candidate[]) {
    for (const candidate of answered) this.note(candidate);
  }

  get count(): number {
    return this.sent.length;
  }

  add(candidate: Candidate): void {
    this.frames.push(candidate);
    this.note(candidate);
  }

  isShot(shotId: string): boolean {
    return this.shots.has(shotId);
  }

  isNear({ likeness }: Candidate): boolean {
    return this.sent.some((one) => likenessDistance(one.likeness, likeness) <= nearDuplicateBits);
  }

  /** Two people before one backdrop look alike, so that people are compared within a clip only. */
  isNearInClip({ likeness, assetId }: Candidate): boolean {
    return this.sent.some(
      (one) => one.assetId === assetId && likenessDistance(one.likeness, likeness) <= nearDuplicateBits,
    );
  }

  /** What a frame would add: one for each that is new, and up to one more for how well it is seen. */
  gain(candidate: Candidate, showings: readonly Showing[]): number {
    const fresh = showings.filter(({ key }) => !this.shown.has(key));
    const sum = fresh.reduce((total, { view }) => total + 1 + view, 0);
    return this.isShot(candidate.shotId) ? sum * worthInShownShot : sum;
  }

  private note(candidate: Candidate): void {
    this.sent.push(candidate);
    this.shots.add(candidate.shotId);
    for (const { key } of showingsOf(candidate)) this.shown.add(key);
  }
}

/** Greedy cover of what is worth most under a bound (Nemhauser, Wolsey and Fisher 1978). */
function choosePeople(choice: Choice, candidates: readonly Candidate[], most: number): void {
  const showings = new Map(candidates.map((candidate) => [candidate, showingsOf(candidate)]));
  while (choice.count < most) {
    let best: Candidate | undefined;
    let bestGain = 0;
    for (const [candidate, own] of showings) {
      const gain = choice.gain(candidate, own);
      if (gain > bestGain) [best, bestGain] = [candidate, gain];
    }
    if (!best) return;
    showings.delete(best);
    if (!choice.isNearInClip(best)) choice.add(best);
  }
}

/** The sharpest frame of each shot that has none yet. */
function chooseShots(choice: Choice, candidates: readonly Candidate[], most: number): void {
  for (const own of Map.groupBy(candidates, ({ shotId }) => shotId).values()) {
    if (choice.count >= most) return;
    const [sharpest] = own.toSorted((a, b) => b.sharpness - a.sharpness);
    if (sharpest && !choice.isShot(sharpest.shotId) && !choice.isNear(sharpest)) choice.add(sharpest);
  }
}

/**
 * Which keyframes to send, at most a tenth of one a second of footage (four of short footage) with those that were answered:
 * those that show most people and outfits not shown yet, and show them best, a first frame of a shot before a second; then
 * shots without people. Near-duplicates are left out, what was answered already counts as shown. In the order of choice; pure.
 *
 * @param answered images that need not be sent again
 */
export function chooseFrames(
  candidates: readonly Candidate[],
  footageSeconds: number,
  answered: ReadonlySet<string>,
): Candidate[] {
  const isAnswered = ({ image }: Candidate): boolean => answered.has(image);
  const choice = new Choice(candidates.filter(isAnswered));
  const open = candidates.filter((candidate) => !isAnswered(candidate));
  const most = mostFrames(footageSeconds);
  choosePeople(choice, open, most);
  chooseShots(choice, open, most);
  return choice.frames;
}
