import type { Box } from '../../shared/boxes.ts';
import { isCancellation, toCastlineError } from '../../shared/errors.ts';
import type { CloudItem, KeptSet, StoredAnswer } from '../library/index.ts';
import { decodeStill, stillHeader } from '../media/index.ts';
import { locatePart } from './locate.ts';
import { formOf, maskOnSource, type ResultPicture } from './masks.ts';
import { type Placement, placementSchema, toSource } from './picture-rules.ts';
import { preparePicture } from './requests.ts';
import type { CloudWork } from './work.ts';

/** The first after seconds, the last after half a day: by then the network or the provider should be back. */
const mostAttempts = 16;
const waitMs = (attempt: number): number => Math.min(3_600_000, 1000 * 2 ** attempt);

const wholePicture: Box = { x: 0, y: 0, w: 1, h: 1 };

type Found = Pick<KeptSet, 'picture'> &
  Partial<Pick<KeptSet, 'pictureHash' | 'form' | 'box' | 'mask' | 'message'>>;

const refusals = {
  address: 'The address of the result is not a public one; it was not fetched.',
  type: 'The result is no PNG or JPEG.',
  'too-large': 'The result is too large.',
  gone: 'The provider has deleted the result.',
  unreachable: 'The result could not be fetched.',
} as const;

/** True where a result shows the whole of what was sent, at whatever size. */
function isWhole(result: ResultPicture, sent: Placement): boolean {
  const ratio = result.widthPx / result.heightPx / (sent.widthPx / sent.heightPx);
  return ratio > 0.98 && ratio < 1.02 && result.widthPx >= sent.widthPx / 2;
}

async function areaOf(
  work: CloudWork,
  answer: StoredAnswer,
  result: ResultPicture,
  placement: Placement,
  signal: AbortSignal,
): Promise<Box | undefined> {
  if (isWhole(result, placement)) return wholePicture;
  const { library, findMedia } = work;
  const { jpeg } = await preparePicture(findMedia, library.images.pathOf(answer.image), signal);
  const sent = await decodeStill(await findMedia(), jpeg, signal);
  if (result.widthPx > sent.widthPx || result.heightPx > sent.heightPx) return undefined;
  return locatePart(sent, result);
}

/** Tells what a result picture is, and turns it into mask and box on the source. */
async function understand(
  work: CloudWork,
  answer: StoredAnswer,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<Found> {
  const { library, findMedia } = work;
  const header = stillHeader(bytes);
  if (!header) return { picture: 'refused', message: refusals.type };
  const result = await decodeStill(await findMedia(), bytes, signal);
  const pictureHash = await library.images.put(bytes, header.format === 'png' ? 'png' : 'jpg');
  library.shots.addImage({
    hash: pictureHash,
    widthPx: header.widthPx,
    heightPx: header.heightPx,
    bytes: bytes.byteLength,
  });
  const placement = placementSchema.parse(JSON.parse(answer.placement));
  const form = formOf(result);
  const area = await areaOf(work, answer, result, placement, signal);
  const kept = { picture: 'kept' as const, pictureHash, form };
  if (!area) return { ...kept, message: 'It could not be told where in the picture this lies.' };
  if (form === 'crop') return area === wholePicture ? kept : { ...kept, box: toSource(area, placement) };
  const source = library.cloudAnswers.sizeOf(answer.image);
  const found = source && maskOnSource(result, form, area, placement, source);
  return found ? { ...kept, ...found } : { ...kept, message: 'The picture is empty.' };
}

async function fetchSet(
  work: CloudWork,
  answer: StoredAnswer,
  url: string,
  signal: AbortSignal,
): Promise<Found> {
  const outcome = await work.transport.fetchPicture(url, signal);
  if (outcome.kind === 'refused') {
    const message = `${refusals[outcome.reason]} (${outcome.detail})`;
    if (outcome.reason === 'unreachable') return { picture: 'waiting', message };
    return { picture: outcome.reason === 'gone' ? 'gone' : 'refused', message };
  }
  try {
    return await understand(work, answer, Buffer.from(outcome.bytes), signal);
  } catch (thrown) {
    if (isCancellation(thrown) || toCastlineError(thrown).code === 'disk-full') throw thrown;
    return { picture: 'refused', message: toCastlineError(thrown).message };
  }
}

/**
 * Fetches the pictures of an item's answer that are not there yet: at once after the answer, as the provider deletes them.
 * True when nothing is left to fetch.
 */
export async function fetchResults(work: CloudWork, item: CloudItem, signal: AbortSignal): Promise<boolean> {
  const { library, clock, random, waitScale = 1 } = work;
  const isLast = item.attempts + 1 >= mostAttempts;
  let left = 0;
  for (const answer of library.cloudAnswers.ofPixels(item.pixels)) {
    for (const { kind, picture, url } of answer.sets) {
      if (picture !== 'waiting' || !url) continue;
      const found = await fetchSet(work, answer, url, signal);
      if (found.picture === 'waiting' && !isLast) left += 1;
      const state = found.picture === 'waiting' && isLast ? 'refused' : found.picture;
      library.cloudAnswers.setPicture(answer.id, kind, { ...found, picture: state });
    }
  }
  const attempts = item.attempts + 1;
  library.cloudItems.release(
    item.pixels,
    left === 0
      ? { state: 'done', attempts: 0 }
      : {
          state: 'fetching',
          attempts,
          notBefore: Math.ceil(clock().getTime() + waitMs(attempts) * (1 + random()) * waitScale),
        },
  );
  return left === 0;
}
