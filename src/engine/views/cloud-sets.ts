import type { AssetId } from '../../shared/ids.ts';
import { type ResultSet, type SetKind, setKinds } from '../../shared/recognition.ts';
import type { KeptSet, Library } from '../library/index.ts';

/** A keyframe by what choices and answers are kept under. */
export interface KeyframePlace {
  readonly assetId: AssetId;
  readonly frame: number;
  readonly image: Parameters<Library['cloudItems']['facts']>[0];
}

/** Whose result a person took, set by set. */
export function takenSets(
  library: Library,
  { assetId, frame }: KeyframePlace,
): Map<SetKind, 'device' | 'cloud'> {
  const rows = setKinds.map((kind) => library.decisions.get('set_choice', assetId, frame, kind));
  return new Map(rows.flatMap((row) => (row ? [[row.kind, row.taken] as const] : [])));
}

/** The newest answer of the cloud for a picture. */
export function newestAnswer(library: Library, image: KeyframePlace['image']) {
  const pixels = library.cloudItems.facts(image)?.pixels;
  return pixels === undefined ? undefined : library.cloudAnswers.ofPixels(pixels)[0];
}

const asResult = ({ kind, isPresent, box, mask }: KeptSet): ResultSet => ({
  kind,
  isPresent,
  ...(box ? { box } : {}),
  ...(mask ? { mask } : {}),
});

/** The sets of a keyframe with the cloud's in the place of those that a person took from it. */
export function chosenSets(
  library: Library,
  place: KeyframePlace,
  ofDevice: readonly ResultSet[],
): ResultSet[] {
  const taken = takenSets(library, place);
  if (![...taken.values()].includes('cloud')) return [...ofDevice];
  const answer = newestAnswer(library, place.image);
  return ofDevice.map((set) => {
    const other = taken.get(set.kind) === 'cloud' && answer?.sets.find(({ kind }) => kind === set.kind);
    return other ? asResult(other) : set;
  });
}
