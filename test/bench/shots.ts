import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Truth } from '../../scripts/film/render.mjs';
import { findMediaTools, type MediaTools, probeMedia, readFrameList } from '../../src/engine/media/index.ts';
import { decoderThreads, defaultKeyframes, scanShots, shotDetector } from '../../src/engine/shots/index.ts';
import { type Cost, costOf, runFfmpeg } from './measuring.ts';
import {
  addCounts,
  type Count,
  countFrames,
  type FileScore,
  type Rates,
  ratesOf,
  scoreBoundaries,
} from './scoring.ts';
import { clipSources, sourcePool, writeScriptedEdits } from './scripted-edits.ts';
import { measureLength } from './shots-length.ts';
import { measureSpeed, type Ratios } from './shots-speed.ts';

/**
 * How good and how fast the shot detector is:
 *
 *   node test/bench/shots.ts <folder> [--scripted <edits>] [--speed] [--json] [--no-scene]
 *
 * The folder is laid out as the real footage is: films, and `truth/<film>.json`. `--scripted` adds edits made from its clips and
 * from photographs; `--speed` measures time alone, on a minute of 1080p at two rates of bits. Time is set beside decoding of the same file with the same ffmpeg; quality beside ffmpeg's scene filter at
 * the threshold that is best for the whole set.
 */

interface FileResult extends FileScore {
  file: string;
  frames: number;
  decode: Cost;
  pass: Cost;
  wanted: number[];
  scenes: { frame: number; score: number }[];
}

const noCount: Count = { right: 0, missed: 0, extra: 0 };

function findFilms(folder: string): { path: string; truth: Truth }[] {
  const places = readdirSync(folder, { withFileTypes: true });
  const folders = ['.', ...places.filter((place) => place.isDirectory()).map(({ name }) => name)];
  return folders.flatMap((place) =>
    readdirSync(join(folder, place)).flatMap((name) => {
      const truthFile = join(folder, 'truth', `${name}.json`);
      if (place === 'truth' || !existsSync(truthFile)) return [];
      const truth = JSON.parse(readFileSync(truthFile, 'utf8')) as Truth;
      return [{ path: join(folder, place, name), truth }];
    }),
  );
}

/** Scores of ffmpeg's scene filter for every frame but the first. */
async function sceneScores(tools: MediaTools, path: string): Promise<FileResult['scenes']> {
  const filter = 'select=gte(scene\\,0),metadata=print:file=-';
  const text = await runFfmpeg(tools.ffmpeg.path, [
    '-i',
    path,
    '-map',
    '0:V:0',
    '-vf',
    filter,
    '-f',
    'null',
    '-',
  ]);
  const found = [...text.matchAll(/frame:(\d+)[\s\S]*?scene_score=([\d.]+)/g)];
  return found.map(([, frame, score]) => ({ frame: Number(frame), score: Number(score) }));
}

async function runFilm(
  tools: MediaTools,
  path: string,
  truth: Truth,
  withScenes: boolean,
): Promise<FileResult> {
  const plain = ['-threads', String(decoderThreads()), '-i', path, '-map', '0:V:0', '-f', 'null', '-'];
  const { cost: decode } = await costOf(() => runFfmpeg(tools.ffmpeg.path, plain));
  const { value: scan, cost: pass } = await costOf(async () => {
    const facts = await probeMedia(tools, path);
    const frames = await readFrameList(tools, path, facts);
    return scanShots(tools, path, facts, frames, { keyframes: defaultKeyframes });
  });
  const wanted = truth.shots.flatMap(({ transition_in: join }) =>
    join?.type === 'cut' ? [join.first_frame] : [],
  );
  return {
    file: path,
    frames: scan.decodedFrames,
    ...scoreBoundaries(truth, scan.boundaries),
    decode,
    pass,
    wanted,
    scenes: withScenes ? await sceneScores(tools, path) : [],
  };
}

function bestSceneFilter(results: readonly FileResult[]): { threshold: number; hard: Rates } | undefined {
  if (results.every(({ scenes }) => scenes.length === 0)) return undefined;
  const thresholds = Array.from({ length: 49 }, (_, index) => (index + 1) / 50);
  const tried = thresholds.map((threshold) => {
    const counts = results.map(({ wanted, scenes }) => {
      const found = scenes.filter(({ score }) => score > threshold).map(({ frame }) => frame);
      return countFrames(wanted, found, 0);
    });
    return { threshold, hard: ratesOf(counts.reduce(addCounts, noCount)) };
  });
  return tried.sort((a, b) => b.hard.f1 - a.hard.f1)[0];
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function summarise(set: string, results: readonly FileResult[]) {
  const total = (part: 'hard' | 'hardWithin1' | 'gradual'): Rates =>
    ratesOf(results.map((result) => result[part]).reduce(addCounts, noCount));
  const cpu = (part: 'decode' | 'pass'): number =>
    sum(results.map((result) => result[part].cpuSeconds ?? Number.NaN));
  const wall = (part: 'decode' | 'pass'): number => sum(results.map((result) => result[part].wallSeconds));
  const cpuRatio = cpu('pass') / cpu('decode');
  return {
    set,
    detector: shotDetector,
    total: {
      hard: total('hard'),
      hardWithin1: total('hardWithin1'),
      gradual: total('gradual'),
      trapsHit: sum(results.map(({ trapsHit }) => trapsHit)),
    },
    sceneFilter: bestSceneFilter(results),
    time: { wallRatio: wall('pass') / wall('decode'), cpuRatio: Number.isNaN(cpuRatio) ? null : cpuRatio },
    files: results.map(({ scenes: _scenes, wanted: _wanted, ...rest }) => rest),
  };
}

const percent = (value: number): string => (100 * value).toFixed(1).padStart(6);

function printTable(summary: ReturnType<typeof summarise>): void {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  say(`\n${summary.set}, ${summary.detector.name} ${summary.detector.version}`);
  say('hard: right missed extra | gradual: right missed extra | traps | wall and CPU beside decoding | file');
  for (const { file, hard, gradual, trapsHit, decode, pass } of summary.files) {
    const counts = [hard, gradual].map(({ right, missed, extra }) =>
      [right, missed, extra].map((value) => String(value).padStart(4)).join(''),
    );
    const wall = (pass.wallSeconds / decode.wallSeconds).toFixed(2);
    const cpu = pass.cpuSeconds && decode.cpuSeconds ? (pass.cpuSeconds / decode.cpuSeconds).toFixed(2) : '-';
    say(`${counts.join(' |')} | ${trapsHit} | ${wall.padStart(6)} ${cpu.padStart(6)} | ${file}`);
  }
  for (const [name, rates] of Object.entries(summary.total)) {
    if (typeof rates === 'number') continue;
    say(
      `${name.padEnd(12)} precision ${percent(rates.precision)}  recall ${percent(rates.recall)}  F1 ${percent(rates.f1)}`,
    );
  }
  const { sceneFilter, time, total } = summary;
  if (sceneFilter)
    say(`scene filter at its best, ${sceneFilter.threshold}: F1 ${percent(sceneFilter.hard.f1)}`);
  say(
    `traps hit ${total.trapsHit}; wall ${time.wallRatio.toFixed(2)}, CPU ${time.cpuRatio?.toFixed(2) ?? '-'} of decoding`,
  );
}

const args = process.argv.slice(2);
const folder = args.find((argument) => !argument.startsWith('--') && Number.isNaN(Number(argument)));
const scripted = args.includes('--scripted') ? Number(args[args.indexOf('--scripted') + 1] ?? 10) : 0;
if (!folder) {
  process.stderr.write(
    'Usage: npm run bench:shots -- <folder> [--scripted <edits>] [--speed] [--length] [--no-scene] [--json]\n',
  );
  process.exit(2);
}
const tools = await findMediaTools({ env: process.env });
if (args.includes('--speed')) {
  const speeds = await measureSpeed(tools, folder, 5);
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify({ set: folder, speeds }, null, 1)}\n`);
  const shown = ({ wallRatio, cpuRatio }: Ratios): string =>
    `wall ${wallRatio.toFixed(2)}, CPU ${cpuRatio?.toFixed(2) ?? '-'}`;
  for (const { megabitsPerSecond, frames, sameThreads, ownChoice } of args.includes('--json') ? [] : speeds) {
    process.stdout.write(
      `1080p25 H.264, ${megabitsPerSecond} Mb/s, ${frames} frames: ${shown(sameThreads)} of decoding with the same threads; ${shown(ownChoice)} of decoding with as many as ffmpeg chooses\n`,
    );
  }
  process.exit(0);
}
if (args.includes('--length')) {
  const lengths = await measureLength(tools, folder);
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify({ set: folder, lengths }, null, 1)}\n`);
  for (const { file, frames, keyframes, ownMb, programsMb } of args.includes('--json') ? [] : lengths) {
    process.stdout.write(
      `${file}: ${frames} frames, ${keyframes} keyframes; at most ${ownMb.toFixed(0)} MB of the bench's own, ${programsMb.toFixed(0)} MB of ffmpeg\n`,
    );
  }
  process.exit(0);
}
const sets = [folder];
if (scripted > 0) {
  const clips = existsSync(join(folder, 'video')) ? clipSources(folder) : [];
  // Seeds apart from those that the models were trained with.
  const seeds = Array.from({ length: scripted }, (_, index) => 5001 + index);
  sets.push(await writeScriptedEdits(await sourcePool(clips), 'bench', seeds));
}
const summaries = [];
for (const set of sets) {
  const results: FileResult[] = [];
  for (const { path, truth } of findFilms(set)) {
    results.push(await runFilm(tools, path, truth, !args.includes('--no-scene')));
    process.stderr.write(`${results.length} `);
  }
  summaries.push(summarise(set, results));
}
if (args.includes('--json'))
  process.stdout.write(`${JSON.stringify(summaries.length === 1 ? summaries[0] : summaries, null, 1)}\n`);
else for (const summary of summaries) printTable(summary);
