import { z } from 'zod';
import { addCounts, ratesOf } from '../scoring.ts';
import type { Figure } from './document.ts';
import { figure, ms, percent, times } from './words.ts';

/** What the benches of shots, of the recogniser and of people print, as figures. */

const rates = z.object({ precision: z.number(), recall: z.number(), f1: z.number() });
const count = z.object({ right: z.number(), missed: z.number(), extra: z.number() });

const shotSet = z.object({
  set: z.string(),
  total: z.object({ hard: rates, gradual: rates, trapsHit: z.number() }),
  sceneFilter: z.object({ hard: rates }).optional(),
  files: z.array(z.object({ file: z.string(), gradual: count })),
});
/** One set stands alone, several in a list. */
const shotSets = z.union([z.array(shotSet), shotSet.transform((one) => [one])]);

/** The first set is the footage, the second, where there is one, made of scripted edits. */
export function shotsFigures(printed: unknown): Figure[] {
  return shotSets.parse(printed).flatMap(({ total, sceneFilter, files }, index) => {
    const of = index === 0 ? 'footage' : 'scripted edits';
    const beside = sceneFilter
      ? { beside: `ffmpeg's scene filter at its best threshold: ${percent(sceneFilter.hard.f1)}` }
      : {};
    // Scripted edits lie in a folder of that name too.
    const ofEdit = index === 0 ? files.filter(({ file }) => /[/\\]edits[/\\]/.test(file)) : [];
    const inEdit = ofEdit.map(({ gradual }) => gradual);
    return [
      figure(`hard cuts at the exact frame, F1, ${of}`, total.hard.f1, percent, { least: 0.99, ...beside }),
      figure(
        `dissolves, fades and wipes, F1, ${of}`,
        total.gradual.f1,
        percent,
        index === 0 ? {} : { least: 0.9 },
      ),
      ...(inEdit.length > 0
        ? [
            figure('… found of those of the edit', ratesOf(inEdit.reduce(addCounts)).recall, percent, {
              least: 1,
            }),
          ]
        : []),
      figure(`flashes and other traps taken for cuts, ${of}`, total.trapsHit, String, { most: 0 }),
    ];
  });
}

const ratios = z.object({ wallRatio: z.number(), cpuRatio: z.number().nullable() });
const speeds = z.object({
  speeds: z.array(z.object({ megabitsPerSecond: z.number(), sameThreads: ratios, ownChoice: ratios })),
});

export function shotsSpeedFigures(printed: unknown): Figure[] {
  return speeds
    .parse(printed)
    .speeds.map(({ megabitsPerSecond, sameThreads, ownChoice }) =>
      figure(
        `whole pass over a minute of 1080p H.264 at ${megabitsPerSecond} Mb/s, by plain decoding with the same threads`,
        sameThreads.wallRatio,
        times,
        { most: 1.15, beside: `by decoding as ffmpeg chooses: ${times(ownChoice.wallRatio)}` },
      ),
    );
}

const peer = z.union([
  z.object({ error: z.string() }),
  z.object({
    name: z.string(),
    version: z.string(),
    median: z.number(),
    rssMb: z.number(),
    sharedMs: z.number(),
    throughput: z.number(),
  }),
]);
const recognition = z.object({
  mode: z.enum(['full', 'fast']),
  faces: z.object({ recall: z.number(), falseRate: z.number(), noses: z.number() }).nullable(),
  clothing: z.object({ iou: z.object({ mean: z.number(), worst: z.number() }) }).nullable(),
  items: z.object({ accuracy: z.number(), items: z.number() }).nullable(),
  colour: z
    .object({
      ofAllNamed: z.number(),
      accuracy: z.number(),
      constant: z.object({ name: z.string(), accuracy: z.number() }).nullish(),
    })
    .nullable(),
  text: z.object({ cer: z.number() }).nullable(),
  persons: z.object({ exact: z.number(), frames: z.number() }).nullable(),
  ms: z.object({ median: z.number() }).nullable(),
  rssMb: z.number().nullable(),
  peer: peer.nullable(),
});
type Recognition = z.infer<typeof recognition>;

/** Limits of the speed and memory of each mode; those of quality are of `full`. */
const limits = { full: { ms: 1000, rssMb: 900 }, fast: { ms: 250, rssMb: 500 } };

function speedFigures({ mode, ms: time, rssMb, peer: other }: Recognition): Figure[] {
  const megabytes = (value: number): string => `${value.toFixed(0)} MB`;
  const measured = other && 'name' in other ? other : undefined;
  const name = measured ? `${measured.name} ${measured.version}` : '';
  const failed = other && 'error' in other ? `the peer failed: ${other.error}` : 'no peer measured';
  const beside = (text: string | undefined) => ({ beside: text ? `${name}: ${text}` : failed });
  return [
    figure('a 720p keyframe with one person, median', time?.median ?? Number.NaN, ms, {
      most: limits[mode].ms,
      ...beside(measured && ms(measured.median)),
    }),
    figure(
      'throughput on the tasks that the peer does too, by the peer',
      measured?.throughput ?? Number.NaN,
      times,
      {
        least: 2,
        ...beside(measured && `${ms(measured.median)}, the same tasks here ${ms(measured.sharedMs)}`),
      },
    ),
    figure('memory of the process at its peak (RSS)', rssMb ?? Number.NaN, megabytes, {
      most: limits[mode].rssMb,
      ...beside(measured && megabytes(measured.rssMb)),
    }),
  ];
}

/** What the folder does not hold is shown as not measured. */
export function recognitionFigures(printed: unknown): Figure[] {
  const result = recognition.parse(printed);
  const { faces, clothing, items, colour, text, persons } = result;
  const of = (value: number | undefined): number => value ?? Number.NaN;
  const least = (value: number) => (result.mode === 'full' ? { least: value } : {});
  const most = (value: number) => (result.mode === 'full' ? { most: value } : {});
  const constant = colour?.constant
    ? { beside: `always saying "${colour.constant.name}": ${percent(colour.constant.accuracy)}` }
    : {};
  return [
    figure(
      `faces found in group photographs, of ${faces?.noses ?? 0}`,
      of(faces?.recall),
      percent,
      least(0.95),
    ),
    figure('… boxes that are no face', of(faces?.falseRate), percent, most(0.02)),
    figure('clothing masks, IoU, mean', of(clothing?.iou.mean), percent, least(0.8)),
    figure('… of the worst photograph', of(clothing?.iou.worst), percent, least(0.5)),
    figure(`class of a garment or thing, of ${items?.items ?? 0}`, of(items?.accuracy), percent, least(0.85)),
    figure('colour of garments that were named by eye', of(colour?.ofAllNamed), percent, {
      ...least(0.85),
      ...constant,
    }),
    figure('captions, wrong characters', of(text?.cer), percent, most(0.05)),
    figure(`frames with the right number of people, of ${persons?.frames ?? 0}`, of(persons?.exact), percent),
    ...speedFigures(result),
  ];
}

const video = z.object({
  file: z.string(),
  error: z.string().optional(),
  personsPerShot: rates,
  identities: z.number(),
  persons: z.number(),
  clicksToPerfect: z.number(),
  ends: z.object({ atCuts: z.number(), within2: z.number() }),
});
const identity = z.object({
  faces: z.object({ pictures: z.number(), bcubed: rates }).optional(),
  videos: z.array(video),
  outfits: z.object({ people: z.number(), withOne: z.number() }).optional(),
});
const nameOf = (file: string): string => file.split(/[/\\]/).at(-1) ?? file;

function filmFigures(videos: readonly z.infer<typeof video>[]): Figure[] {
  const edits = videos.filter(({ file }) => /^(edits|formats)\//.test(file));
  const [worst] = edits.toSorted((a, b) => a.personsPerShot.f1 - b.personsPerShot.f1);
  const edit = edits.find(({ file }) => file.startsWith('edits/'));
  const empty = videos.filter(({ persons }) => persons === 0);
  const ends = videos.reduce(
    (sum, one) => ({ at: sum.at + one.ends.atCuts, near: sum.near + one.ends.within2 }),
    { at: 0, near: 0 },
  );
  const broken = videos.filter(({ error }) => error !== undefined);
  return [
    figure('people in each shot of the edit, F1', edit?.personsPerShot.f1 ?? Number.NaN, percent, {
      least: 0.95,
    }),
    figure(
      `… of the worst of its formats${worst ? ` (${nameOf(worst.file)})` : ''}`,
      worst?.personsPerShot.f1 ?? Number.NaN,
      percent,
      { least: 0.95 },
    ),
    figure('clicks until the edit is perfect', edit?.clicksToPerfect ?? Number.NaN, String, { most: 3 }),
    figure(
      `people found in the ${empty.length} films with nobody`,
      empty.reduce((sum, one) => sum + one.identities, 0),
      String,
      { most: 0 },
    ),
    figure(`ends of appearances at cuts within 2 frames, of ${ends.at}`, ends.near, String, {
      least: ends.at,
    }),
    ...broken.map(({ file, error = '' }) => ({
      what: nameOf(file),
      measured: `FAILED: ${error}`,
      holds: false,
    })),
  ];
}

export function identityFigures(printed: unknown): Figure[] {
  const { faces, videos, outfits } = identity.parse(printed);
  return [
    figure(
      `labelled faces put together rightly (BCubed precision), of ${faces?.pictures ?? 0}`,
      faces?.bcubed.precision ?? Number.NaN,
      percent,
      { least: 0.98 },
    ),
    figure('… F1', faces?.bcubed.f1 ?? Number.NaN, percent, { least: 0.95 }),
    ...filmFigures(videos),
    ...(outfits
      ? [
          figure(`people of the edit with one outfit, of ${outfits.people}`, outfits.withOne, String, {
            least: outfits.people,
          }),
        ]
      : []),
  ];
}
