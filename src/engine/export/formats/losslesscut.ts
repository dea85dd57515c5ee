import { toNumber } from '../../../shared/time.ts';
import { decimalText, exactRange } from '../plan/exact.ts';
import { fileName } from '../plan/paths.ts';
import type { PlanClip, PlanRange } from '../plan/types.ts';
import { oneLine } from '../text/clean.ts';
import { clipsByName, type Format, filesNamed } from './format.ts';

/** Tags are one text a kind. */
function tagsOf(range: PlanRange): Record<string, string> {
  const byKind = Map.groupBy(range.tags, ({ kind }) => (range.kind === 'shot' ? 'shot' : kind));
  return {
    ...Object.fromEntries(
      [...byKind].map(([kind, tags]) => [kind, tags.map(({ name }) => oneLine(name)).join('; ')]),
    ),
    castline: range.element.id,
  };
}

function text(clip: PlanClip): string {
  const cutSegments = clip.ranges.map((range) => {
    const { start, end } = exactRange(clip, range);
    // Microseconds: its own CSV keeps milliseconds only and loses frames.
    const seconds = (value: typeof start): number => Number(decimalText(value, 6));
    return {
      start: seconds(start),
      end: Math.max(seconds(end), toNumber(start) + 1e-6),
      name: oneLine(range.name),
      tags: tagsOf(range),
      selected: true,
    };
  });
  const project = { version: 2, mediaFileName: fileName(clip.absolutePath), cutSegments };
  return `${JSON.stringify(project, undefined, 2)}\n`;
}

export const losslessCutFormat: Format = {
  id: 'losslesscut',
  name: 'LosslessCut project',
  program: 'LosslessCut',
  extension: '.llc',
  per: 'clip',
  steps: ['Put the file beside the clip, then drop it on LosslessCut.'],
  shapes: ['selects'],
  options: ['nameTemplate'],
  defaults: { shape: 'selects' },
  checkedWith: 'json5',
  notRunIn: 'LosslessCut itself',
  needs: { rates: 'any', usesTimecode: false },
  write: (plan) => ({ files: filesNamed(clipsByName(plan), '.llc', ({ clip }) => text(clip)), warnings: [] }),
};
