import { z } from 'zod';
import type { Figure } from './document.ts';
import { identityFigures, recognitionFigures, shotsFigures, shotsSpeedFigures } from './quality.ts';
import { figure, ms, percent } from './words.ts';

/** What `npm run bench` runs: each part is one bench in a process of its own, and what its JSON means. */
export interface Part {
  readonly name: string;
  /** File of `test/bench` and its arguments. */
  readonly command: (footage: string) => readonly string[];
  /** Figures of what it printed as JSON; throws where that has another shape. */
  readonly read: (printed: unknown) => Figure[];
}

const scale = z.object({
  tracks: z.number(),
  newClip: z.object({ tracks: z.number(), seconds: z.number() }),
  anew: z.object({ seconds: z.number(), heldMs: z.number(), stoppedMs: z.number().nullable() }),
});

function scaleFigures(printed: unknown): Figure[] {
  const { tracks, newClip, anew } = scale.parse(printed);
  const many = tracks.toLocaleString('en');
  const seconds = (value: number): string => `${value.toFixed(2)} s`;
  return [
    figure(`a new clip of ${newClip.tracks} tracks grouped among ${many}`, newClip.seconds, seconds, {
      most: 1,
    }),
    figure(`all ${many} tracks grouped anew, in a worker`, anew.seconds, seconds),
    figure('… the engine held up meanwhile, at most', anew.heldMs, ms),
    {
      what: '… stops after a cancel within',
      measured: anew.stoppedMs === null ? 'it went on' : ms(anew.stoppedMs),
      ...(anew.stoppedMs === null ? { holds: false } : {}),
    },
  ];
}

const choice = z.object({
  calls: z.number(),
  footageSeconds: z.number(),
  people: z.number(),
  shown: z.number(),
});

function choiceFigures(printed: unknown): Figure[] {
  const { calls, footageSeconds, people, shown } = choice.parse(printed);
  return [
    figure(
      `keyframes that the cloud would get, ${calls} for ${footageSeconds.toFixed(0)} s`,
      calls / footageSeconds,
      percent,
      { most: 0.1, beside: 'one a second: 100 %' },
    ),
    figure(`people and outfits shown in one, of ${people}`, shown, String, { least: people }),
  ];
}

const desk = z.object({
  timeline: z.array(
    z.object({
      spans: z.number(),
      how: z.enum(['canvas', 'elements']),
      gesture: z.string(),
      p95Ms: z.number(),
    }),
  ),
  start: z.object({
    clips: z.number(),
    bareMs: z.number(),
    appMs: z.number(),
    paintedMs: z.number(),
    filmMs: z.number(),
    nothingKeptMs: z.number(),
  }),
});

function deskFigures(printed: unknown): Figure[] {
  const { timeline, start } = desk.parse(printed);
  const most = Math.max(...timeline.map(({ spans }) => spans));
  const two = (value: number): string => `${value.toFixed(2)} ms`;
  const gestures = timeline
    .filter(({ spans, how }) => spans === most && how === 'canvas')
    .map(({ gesture, p95Ms }) => {
      const other = timeline.find(
        (one) => one.spans === most && one.how === 'elements' && one.gesture === gesture,
      );
      const beside = other ? { beside: `as elements of the page: ${two(other.p95Ms)}` } : {};
      const what = `timeline of ${most.toLocaleString('en')} spans, ${gesture}, script time a frame, p95`;
      return figure(what, p95Ms, two, { most: 4, ...beside });
    });
  const cold = figure(
    `cold start until ${start.clips} clips can be worked with, by a bare window`,
    start.appMs / start.bareMs,
    (ratio) => `${ratio.toFixed(2)} times, ${ms(start.appMs)}`,
    { most: 1.6, mostText: '1.6 times', beside: `bare window of the same Electron: ${ms(start.bareMs)}` },
  );
  const times = (of: number): string => `${(of / start.bareMs).toFixed(2)} times, ${ms(of)}`;
  return [
    ...gestures,
    cold,
    figure('… until that is painted', start.paintedMs, times),
    figure('… until the film shows the frame, above a stored picture', start.filmMs, times),
    figure(
      '… where nothing was kept from quitting: the first start, or after a crash',
      start.nothingKeptMs,
      times,
    ),
  ];
}

const library = z.object({
  elements: z.number(),
  openMs: z.number(),
  searchMedianMs: z.number(),
  searchP95Ms: z.number(),
});

function libraryFigures(printed: unknown): Figure[] {
  const { elements, openMs, searchMedianMs, searchP95Ms } = library.parse(printed);
  const of = `library of ${elements.toLocaleString('en')} elements`;
  return [
    figure(`${of} opened`, openMs, ms, { most: 1500 }),
    figure(`${of} searched, each letter typed, p95`, searchP95Ms, ms, {
      most: 50,
      beside: `median: ${ms(searchMedianMs)}`,
    }),
  ];
}

const exported = z.object({
  ranges: z.number(),
  slowest: z.object({ what: z.string(), ms: z.number() }),
  waitsMs: z.number(),
});

function exportFigures(printed: unknown): Figure[] {
  const { slowest, waitsMs } = exported.parse(printed);
  return [
    figure(`10,000 ranges in the slowest format (${slowest.what})`, slowest.ms, ms, { most: 2000 }),
    figure('… the window waits meanwhile, at most', waitsMs, ms, { most: 100 }),
  ];
}

const size = z.object({
  parts: z.array(z.object({ part: z.string(), bytes: z.number() })),
  total: z.number(),
  electron: z.string(),
});

function sizeFigures(printed: unknown): Figure[] {
  const { parts, total, electron } = size.parse(printed);
  const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  return [
    ...parts.map(({ part, bytes }) => figure(`installed: ${part}`, bytes, megabytes)),
    figure(`installed, together, with ${electron}`, total, megabytes),
  ];
}

/** In the order of the document. */
export const parts: readonly Part[] = [
  {
    name: 'shots',
    command: (footage) => ['shots.ts', footage, '--scripted', '20', '--json'],
    read: shotsFigures,
  },
  {
    name: 'shots-speed',
    command: (footage) => ['shots.ts', footage, '--speed', '--json'],
    read: shotsSpeedFigures,
  },
  {
    name: 'recognition-full',
    command: (footage) => ['recognition.ts', footage, '--mode', 'full', '--json'],
    read: recognitionFigures,
  },
  {
    name: 'recognition-fast',
    command: (footage) => ['recognition.ts', footage, '--mode', 'fast', '--json'],
    read: recognitionFigures,
  },
  { name: 'identity', command: (footage) => ['identity.ts', footage, '--json'], read: identityFigures },
  { name: 'identity-scale', command: () => ['identity-scale.ts', '--json'], read: scaleFigures },
  {
    name: 'cloud-choice',
    command: (footage) => ['cloud-choice.ts', footage, '--json'],
    read: choiceFigures,
  },
  { name: 'desk', command: () => ['desk.ts', 'timeline', 'start', '--json'], read: deskFigures },
  { name: 'library', command: () => ['desk-library.ts', '--json'], read: libraryFigures },
  { name: 'export', command: () => ['export.ts', '--json'], read: exportFigures },
  { name: 'size', command: () => ['size.ts', '--json'], read: sizeFigures },
];
