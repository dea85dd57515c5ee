import type { PlanClip, PlanTimeline } from '../plan/types.ts';
import { element, textElement, type XmlNode } from '../text/xml.ts';

/** What the MLT formats of Kdenlive and Shotcut have in common. `out` is inclusive; whole numbers are frames. */

export const property = (name: string, value: string | number): XmlNode =>
  textElement('property', value, { name });

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
