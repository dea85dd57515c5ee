import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Library } from '../../src/engine/library/index.ts';
import { find, smartBins } from '../../src/engine/search/index.ts';
import {
  conflictsOf,
  continuityMarks,
  countQuestions,
  listAssets,
  listOutfits,
  listPeople,
  openQuestions,
  sequenceOf,
} from '../../src/engine/views/index.ts';
import { elementsPerKeyframe, makeLargeLibrary } from '../support/large-library.ts';

/**
 * How long a library of a million elements takes to open and to search:
 *
 *   npm run bench:library [-- --library /tmp/large.castline] [--clips 500] [--json]
 *
 * The library is made up (500 clips of 27 shots, 200 people) and kept where `--library` says, to be used again. Opening is
 * what the desk asks for before it shows clips and cast: the file, the clips, the people and the bins. A search is typed
 * letter by letter, as in the window, and each answer holds the first 100 shots with their ranges.
 */

const limits = { openMs: 1500, searchP95Ms: 50 };
const size = { shotsPerClip: 27, keyframesPerShot: 10, people: 200 };

const typed = [
  'anna stone',
  'anna red coat',
  'anna red coat -celia',
  'roter mantel',
  'car',
  'chair -anna',
  '"police line"',
  'text:exit anna',
  'shot:>2s anna',
  'people:2 umbrella',
  'clip:c012',
  'anna or celia',
  '-anna',
  'greta lake dress shot:<10s',
];

const since = (start: number): number => performance.now() - start;
const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/** What the desk asks for next, while clips and cast can already be worked with. */
const beside: readonly { readonly name: string; readonly read: (library: Library) => unknown }[] = [
  { name: 'wardrobe', read: (library) => listOutfits(library) },
  { name: 'continuity', read: (library) => continuityMarks(library) },
  { name: 'open questions', read: async (library) => countQuestions((await openQuestions(library)) ?? []) },
  { name: 'conflicts', read: conflictsOf },
  { name: 'all clips in sequence', read: sequenceOf },
];

/** Each of them, as a line. */
async function besideLine(library: Library): Promise<string> {
  const times: string[] = [];
  for (const { name, read } of beside) {
    const start = performance.now();
    await read(library);
    times.push(`${name} ${since(start).toFixed(0)} ms`);
  }
  return `beside: ${times.join(', ')}`;
}

/** The measured times, in milliseconds. */
function measureOpening(path: string): { library: Library; openMs: number } {
  const start = performance.now();
  const library = new Library(path, { create: false });
  listAssets(library, []);
  listPeople(library);
  smartBins(library);
  return { library, openMs: since(start) };
}

/** By the clock, and by the processor: what other programs take in between is in the first alone. */
function measureSearch(library: Library): { clock: number[]; cpu: number[] } {
  const [clock, cpu]: [number[], number[]] = [[], []];
  for (const query of typed) {
    for (let length = 1; length <= query.length; length += 1) {
      const [start, before] = [performance.now(), process.cpuUsage()];
      find(library, { query: query.slice(0, length), limit: 100 });
      clock.push(since(start));
      const { user, system } = process.cpuUsage(before);
      cpu.push((user + system) / 1000);
    }
  }
  return { clock: clock.toSorted((a, b) => a - b), cpu: cpu.toSorted((a, b) => a - b) };
}

/** Measures a library, which is made where it is not there, and tells it line by line; whether all is within its limits. */
async function benchLibrary(path: string, clips: number, say: (line: string) => void) {
  if (!existsSync(path)) {
    const start = performance.now();
    makeLargeLibrary(path, { ...size, clips });
    say(`made the library: ${(since(start) / 1000).toFixed(0)} s`);
    const fresh = new Library(path, { create: false });
    const indexing = performance.now();
    listAssets(fresh, []);
    find(fresh, { query: 'x', limit: 1 });
    say(`worked all clips out once, as analysis does one by one: ${(since(indexing) / 1000).toFixed(1)} s`);
    fresh.close();
  }
  const elements = clips * size.shotsPerClip * size.keyframesPerShot * elementsPerKeyframe;
  const { library, openMs } = measureOpening(path);
  const { clock: times, cpu } = measureSearch(library);
  const others = await besideLine(library);
  library.close();
  const [middle, p95, most] = [share(times, 0.5), share(times, 0.95), times.at(-1) ?? 0];
  say(
    [
      `${Math.round(elements).toLocaleString('en')} elements, ${clips * size.shotsPerClip} shots, on ${cpus().length} × ${cpus()[0]?.model}`,
      `opening: ${openMs.toFixed(0)} ms (at most ${limits.openMs})`,
      `search, ${times.length} answers: median ${middle.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (at most ${limits.searchP95Ms}), longest ${most.toFixed(1)} ms; of the processor's time p95 ${share(cpu, 0.95).toFixed(1)} ms`,
      others,
    ].join('\n'),
  );
  return {
    holds: openMs <= limits.openMs && p95 <= limits.searchP95Ms,
    figures: { elements: Math.round(elements), openMs, searchMedianMs: middle, searchP95Ms: p95 },
  };
}

const { values } = parseArgs({
  options: {
    library: { type: 'string' },
    clips: { type: 'string', default: '500' },
    json: { type: 'boolean', default: false },
  },
});
const folder = values.library ? undefined : mkdtempSync(join(tmpdir(), 'castline-bench-'));
const path = values.library ?? join(folder ?? '', 'Large.castline');
try {
  const say = values.json ? console.error : console.log;
  const { holds, figures } = await benchLibrary(path, Number(values.clips), say);
  if (values.json) console.log(JSON.stringify(figures, null, 1));
  process.exitCode = holds ? 0 : 1;
} finally {
  if (folder) rmSync(folder, { recursive: true, force: true });
}
