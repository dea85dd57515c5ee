import type { CloudAnswerView, CloudSetView, LedgerLine } from '../../shared/contract/cloud.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { AssetId, IdentityId, KeyframeId } from '../../shared/ids.ts';
import { type ResultSet, type SetKind, setKinds, setsOf } from '../../shared/recognition.ts';
import { type Candidate, matchOf } from '../cloud/index.ts';
import { faceQuality } from '../identity/index.ts';
import type { CloudCallRow, KeptSet, Library, StoredElement } from '../library/index.ts';
import { readClip, type SeenClip } from './appearances.ts';
import { newestAnswer, takenSets } from './cloud-sets.ts';
import { outfitsWorn, readOutfits } from './wardrobe.ts';

/** What can be chosen from to be sent: the keyframes of some clips, and how many seconds they run. */
export interface CloudFootage {
  readonly candidates: readonly Candidate[];
  readonly seconds: number;
}

type Sighting = SeenClip['sightings'][number];

/** How well a sighting shows its person, 0 to 1: a good face, and enough of the body to see the clothes. */
function viewOf(sighting: Sighting): number {
  const face = sighting.kind === 'face' ? faceQuality(sighting) : 0;
  const body = sighting.kind === 'subject' ? sighting.box : sighting.bodyBox;
  const share = body ? Math.min(1, 3 * body.w * body.h) : 0;
  return Math.min(1, 0.6 * face + 0.4 * share);
}

function candidatesOf(
  library: Library,
  clip: SeenClip,
  outfitOf: ReadonlyMap<string, IdentityId>,
): Candidate[] {
  const byKeyframe = Map.groupBy(clip.sightings, ({ keyframeId }) => keyframeId);
  return clip.keyframes.map((keyframe): Candidate => {
    const seen = byKeyframe.get(keyframe.id) ?? [];
    return {
      image: keyframe.image,
      assetId: clip.assetId,
      shotId: keyframe.shotId,
      sharpness: keyframe.sharpness,
      likeness: library.cloudItems.facts(keyframe.image)?.likeness ?? '0',
      people: seen.flatMap((sighting) => {
        const { identityId, elementId } = sighting;
        const outfit = outfitOf.get(elementId);
        return identityId ? [{ identityId, view: viewOf(sighting), ...(outfit ? { outfit } : {}) }] : [];
      }),
      faceless: seen.filter(({ identityId, kind }) => !identityId && kind === 'subject').length,
    };
  });
}

/** The keyframes of some clips, or of all, with who is seen in them. */
export function cloudFootage(library: Library, assetIds?: readonly AssetId[]): CloudFootage {
  const all = library.assets.list().map(({ id }) => id);
  const ids = assetIds ? all.filter((id) => assetIds.includes(id)) : all;
  const clips = ids.map((id) => readClip(library, id));
  const outfitOf = outfitsWorn(readOutfits(library), clips);
  return {
    candidates: clips.flatMap((clip) => candidatesOf(library, clip, outfitOf)),
    seconds: clips.reduce((sum, clip) => {
      const end = clip.shots.reduce((last, { endFrame }) => Math.max(last, endFrame), 0);
      return sum + clip.seconds(0, end);
    }, 0),
  };
}

interface Beside {
  readonly elements: readonly StoredElement[];
  /** The device's own sets: those of the main subject. */
  readonly own: readonly ResultSet[];
  readonly taken: ReadonlyMap<SetKind, 'device' | 'cloud'>;
}

function setView(set: KeptSet, { elements, own, taken }: Beside): CloudSetView {
  const { kind, isPresent, picture, pictureHash, form, box, mask, message } = set;
  const match = box && matchOf({ kind, box, mask }, elements);
  const matched = elements.find(({ elementId }) => elementId === match?.elementId);
  const device = matched ?? own.find((one) => one.kind === kind);
  const choice = taken.get(kind);
  return {
    kind,
    isPresent,
    picture: picture === 'none' ? 'flag' : picture,
    isPresentOnDevice: elements.some((element) => element.kind === kind),
    ...(pictureHash ? { image: pictureHash } : {}),
    ...(form ? { form } : {}),
    ...(box ? { box } : {}),
    ...(mask ? { mask } : {}),
    ...(message ? { message } : {}),
    ...(match ? { match } : {}),
    ...(device?.box ? { device: { box: device.box, ...(device.mask ? { mask: device.mask } : {}) } } : {}),
    ...(choice ? { taken: choice } : {}),
  };
}

/** What the cloud said of a keyframe, beside what the device found. @throws CastlineError not-found */
export function cloudAnswer(library: Library, keyframeId: KeyframeId): CloudAnswerView {
  const keyframe = library.shots.keyframe(keyframeId);
  if (!keyframe)
    throw new CastlineError('not-found', 'The clip was analysed anew and has other keyframes now.');
  const pixels = library.cloudItems.facts(keyframe.image)?.pixels;
  const item = pixels === undefined ? undefined : library.cloudItems.get(pixels);
  const answer = newestAnswer(library, keyframe.image);
  const elements = answer ? library.elements.list({ keyframeId, withMasks: true }) : [];
  const beside: Beside = { elements, own: setsOf(elements), taken: takenSets(library, keyframe) };
  const error = item?.code && new CastlineError(item.code, item.message ?? '').report();
  return {
    keyframeId,
    image: keyframe.image,
    widthPx: keyframe.widthPx,
    heightPx: keyframe.heightPx,
    state: item?.state ?? (answer ? 'done' : 'unasked'),
    ...(error ? { error } : {}),
    ...(answer ? { route: answer.route, receivedAt: answer.receivedAt } : {}),
    sets: answer ? inOrder(answer.sets).map((set) => setView(set, beside)) : [],
  };
}

/** From the whole to its parts, whatever order the provider has. */
const inOrder = (sets: readonly KeptSet[]): KeptSet[] =>
  sets.toSorted((a, b) => setKinds.indexOf(a.kind) - setKinds.indexOf(b.kind));

/** A line of the ledger as it is shown. */
export function ledgerLine(row: CloudCallRow): LedgerLine {
  const isFree = row.state === 'released';
  return {
    id: row.id,
    ...(row.asked_by === 'test' ? {} : { image: row.image_hash }),
    route: row.route,
    host: row.host,
    askedBy: row.asked_by,
    state: row.state,
    at: row.sent_at ?? row.reserved_at,
    costMicros: isFree ? 0 : (row.cost_micros ?? row.price_micros),
    isCostEstimated: !isFree && row.cost_micros === null,
    bytes: row.bytes,
    ...(row.ended_at ? { endedAt: row.ended_at } : {}),
    ...(row.status === null ? {} : { status: row.status }),
    ...(row.code ? { code: row.code } : {}),
    ...(row.message ? { message: row.message } : {}),
    ...(row.request_id ? { requestId: row.request_id } : {}),
  };
}
