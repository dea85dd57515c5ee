import type { LaneKind, LaneSpan, TimelineModel } from '../../../../src/renderer/canvas/model.ts';
import { layOut } from '../../../../src/renderer/features/timeline/lanes.ts';
import type { ShotView } from '../../../../src/shared/contract/index.ts';
import type { ImageHash } from '../../../../src/shared/ids.ts';
import { identityColour } from '../../../../src/shared/palette.ts';
import { randomOf } from '../../../support/random.ts';

/** Six hours at 25 frames a second: a long day of one camera. */
const frameCount = 6 * 3600 * 25;
const people = 20;
const image = (number: number): ImageHash => number.toString(16).padStart(64, '0') as ImageHash;

type Random = () => number;

/** Spans of one lane; `overlap` above 1 makes several rows. */
function spansOf(lane: string, count: number, overlap: number, colour: string, random: Random): LaneSpan[] {
  const step = frameCount / count;
  return Array.from({ length: count }, (_, index) => {
    const startFrame = Math.floor(index * step + random() * 0.3 * step);
    const length = Math.max(2, Math.floor(step * overlap * (0.3 + 0.6 * random())));
    return {
      key: `${lane} ${index}`,
      startFrame,
      endFrame: Math.min(frameCount, startFrame + length),
      label: `${lane} ${index}`,
      shortLabel: lane,
      proposed: index % 3 === 0,
      confidence: random(),
      colour,
      picture: { image: image(index % 200), part: { x: 0.2, y: 0.1, w: 0.3, h: 0.5 } },
      target: { on: 'tag', tagId: `${lane} ${index}` },
    };
  });
}

const shotsOf = (count: number): ShotView[] =>
  Array.from({ length: count }, (_, index) => {
    const [firstFrame, endFrame] = [index, index + 1].map((at) => Math.floor((at * frameCount) / count));
    const transition = {
      kind: 'cut',
      confidence: 0.9,
      firstFrame,
      endFrame: firstFrame,
      decidedBy: 'machine',
    };
    return { id: `s${index}`, index, firstFrame, endFrame, transition } as unknown as ShotView;
  });

/** A timeline with so many spans: most on lanes of people, the rest overlapping on those of things, texts and tags. */
export function crowdedModel(count: number): TimelineModel {
  const random = randomOf(7);
  const inPeople = Math.floor((0.7 * count) / people);
  const others: [string, LaneKind, number, number][] = [
    ['outfit', 'outfits', 0.1, 1.6],
    ['thing', 'objects', 0.1, 3.2],
    ['text', 'texts', 0.05, 1.2],
    ['tag', 'tags', 0.05, 2.2],
  ];
  const contents = [
    ...Array.from({ length: people }, (_, index) => {
      const colour = identityColour(index);
      const id = `person ${index}`;
      return { id, kind: 'people' as const, colour, spans: spansOf(id, inPeople, 1, colour, random) };
    }),
    ...others.map(([id, kind, share, overlap], index) => {
      const colour = identityColour(index + 3);
      return { id, kind, colour, spans: spansOf(id, Math.floor(share * count), overlap, colour, random) };
    }),
  ].map((content) => ({ ...content, identityId: undefined, label: content.id, named: true }));
  return {
    frameCount,
    nominalRate: 25,
    timecodeStart: 0,
    timecodeOf: (frame) => `01:${String(Math.floor(frame / 1500) % 60).padStart(2, '0')}:00:00`,
    pictureShape: 16 / 9,
    film: Array.from({ length: frameCount / 50 }, (_, index) => ({
      frame: index * 50,
      image: image(index % 400),
    })),
    shots: shotsOf(Math.max(10, Math.floor(count / 20))),
    lanes: layOut(contents, new Set()),
  };
}
