import { describe, expect, it } from 'vitest';
import type { ShotView } from '../../shared/contract/index.ts';
import { laneLayout, lanesTop, type PersonLane, type TimelineModel } from './model.ts';
import { hitTest, planTimeline } from './plan.ts';
import { fitViewport } from './viewport.ts';

const shot = (index: number, firstFrame: number, endFrame: number, mixed?: [number, number]): ShotView =>
  ({
    id: `s${index}`,
    index,
    firstFrame,
    endFrame,
    transition: {
      kind: mixed ? 'dissolve' : 'cut',
      confidence: 1,
      firstFrame: mixed?.[0] ?? firstFrame,
      endFrame: mixed?.[1] ?? firstFrame,
    },
  }) as unknown as ShotView;

const lane = (id: string, spans: [number, number][]): PersonLane =>
  ({
    identityId: id,
    label: id,
    shortLabel: id,
    named: true,
    colour: '#ffffff',
    face: undefined,
    spans: spans.map(([startFrame, endFrame]) => ({ startFrame, endFrame })),
  }) as unknown as PersonLane;

const model = {
  frameCount: 1000,
  nominalRate: 25,
  timecodeStart: 0,
  timecodeOf: String,
  pictureShape: 16 / 9,
  film: Array.from({ length: 20 }, (_, index) => ({ frame: 25 + index * 50, image: `f${index}` })),
  shots: [shot(0, 0, 400), shot(1, 400, 700, [390, 410]), shot(2, 700, 1000)],
  lanes: [
    lane('anna', [
      [0, 400],
      [700, 1000],
    ]),
    lane('bob', [[400, 700]]),
  ],
} as unknown as TimelineModel;

const size = { widthPx: 1000, heightPx: 300, scrollPx: 0 };
const whole = fitViewport(1000, 1000);

describe('timeline plan', () => {
  it('lays out shots, gradual transitions and people of the whole clip', () => {
    const plan = planTimeline(model, whole, size);
    expect(plan.shots.map(({ x, width, label }) => [x, width, label])).toEqual([
      [0, 400, '1'],
      [400, 300, '2'],
      [700, 300, '3'],
    ]);
    expect(plan.shots.map(({ mixed }) => mixed)).toEqual([undefined, { x: 390, width: 20 }, undefined]);
    expect(plan.lanes.map(({ identityId, y, bars }) => [identityId, y, bars])).toEqual([
      [
        'anna',
        lanesTop,
        [
          { x: 0, width: 400 },
          { x: 700, width: 300 },
        ],
      ],
      ['bob', lanesTop + laneLayout.lane, [{ x: 400, width: 300 }]],
    ]);
  });

  it('starts the pictures anew at each cut and shows none of another shot', () => {
    const { tiles } = planTimeline(model, whole, size);
    for (const start of [0, 400, 700]) expect(tiles.some((tile) => tile.x === start)).toBe(true);
    for (const tile of tiles) {
      const middle = tile.x + tile.clipWidth / 2;
      const own = model.shots.find(({ firstFrame, endFrame }) => middle >= firstFrame && middle < endFrame);
      const film = model.film.find(({ image }) => image === tile.image);
      expect(film?.frame).toBeGreaterThanOrEqual(own?.firstFrame ?? Number.NaN);
      expect(film?.frame).toBeLessThan(own?.endFrame ?? Number.NaN);
      expect(tile.x + tile.clipWidth).toBeLessThanOrEqual(own?.endFrame ?? Number.NaN);
    }
  });

  it('plans nothing that lies outside the view', () => {
    const plan = planTimeline(model, { startFrame: 450, pxPerFrame: 10 }, size);
    expect(plan.shots.map(({ label }) => label)).toEqual(['2']);
    expect(plan.lanes.map(({ identityId, bars }) => [identityId, bars.length])).toEqual([
      ['anna', 0],
      ['bob', 1],
    ]);
    for (const tile of plan.tiles) {
      expect(tile.x + tile.width).toBeGreaterThan(0);
      expect(tile.x).toBeLessThan(1000);
    }
  });

  it('leaves out lanes that are scrolled away', () => {
    const plan = planTimeline(model, whole, { ...size, scrollPx: laneLayout.lane });
    expect(plan.lanes.map(({ identityId, y }) => [identityId, y])).toEqual([['bob', lanesTop]]);
  });

  it('draws crowds of short spans as a number of bars bounded by the width', () => {
    const crowd = lane(
      'crowd',
      Array.from({ length: 100_000 }, (_, index) => [index * 2, index * 2 + 1]),
    );
    const crowded = { ...model, frameCount: 200_000, lanes: [crowd] };
    const [bars] = planTimeline(crowded, fitViewport(200_000, 1000), size).lanes;
    expect(bars?.bars.length).toBeLessThanOrEqual(1000);
    const last = bars?.bars.at(-1);
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeGreaterThan(998);
  });

  it('knows what lies under a point', () => {
    expect(hitTest(model, 5, 0).area).toBe('ruler');
    expect(hitTest(model, laneLayout.ruler, 0).area).toBe('picture');
    expect(hitTest(model, lanesTop - 1, 0).area).toBe('shots');
    expect(hitTest(model, lanesTop + 1, 0)).toMatchObject({ area: 'lane', lane: { label: 'anna' } });
    expect(hitTest(model, lanesTop + 1, laneLayout.lane)).toMatchObject({ lane: { label: 'bob' } });
    expect(hitTest(model, lanesTop + 500, 0).area).toBe('empty');
  });
});
