import { boxesOf, boxWarnings } from '../plan/boxes.ts';
import { safeFileName } from '../plan/paths.ts';
import type { ExportPlan } from '../plan/types.ts';
import { type Format, filesNamed } from './format.ts';

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** COCO: an image for each frame that has boxes, in pixels of the upright picture; extra keys say clip, frame and time. */
function text(plan: ExportPlan): string {
  const categoryOf = new Map(plan.tags.map(({ id }, index) => [id, index + 1]));
  const images: object[] = [];
  const annotations: object[] = [];
  for (const clip of plan.clips) {
    const { displayWidth, displayHeight } = clip.media.video;
    const imageOf = new Map<number, number>();
    const imageId = (frame: number): number => {
      const known = imageOf.get(frame);
      if (known) return known;
      const id = images.length + 1;
      imageOf.set(frame, id);
      images.push({
        id,
        file_name: `${safeFileName(clip.media.name)}/frame_${String(frame).padStart(6, '0')}.png`,
        width: displayWidth,
        height: displayHeight,
        frame,
        time: `${frame * clip.rate.den}/${clip.rate.num}`,
        video: clip.media.name,
      });
      return id;
    };
    for (const range of clip.ranges) {
      for (const box of boxesOf(clip, range)) {
        const size = [rounded(box.w * displayWidth), rounded(box.h * displayHeight)] as const;
        for (const tag of range.tags) {
          annotations.push({
            id: annotations.length + 1,
            image_id: imageId(box.frame),
            category_id: categoryOf.get(tag.id),
            bbox: [rounded(box.x * displayWidth), rounded(box.y * displayHeight), ...size],
            area: rounded(size[0] * size[1]),
            iscrowd: 0,
            segmentation: [],
            element: range.element.id,
            status: range.element.status,
          });
        }
      }
    }
  }
  const categories = plan.tags.map(({ name, kind }, index) => ({ id: index + 1, name, supercategory: kind }));
  const info = { description: plan.title, version: '1.0' };
  return `${JSON.stringify({ info, licenses: [], images, annotations, categories }, undefined, 1)}\n`;
}

export const cocoFormat: Format = {
  id: 'coco',
  name: 'COCO',
  program: 'Training and annotation tools',
  extension: '.json',
  per: 'library',
  steps: ['Load it beside the frames, which are named <clip>/frame_<number>.png, counted from 0.'],
  shapes: ['annotated'],
  options: [],
  defaults: {},
  checkedWith: 'own reading',
  notRunIn: 'pycocotools',
  needs: { rates: 'any', usesTimecode: false },
  write: (plan) => ({
    files: filesNamed([{ name: `${plan.title} coco` }], '.json', () => text(plan)),
    warnings: boxWarnings(plan),
  }),
};
