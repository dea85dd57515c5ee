import type { Rational } from '../../../shared/time.ts';
import type { PlanClip, PlanTimeline } from '../plan/types.ts';
import { element, textElement, type XmlNode } from '../text/xml.ts';

/** What the MLT formats of Kdenlive and Shotcut have in common. `out` is inclusive; whole numbers are frames. */

export const property = (name: string, value: string | number): XmlNode =>
  textElement('property', value, { name });

/** Size, rate and pixel shape of an MLT project (https://www.mltframework.org/docs/profiles/). */
export function mltProfile({ rate, widthPx, heightPx }: PlanTimeline): XmlNode {
  return element('profile', {
    description: 'automatic',
    width: widthPx,
    height: heightPx,
    progressive: 1,
    sample_aspect_num: 1,
    sample_aspect_den: 1,
    display_aspect_num: widthPx,
    display_aspect_den: heightPx,
    frame_rate_num: rate.num,
    frame_rate_den: rate.den,
    colorspace: 709,
  });
}

/** A media file. */
export function avChain(id: string, clip: PlanClip, more: readonly XmlNode[]): XmlNode {
  return element('chain', { id, out: clip.frames - 1 }, [
    property('length', clip.frames),
    property('eof', 'pause'),
    property('resource', clip.path),
    property('mlt_service', 'avformat-novalidate'),
    ...more,
  ]);
}

/**
 * A frame as the clock time from which MLT reads that frame. It counts whole hours and whole minutes in frames, rounds each
 * down, and adds the frames of the seconds (`time_clock_to_frames` in mlt_property.c): at 23.976 the first frame of minute 7
 * is 10069, and a time that is right by the clock is read as the frame before.
 */
export function mltClock(frame: number, { num, den }: Rational): string {
  const framesIn = (seconds: number): number => Math.floor((seconds * num) / den);
  let hours = Math.floor((frame * den) / (num * 3600));
  while (framesIn((hours + 1) * 3600) <= frame) hours += 1;
  const inHour = frame - framesIn(hours * 3600);
  let minutes = Math.min(59, Math.floor((inHour * den) / (num * 60)));
  while (minutes < 59 && framesIn((minutes + 1) * 60) <= inHour) minutes += 1;
  const seconds = ((inHour - framesIn(minutes * 60)) * den) / num;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(hours)}:${two(minutes)}:${seconds.toFixed(3).padStart(6, '0')}`;
}
