import { boxesOf, boxWarnings, type PlacedBox } from '../plan/boxes.ts';
import type { ExportPlan, PlanClip } from '../plan/types.ts';
import { oneLine } from '../text/clean.ts';
import { element, textElement, type XmlNode, xmlText } from '../text/xml.ts';
import { clipsByName, type Format, filesNamed } from './format.ts';

function boxNode({ media }: PlanClip, box: PlacedBox, frame: number, isOutside: boolean): XmlNode {
  const { displayWidth, displayHeight } = media.video;
  const px = (value: number): string => value.toFixed(2);
  return element('box', {
    frame,
    keyframe: 1,
    outside: isOutside ? 1 : 0,
    occluded: 0,
    xtl: px(box.x * displayWidth),
    ytl: px(box.y * displayHeight),
    xbr: px((box.x + box.w) * displayWidth),
    ybr: px((box.y + box.h) * displayHeight),
    z_order: 0,
  });
}

/** From the first frame of the range to its last: CVAT shows a track from its first box on, and for ever without an outside one. */
function trackBoxes(clip: PlanClip, range: PlanClip['ranges'][number]): XmlNode[] {
  const boxes = boxesOf(clip, range);
  const [first, last] = [boxes[0], boxes.at(-1)];
  if (!first || !last) return [];
  return [
    ...(first.frame > range.startFrame ? [boxNode(clip, first, range.startFrame, false)] : []),
    ...boxes.map((box) => boxNode(clip, box, box.frame, false)),
    ...(range.endFrame < clip.frames ? [boxNode(clip, last, range.endFrame, true)] : []),
  ];
}

function text(plan: ExportPlan, clip: PlanClip): string {
  let id = 0;
  const tracks = clip.ranges.flatMap((range) => {
    const boxes = trackBoxes(clip, range);
    if (boxes.length === 0) return [];
    return range.tags.map((tag) =>
      element('track', { id: id++, label: oneLine(tag.name), source: 'auto' }, boxes),
    );
  });
  const labels = plan.tags.map(({ name, color }) =>
    element('label', {}, [
      textElement('name', oneLine(name)),
      textElement('color', color),
      textElement('type', 'rectangle'),
      element('attributes'),
    ]),
  );
  const task = element('task', {}, [
    textElement('name', oneLine(clip.media.name)),
    textElement('size', clip.frames),
    textElement('mode', 'interpolation'),
    textElement('start_frame', 0),
    textElement('stop_frame', clip.frames - 1),
    element('labels', {}, labels),
    element('original_size', {}, [
      textElement('width', clip.media.video.displayWidth),
      textElement('height', clip.media.video.displayHeight),
    ]),
  ]);
  return xmlText(
    element('annotations', {}, [textElement('version', '1.1'), element('meta', {}, [task]), ...tracks]),
  );
}

export const cvatFormat: Format = {
  id: 'cvat',
  name: 'CVAT for video 1.1',
  program: 'CVAT',
  extension: '.xml',
  per: 'clip',
  steps: ['Make a task of the clip; Actions > Upload annotations > CVAT 1.1.'],
  shapes: ['annotated'],
  options: [],
  defaults: {},
  checkedWith: 'own reading',
  notRunIn: 'CVAT',
  needs: { rates: 'any', usesTimecode: false },
  write: (plan) => ({
    files: filesNamed(clipsByName(plan), ' cvat.xml', ({ clip }) => text(plan, clip)),
    warnings: boxWarnings(plan),
  }),
};
