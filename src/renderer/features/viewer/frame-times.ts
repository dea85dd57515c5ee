import { type Rational, toNumber } from '../../../shared/time.ts';

/** Where the frames of a clip lie on the clock of Chromium's `<video>` (`currentTime`, `mediaTime`), in seconds. */
export interface FrameTimes {
  readonly count: number;
  /** When the frame appears. The frame after the last one stands for the end. */
  startOf(frame: number): number;
  /** The middle of the time for which a frame is shown: the safest place to seek to. */
  middleOf(frame: number): number;
  /** The frame that is on screen at a time; the first or the last one outside the clip. */
  frameAt(mediaSeconds: number): number;
}

/** Chromium rounds to microseconds; frames are never that close together. */
const clockTolerance = 2e-6;

/**
 * Seconds that Chromium takes off a presentation time. It leaves positive starts alone (HTML 4.8.11.6, offsets into the
 * media resource): a stream that starts at 0.852 s shows its first frame at 0.852, not at 0. Only a negative start is
 * moved to zero. Measured with Chromium 130 and 156 on MP4, Matroska and WebM files with late, early and edited starts.
 */
export function mediaClockOffset(containerStartSeconds: number): number {
  return Math.min(0, containerStartSeconds);
}

/** For a proxy, whose first frame is at 0 whatever the clip starts at. */
export function proxyClockOffset(ticks: ArrayLike<number>, timeBase: Rational): number {
  return (ticks[0] ?? 0) * toNumber(timeBase);
}

/**
 * @param ticks presentation time of each frame, ascending, and as the last item the end of the last frame
 * @param timeBase seconds of one tick
 * @param offset seconds between presentation time and the element's clock
 */
export function createFrameTimes(ticks: ArrayLike<number>, timeBase: Rational, offset: number): FrameTimes {
  const count = Math.max(0, ticks.length - 1);
  const tickSeconds = toNumber(timeBase);
  const startOf = (frame: number): number =>
    (ticks[Math.min(count, Math.max(0, frame))] ?? 0) * tickSeconds - offset;
  return {
    count,
    startOf,
    middleOf: (frame) => {
      const asked = Math.min(Math.max(0, count - 1), Math.max(0, frame));
      return (startOf(asked) + startOf(asked + 1)) / 2;
    },
    frameAt: (mediaSeconds) => {
      let low = 0;
      let high = count - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (startOf(middle) <= mediaSeconds + clockTolerance) low = middle;
        else high = middle - 1;
      }
      return Math.max(0, low);
    },
  };
}
