import type { Rational } from '../../shared/time.ts';
import { lines } from './lines.ts';

/** Arguments of an output that prints the presentation time of every frame, in ticks of the stream. */
export function timeOutputArguments(timeBase: Rational, pipe: string): string[] {
  return ['-enc_time_base', `${timeBase.num}/${timeBase.den}`, '-f', 'framecrc', '-flush_packets', '1', pipe];
}

/** Reads what that output prints: `stream, dts, pts, duration, size, checksum`. */
export async function* frameTimes(chunks: AsyncIterable<Buffer>): AsyncGenerator<number> {
  for await (const line of lines(chunks)) {
    const pts = /^\d+, *-?\d+, *(-?\d+),/.exec(line)?.[1];
    if (pts !== undefined) yield Number(pts);
  }
}
