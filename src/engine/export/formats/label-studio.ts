import { toNumber } from '../../../shared/time.ts';
import { boxesOf, boxWarnings } from '../plan/boxes.ts';
import { fraction } from '../plan/frames.ts';
import { fileUrl } from '../plan/paths.ts';
import type { ExportPlan, PlanClip, PlanRange } from '../plan/types.ts';
import { type Format, filesNamed } from './format.ts';

/** Label Studio counts frames from 1 and boxes in percent; `enabled: false` ends a span behind its last box. */

const percent = (share: number): number => Math.round(share * 1e6) / 1e4;

function videoRectangle(clip: PlanClip, range: PlanRange) {
  const boxes = boxesOf(clip, range);
  const last = boxes.length - 1;
  return {
    id: range.element.id,
    from_name: 'box',
    to_name: 'video',
    origin: 'manual',
    type: 'videorectangle',
    value: {
      framesCount: clip.frames,
      duration: toNumber(fraction(clip.media.duration)),
      sequence: boxes.map(({ frame, x, y, w, h }, index) => ({
        frame: frame + 1,
        enabled: index < last,
        rotation: 0,
        x: percent(x),
        y: percent(y),
        width: percent(w),
        height: percent(h),
        time: (frame * clip.rate.den) / clip.rate.num,
      })),
      labels: range.tags.map(({ name }) => name),
    },
  };
}

function timelineSpan(range: PlanRange) {
  return {
    id: `${range.element.id}-t`,
    from_name: 'timeline',
    to_name: 'video',
    origin: 'manual',
    type: 'timelinelabels',
    value: {
      ranges: [{ start: range.startFrame + 1, end: range.endFrame }],
      timelinelabels: range.tags.map(({ name }) => name),
    },
  };
}

function text(plan: ExportPlan): string {
  const tasks = plan.clips.map((clip) => ({
    data: { video: fileUrl(clip.absolutePath) },
    predictions: [],
    annotations: [
      {
        result: clip.ranges.flatMap((range) => [
          timelineSpan(range),
          ...(boxesOf(clip, range).length > 0 ? [videoRectangle(clip, range)] : []),
        ]),
      },
    ],
  }));
  return `${JSON.stringify(tasks, undefined, 1)}\n`;
}

export const labelStudioFormat: Format = {
  id: 'label-studio',
  name: 'Label Studio',
  program: 'Label Studio',
  extension: '.json',
  per: 'library',
  steps: [
    'Project with a Video, a VideoRectangle "box" and a TimelineLabels "timeline"; Import, choose the file.',
  ],
  shapes: ['annotated'],
  options: ['remap'],
  defaults: {},
  checkedWith: 'own reading',
  notRunIn: 'Label Studio',
  needs: { rates: 'any', usesTimecode: false },
  write: (plan) => ({
    files: filesNamed([{ name: `${plan.title} label studio` }], '.json', () => text(plan)),
    warnings: boxWarnings(plan),
  }),
};
