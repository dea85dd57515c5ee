import type { Film } from './render.mjs';

export interface EncodeOptions {
  outFile: string;
  audio?: boolean;
  /** ffmpeg arguments of the encoder, in place of H.264. */
  video?: string[];
  /** Filters after the drawing. */
  filter?: string[];
  /** ffmpeg arguments of the output file. */
  output?: string[];
  ffmpeg?: string;
  onFrame?: (done: number) => void;
}

export function encodePictures(
  pictures: Iterable<Uint8Array | Uint8ClampedArray>,
  film: Pick<Film, 'size' | 'rate'>,
  options: EncodeOptions,
): Promise<void>;
export function encodeFilm(film: Film, options: EncodeOptions): Promise<void>;
export function encodeTurned(film: Film, options: EncodeOptions): Promise<void>;
