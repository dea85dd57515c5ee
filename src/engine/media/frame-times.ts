import type { Rational } from '../../shared/time.ts';

/**
 * Arguments of an output that prints the presentation time of every frame, in ticks of the stream. They come some hundred
 * at a time: a write and a wake-up for each frame would cost more than the frame's features.
 */
export function timeOutputArguments(timeBase: Rational, pipe: string): string[] {
  return ['-enc_time_base', `${timeBase.num}/${timeBase.den}`, '-f', 'framecrc', pipe];
}

/** Reads what that output prints, piece by piece: `stream, dts, pts, duration, size, checksum`. */
export async function* frameTimes(chunks: AsyncIterable<Buffer>): AsyncGenerator<number[]> {
  let rest = '';
  for await (const chunk of chunks) {
    const text = rest + chunk.toString('latin1');
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    yield timesIn(text.slice(0, end));
  }
  yield timesIn(rest);
}

const timesIn = (text: string): number[] =>
  Array.from(text.matchAll(/^\d+, *-?\d+, *(-?\d+),/gm), ([, pts]) => Number(pts));
