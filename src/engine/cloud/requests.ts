import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type CloudRequest, type CloudRoute, cloudModel } from '../../shared/cloud.ts';
import { CastlineError } from '../../shared/errors.ts';
import { fitStill, jpegSize, type MediaTools, stripJpeg } from '../media/index.ts';
import { type Placement, pictureLimits, planPicture } from './picture-rules.ts';

/** A picture as it will leave, and how results on it map back. */
export interface PreparedPicture {
  readonly jpeg: Buffer;
  readonly placement: Placement;
}

/** From nearly lossless to what still shows a face, until the picture is small enough. */
const qualities = [2, 5, 9, 14] as const;

/**
 * Makes a stored keyframe fit for sending: size and ratio by rule, no metadata.
 *
 * @throws CastlineError cloud-picture-unfit, and as decoding does
 */
export async function preparePicture(
  findMedia: () => Promise<MediaTools>,
  path: string,
  signal?: AbortSignal,
): Promise<PreparedPicture> {
  const stored = await readFile(path);
  const size = jpegSize(stored);
  if (!size) throw new CastlineError('cloud-picture-unfit', 'The stored picture is no JPEG.');
  const { fit, placement } = planPicture(size.widthPx, size.heightPx);
  if (!fit && stored.length <= pictureLimits.maxBytes) return { jpeg: stripJpeg(stored), placement };
  const whole = { scaled: size, frame: { ...size, x: 0, y: 0 } };
  for (const quality of qualities) {
    const jpeg = stripJpeg(await fitStill(await findMedia(), stored, fit ?? whole, quality, signal));
    if (jpeg.length <= pictureLimits.maxBytes) return { jpeg, placement };
  }
  throw new CastlineError('cloud-picture-unfit', 'The picture is larger than 10 MB however it is packed.');
}

/** The body for a route: a data URL in a message for the generic one, plain Base64 for the others, which refuse a prefix. */
export function requestFor(route: CloudRoute, jpeg: Buffer, prompt: string): CloudRequest {
  const base64 = jpeg.toString('base64');
  if (route !== 'responses') return { route, body: JSON.stringify({ image: base64 }) };
  const content = [
    { type: 'input_text', text: prompt },
    { type: 'input_image', image_url: `data:image/jpeg;base64,${base64}` },
  ];
  return { route, body: JSON.stringify({ model: cloudModel, input: [{ role: 'user', content }] }) };
}

/** Raised when the same picture would be sent in another way. */
const preparationVersion = 1;

/** What an answer depends on beside pixels, route and model, as canonical JSON. */
export const parametersOf = (route: CloudRoute, prompt: string): string =>
  JSON.stringify(
    route === 'responses' ? { preparation: preparationVersion, prompt } : { preparation: preparationVersion },
  );

/** Tells pictures with the same pixels, however their files differ. */
export const pixelHash = (picture: { widthPx: number; heightPx: number; rgb: Uint8Array }): string =>
  createHash('sha256').update(`${picture.widthPx}x${picture.heightPx}:`).update(picture.rgb).digest('hex');
