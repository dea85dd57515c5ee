import type { SeenRange } from '../../shared/contract/index.ts';
import type { AssetId } from '../../shared/ids.ts';
import { type AssetShots, readShots } from '../cuts/index.ts';
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

/** Where a word is seen in a clip, with all that is seen in that shot. */
interface WordRange {
  readonly word: string;
  readonly startFrame: number;
  readonly endFrame: number;
  readonly confidence: number;
  readonly inShot: readonly Labelled[];
}

/** The reach of neighbouring keyframes with the same word, joined within a shot as the appearances of people are. */
function wordRanges({ shots, keyframes }: AssetShots, elements: readonly StoredElement[]): WordRange[] {
  const byKeyframe = Map.groupBy(elements.flatMap(labelled), ({ element }) => element.keyframeId);
  const byShot = Map.groupBy(keyframes, (keyframe) => keyframe.shotId);
  return shots.flatMap((shot) => {
    const own = byShot.get(shot.id) ?? [];
    const inShot = own.flatMap(({ id }) => byKeyframe.get(id) ?? []);
    const ranges = appearancesInShot(
      shot,
      own.map(({ id, frame }) => ({ frame, people: wordsOf(byKeyframe.get(id) ?? []) })),
    );
    return bridgeGaps(ranges, () => false).map(({ identityId, ...range }) => ({
      ...range,
      word: identityId,
      inShot,
    }));
  });
}

const isOf = ({ word, startFrame, endFrame }: WordRange, one: Labelled): boolean =>
  wordOf(one) === word && one.element.frame >= startFrame && one.element.frame < endFrame;

/** Where things and texts are seen in a clip. In the order of time. @throws CastlineError not-found */
export function seenRanges(library: Library, assetId: AssetId): SeenRange[] {
  library.assets.get(assetId);
  const elements = library.elements.list({ assetId, kinds: ['object', 'text'] });
  return wordRanges(readShots(library, assetId), elements).flatMap((range) => rangeView(library, range));
}

/** Where things are seen in a clip, without people, with their boxes in the keyframes. */
export function thingRanges(library: Library, clip: AssetShots & { readonly assetId: AssetId }) {
  const elements = library.elements.list({ assetId: clip.assetId, kinds: ['object'] });
  return wordRanges(clip, elements).flatMap((range) => {
    const own = range.inShot.filter((one) => isOf(range, one));
    const label = own[0]?.label ?? '';
    if (label === '' || label.toLowerCase() === 'person') return [];
    const { startFrame, endFrame, confidence } = range;
    const boxes = new Map(own.map(({ element: { frame, box } }) => [frame, box]));
    const inOrder = [...boxes].map(([frame, box]) => ({ frame, box })).sort((a, b) => a.frame - b.frame);
    return [{ label, startFrame, endFrame, confidence, boxes: inOrder }];
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

function rangeView(library: Library, range: WordRange): SeenRange[] {
  const { startFrame, endFrame, confidence } = range;
  const [best] = range.inShot
    .filter((one) => isOf(range, one))
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
