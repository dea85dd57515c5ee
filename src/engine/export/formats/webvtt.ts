import { rationalText, subtract } from '../../../shared/time.ts';
import { clock, exactRange } from '../plan/exact.ts';
import type { PlanClip } from '../plan/types.ts';
import { oneLine } from '../text/clean.ts';
import { clipsByName, type Format, filesNamed } from './format.ts';

/** JSON without what ends a cue: an arrow; line breaks are escapes already. */
const payload = (value: unknown): string => JSON.stringify(value).replaceAll('-->', '--\\u003e');

function text(clip: PlanClip): string {
  const title = oneLine(clip.media.name).replaceAll('-->', '--›');
  const cues = clip.ranges.map((range) => {
    const { start, end } = exactRange(clip, range);
    const data = {
      id: range.element.id,
      name: range.name,
      tags: range.tags.map(({ kind, name }) => ({ kind, name })),
      status: range.element.status,
      // Cue times end at the millisecond: the exact ones are here.
      range: { start: rationalText(start), duration: rationalText(subtract(end, start)) },
      ...(range.element.track ? { track: range.element.track } : {}),
    };
    return `${range.element.id}\n${clock(start, 3)} --> ${clock(end, 3)}\n${payload(data)}\n`;
  });
  return [`WEBVTT - ${title}\n`, 'NOTE Castline metadata; times from the first frame\n', ...cues].join('\n');
}

export const webvttFormat: Format = {
  id: 'webvtt',
  name: 'WebVTT metadata',
  program: 'Web players',
  extension: '.vtt',
  per: 'clip',
  steps: ['<track kind="metadata" src="…"> in a video element; each cue holds JSON.'],
  shapes: ['annotated'],
  options: ['nameTemplate'],
  defaults: {},
  checkedWith: 'webvtt-parser',
  notRunIn: '',
  needs: { rates: 'any', usesTimecode: false },
  write: (plan) => ({ files: filesNamed(clipsByName(plan), '.vtt', ({ clip }) => text(clip)), warnings: [] }),
};
