import { describe, expect, it } from 'vitest';
import type { ShotView } from '../../shared/contract/index.ts';
import { type Lane, type LaneSpan, laneHeight, laneLayout, lanesTop, type TimelineModel } from './model.ts';
import { hitTest, placeOfSpan, planBars, planTimeline, spanUnder, type TimelinePlan } from './plan.ts';
import { packRows } from './spans.ts';
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

const spanOf = (key: string, [startFrame, endFrame]: [number, number]): LaneSpan =>
  ({ key, startFrame, endFrame, label: key, colour: '#ffffff' }) as unknown as LaneSpan;

const lane = (id: string, spans: [number, number][], top: number, isCollapsed = false): Lane => {
  const all = spans.map((span, index) => spanOf(`${id}${index}`, span));
  const rows = packRows(all);
  const height = laneHeight(rows.length, isCollapsed);
  return { id, label: id, spans: all, rows, isCollapsed, top, height } as unknown as Lane;
};

/** What a lane is drawn as: the bars of its rows. */
const barsOf = (plan: TimelinePlan, index: number): [number, number][][] =>
  (plan.lanes[index]?.rows ?? []).map(({ bars }) => bars.map(({ x, width }) => [x, width]));

const model = {
  frameCount: 1000,
  nominalRate: 25,
  timecodeStart: 0,
  timecodeOf: String,
  pictureShape: 16 / 9,
  film: Array.from({ length: 20 }, (_, index) => ({ frame: 25 + index * 50, image: `f${index}` })),
  shots: [shot(0, 0, 400), shot(1, 400, 700, [390, 410]), shot(2, 700, 1000)],
  lanes: [
    lane(
      'anna',
      [
        [0, 400],
        [700, 1000],
      ],
      0,
    ),
    lane('bob', [[400, 700]], laneLayout.lane),
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
    expect(plan.lanes.map(({ lane: { id }, y }) => [id, y])).toEqual([
      ['anna', lanesTop],
      ['bob', lanesTop + laneLayout.lane],
    ]);
    expect(barsOf(plan, 0)).toEqual([
      [
        [0, 400],
        [700, 300],
      ],
    ]);
    expect(barsOf(plan, 1)).toEqual([[[400, 300]]]);
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
    expect([barsOf(plan, 0), barsOf(plan, 1)]).toEqual([[[]], [[[-500, 3000]]]]);
    for (const tile of plan.tiles) {
      expect(tile.x + tile.width).toBeGreaterThan(0);
      expect(tile.x).toBeLessThan(1000);
    }
  });

  it('leaves out lanes that are scrolled away', () => {
    const plan = planTimeline(model, whole, { ...size, scrollPx: laneLayout.lane });
    expect(plan.lanes.map(({ lane: { id }, y }) => [id, y])).toEqual([['bob', lanesTop]]);
  });

  it('draws crowds of short spans as a number of bars bounded by the width', () => {
    const crowd = lane(
      'crowd',
      Array.from({ length: 100_000 }, (_, index) => [index * 2, index * 2 + 1]),
      0,
    );
    const crowded = { ...model, frameCount: 200_000, lanes: [crowd] };
    const plan = planTimeline(crowded, fitViewport(200_000, 1000), size);
    const bars = plan.lanes[0]?.rows[0]?.bars ?? [];
    expect(bars.length).toBeLessThanOrEqual(1000);
    const last = bars.at(-1);
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeGreaterThan(998);
  });

  it('draws every span of a crowd that has room, and leaves gaps where there are some', () => {
    const spans = [
      spanOf('a', [0, 1]),
      spanOf('b', [3, 4]),
      spanOf('c', [500, 501]),
      spanOf('d', [600, 700]),
    ];
    const bars = planBars(spans, whole, 1000);
    expect(bars.map(({ x, width, isMany, span }) => [x, width, isMany, span.key])).toEqual([
      [0, 5, true, 'a'],
      [500, 2, false, 'c'],
      [600, 100, false, 'd'],
    ]);
  });

  it('lays spans that overlap out below each other, and finds each of them again', () => {
    const tags = lane(
      'tags',
      [
        [0, 300],
        [100, 200],
        [200, 400],
        [350, 500],
      ],
      60,
    );
    expect(tags.rows.map((row) => row.map(({ key }) => key))).toEqual([
      ['tags0', 'tags3'],
      ['tags1', 'tags2'],
    ]);
    const laid = { ...model, lanes: [...model.lanes, tags] };
    for (const { key, startFrame } of tags.spans) {
      const place = placeOfSpan(laid, key, 0);
      const hit = hitTest(laid, (place?.y ?? 0) + 3, 0);
      const under = hit.area === 'lane' ? spanUnder(hit.row, whole, startFrame + 20) : undefined;
      expect([under?.span.key, under?.part]).toEqual([key, 'middle']);
    }
  });

  it.each([
    [401, 'start'],
    [398, 'start'],
    [550, 'middle'],
    [697, 'end'],
    [704, 'end'],
    [706, undefined],
  ])('at %i there is the %s of a span', (x, part) => {
    expect(spanUnder([spanOf('bob', [400, 700])], whole, x)?.part).toBe(part);
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
