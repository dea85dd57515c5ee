import { describe, expect, it } from 'vitest';
import type { AssetSummary, Workload } from '../../shared/contract/index.ts';
import type { MediaFacts } from '../../shared/media.ts';
import { rateText } from '../../shared/time.ts';
import {
  assetStateText,
  clipFactsText,
  durationText,
  frameTimecode,
  lengthTimecode,
  progressText,
  rowErrorText,
  rowName,
  shortName,
  timeLeftText,
  workloadText,
} from './texts.ts';

describe('numbers as words', () => {
  it.each([
    [0, '0.0 s'],
    [4.26, '4.3 s'],
    [9.94, '9.9 s'],
    [9.96, '0:10'],
    [61.4, '1:01'],
    [3725, '1:02:05'],
  ])('%f seconds last %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });

  it.each([
    [2, 'a few seconds left'],
    [12, '15 s left'],
    [54, '55 s left'],
    [58, '1 min left'],
    [150, '3 min left'],
    [5400, '1.5 h left'],
  ])('%i seconds left: %s', (seconds, text) => {
    expect(timeLeftText(seconds)).toBe(text);
  });

  it.each([
    [24000, 1001, '23.976'],
    [25, 1, '25'],
    [30000, 1001, '29.97'],
    [60000, 1001, '59.94'],
    [60, 1, '60'],
  ])('%d/%d frames a second are %s', (num, den, text) => {
    expect(rateText({ num, den })).toBe(text);
  });

  it('cuts a long name in its middle', () => {
    expect(shortName('A003_C012_0422.mov', 34)).toBe('A003_C012_0422.mov');
    const cut = shortName('A003_C012_0422_the_long_way_home_take_7.mov', 21);
    expect(cut).toHaveLength(21);
    expect(cut).toMatch(/^A003_C012_….*take_7\.mov$/);
  });
});

const asset = (over: Partial<AssetSummary>): AssetSummary =>
  ({ state: 'ready', shotCount: 3, personCount: 2, ...over }) as AssetSummary;

describe('state of a clip', () => {
  it.each([
    [asset({}), '3 shots · 2 people'],
    [asset({ shotCount: 1, personCount: 1 }), '1 shot · 1 person'],
    [asset({ personCount: 0 }), '3 shots · no people'],
    [asset({ personCount: 9 }), '3 shots · 2 people'],
    [asset({ state: 'waiting' }), 'Waiting'],
    [asset({ state: 'failed' }), 'Failed · 3 shots kept'],
    [asset({ state: 'failed', shotCount: 0 }), 'Failed'],
    [asset({ state: 'interrupted' }), 'Interrupted · 3 shots kept'],
    [asset({ state: 'cancelled', shotCount: 0 }), 'Cancelled'],
  ])('%#: %s', (summary, text) => {
    expect(assetStateText(summary, undefined, Math.min(summary.personCount, 2))).toBe(text);
  });

  it('shows progress once there is some, though the list still says waiting', () => {
    const progress = { done: 62, total: 100, unit: 'pictures', phase: 'recognition' } as const;
    expect(assetStateText(asset({ state: 'analysing' }), progress, 2)).toBe('Recognising 62 %');
    expect(assetStateText(asset({ state: 'waiting' }), progress, 2)).toBe('Recognising 62 %');
    expect(progressText({ ...progress, total: 0 })).toBe('Recognising');
    expect(progressText({ ...progress, done: 120 })).toBe('Recognising 100 %');
  });
});

describe('what went wrong with a clip', () => {
  it.each([
    ['a (1).mp4 is not a video that Castline reads.', 'Not a video that Castline reads.'],
    ['a (1).mp4 has no picture track.', 'No picture track.'],
    [
      'a (1).mp4 cannot be read: its index is missing or broken.',
      'Cannot be read: its index is missing or broken.',
    ],
    ['The picture of a (1).mp4 is encrypted.', 'The picture is encrypted.'],
    ['/card/a (1).mp4 does not exist.', 'Does not exist.'],
    ['No answer for 30 s.', 'No answer for 30 s.'],
  ])('is said in its row without its name: %s', (message, text) => {
    expect(rowErrorText({ name: 'a (1).mp4', path: '/card/a (1).mp4' }, message)).toBe(text);
  });
});

describe('work in the header', () => {
  const job = (over: object) => ({
    state: 'running',
    progress: { done: 214, total: 346, phase: 'recognition' },
    ...over,
  });
  const work = (over: object): Workload =>
    ({
      running: 1,
      waiting: 0,
      paused: false,
      fraction: 0.5,
      phase: 'recognition',
      jobs: [job({})],
      ...over,
    }) as Workload;
  it.each([
    [work({ secondsLeft: 120 }), 'Recognising 214 of 346 · 2 min left'],
    [work({}), 'Recognising 214 of 346'],
    [work({ waiting: 3, secondsLeft: 7 }), 'Recognising · 4 clips · 10 s left'],
    [work({ waiting: 3, paused: true }), 'Paused · 4 clips left'],
  ])('%#: %s', (workload, text) => {
    expect(workloadText(workload)).toBe(text);
  });
});

describe('timecode of a clip', () => {
  const facts = (over: object): MediaFacts =>
    ({
      video: {
        frameRate: { num: 30000, den: 1001 },
        displayWidthPx: 1920,
        displayHeightPx: 1080,
        codec: 'h264',
      },
      timecode: { text: '00:00:59;00', startFrame: 1770, dropFrame: true, assumed: false },
      ...over,
    }) as unknown as MediaFacts;

  it('counts from the start timecode, drop-frame', () => {
    expect(frameTimecode(facts({}), 0)).toBe('00:00:59;00');
    expect(frameTimecode(facts({}), 30)).toBe('00:01:00;02');
    expect(lengthTimecode(facts({}), 1800)).toBe('00:01:00;02');
  });

  it('names rate, size, start and codec', () => {
    expect(clipFactsText(facts({}), false)).toBe('29.97 fps · 1920×1080 · starts 00:00:59;00 · h264');
    const assumed = facts({ timecode: { text: '', startFrame: 0, dropFrame: false, assumed: true } });
    expect(clipFactsText(assumed, true)).toBe('29.97 fps variable · 1920×1080 · no timecode · h264');
  });
});

describe('the name of a clip in its row', () => {
  it.each([
    ['A003_C012_0422XY_001.mov', ['A003_', 'C012_', '0422XY_', '001', '.mov']],
    ['edit_a_h264_23976_tc010000.mp4', ['edit_a_h264_23976', '_tc010000.mp4']],
    ['edit_a_dnxhr_lb_25_tc095830_12_first150.mxf', ['edit_a_dnxhr_lb_…', '0_12_first150.mxf']],
  ])('%s breaks into two lines of 17 letters', (name, pieces) => {
    expect(rowName(name, 17)).toEqual(pieces);
  });
});
