import type { SeenRange } from '../../shared/contract/index.ts';
import type { AssetId } from '../../shared/ids.ts';
import { readShots } from '../cuts/index.ts';
import { appearancesInShot, bridgeGaps } from '../identity/index.ts';
import type { Library, StoredElement } from '../library/index.ts';

interface Labelled {
  readonly element: StoredElement;
  readonly kind: SeenRange['kind'];
  readonly label: string;
}

/** The word that an element is known by on its lane; undefined for those that have none. */
function labelled(element: StoredElement): Labelled[] {
  const { kind, attributes } = element;
  if ((kind !== 'object' && kind !== 'text') || typeof attributes !== 'object' || attributes === null)
    return [];
  const word: unknown = Reflect.get(attributes, kind === 'object' ? 'class' : 'text');
  return typeof word === 'string' && word.trim() !== '' ? [{ element, kind, label: word.trim() }] : [];
}

/**
 * Where things and texts are seen in a clip: the reach of neighbouring keyframes with the same word, joined within a shot as
 * the appearances of people are. In the order of time. @throws CastlineError not-found
 */
export function seenRanges(library: Library, assetId: AssetId): SeenRange[] {
  library.assets.get(assetId);
  const { shots, keyframes } = readShots(library, assetId);
  const elements = library.elements.list({ assetId, kinds: ['object', 'text'] }).flatMap(labelled);
  const byKeyframe = Map.groupBy(elements, ({ element }) => element.keyframeId);
  const byShot = Map.groupBy(keyframes, (keyframe) => keyframe.shotId);
  return shots.flatMap((shot) => {
    const inShot = byShot.get(shot.id) ?? [];
    const seen = inShot.flatMap(({ id }) => byKeyframe.get(id) ?? []);
    const ranges = appearancesInShot(
      shot,
      inShot.map(({ id, frame }) => ({ frame, people: wordsOf(byKeyframe.get(id) ?? []) })),
    );
    return bridgeGaps(ranges, () => false).flatMap((range) => rangeView(library, range, seen));
  });
}

const wordOf = ({ kind, label }: Labelled): string => `${kind} ${label.toLowerCase()}`;

/** Each word once a keyframe, with the best score. */
function wordsOf(seen: readonly Labelled[]): { identityId: string; score: number }[] {
  const best = new Map<string, number>();
  for (const one of seen) {
    best.set(wordOf(one), Math.max(best.get(wordOf(one)) ?? 0, Math.min(1, one.element.score)));
  }
  return [...best].map(([identityId, score]) => ({ identityId, score }));
}

function rangeView(
  library: Library,
  range: { identityId: string; startFrame: number; endFrame: number; confidence: number },
  seen: readonly Labelled[],
): SeenRange[] {
  const { startFrame, endFrame, confidence, identityId } = range;
  const [best] = seen
    .filter((one) => wordOf(one) === identityId)
    .filter(({ element }) => element.frame >= startFrame && element.frame < endFrame)
    .toSorted((a, b) => b.element.score - a.element.score);
  const size = best && library.elements.pictureSize(best.element.image);
  if (!best || !size) return [];
  const { element, kind, label } = best;
  return [
    {
      id: `${kind} ${startFrame} ${label}`,
      kind,
      label,
      startFrame,
      endFrame,
      confidence,
      elementId: element.elementId,
      crop: { image: element.image, ...size, box: element.box },
    },
  ];
}
