/**
 * How long each format takes for a library of ten thousand ranges, through the engine as the window asks it: reading the
 * library, making the text, writing every file. Meanwhile a clock of 10 ms runs in the engine's thread; how late it is at
 * most is how long the window waits for an answer. What was written is removed at the very end: for some seconds ext4 without a
 * journal steps over the inodes of files that were just removed, which makes each new file take 0.5 ms instead of 0.02.
 *
 *   npm run bench:export [-- --clips 93] [--json]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { openEngine } from '../../src/cli/host.ts';
import { listFormats } from '../../src/engine/export/index.ts';
import { makeLargeLibrary } from '../support/large-library.ts';

const limitMs = 2000;
/** A wait that is not felt. */
const limitDelayMs = 100;
const resolutionMs = 10;

const { values } = parseArgs({
  options: { clips: { type: 'string', default: '93' }, json: { type: 'boolean', default: false } },
});
const say = values.json ? console.error : console.log;
const folder = mkdtempSync(join(tmpdir(), 'castline-bench-export-'));
const libraryPath = join(folder, 'large.castline');
makeLargeLibrary(libraryPath, {
  clips: Number(values.clips),
  shotsPerClip: 54,
  keyframesPerShot: 2,
  people: 200,
});
const engine = openEngine(libraryPath, false);
// As in the window: lists are there before anything is exported.
await engine.calls.cast.list();
/** Of a format's ten thousand ranges, in milliseconds. */
let slowest = { what: '', ms: 0 };
let [latest, ranges] = [0, 0];

async function measure(what: string, work: () => Promise<string>): Promise<void> {
  const clock = monitorEventLoopDelay({ resolution: resolutionMs });
  clock.enable();
  const begun = performance.now();
  const said = await work();
  const ms = performance.now() - begun;
  await new Promise((resolve) => setTimeout(resolve, 2 * resolutionMs));
  clock.disable();
  const delayMs = Math.max(0, clock.max / 1e6 - resolutionMs);
  const msOfTenThousand = ms / Math.max(1, ranges / 10_000);
  if (msOfTenThousand > slowest.ms) slowest = { what, ms: msOfTenThousand };
  latest = Math.max(latest, delayMs);
  say(
    `${what.padEnd(30)} ${ms.toFixed(0).padStart(5)} ms, window waits at most ${delayMs.toFixed(0).padStart(4)} ms  ${said}`,
  );
}

try {
  const write =
    (
      format: ReturnType<typeof listFormats>[number]['id'],
      shape: 'annotated' | 'selects',
      selection: { outfits: boolean; props: boolean },
    ) =>
    async (): Promise<string> => {
      const { files, rangeCount } = await engine.calls.export.write({
        format,
        selection: { confirmedOnly: false, appearances: true, shots: false, ...selection },
        options: { shape },
        path: join(folder, `${format}-${shape}-${selection.outfits}/`),
      });
      ranges = rangeCount;
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      return `${files.length} files  ${(bytes / 1e6).toFixed(1)} MB  ${rangeCount} ranges`;
    };
  // All of the same ranges; then the manifest as it is unless told, which has outfits and things in it too.
  for (const { id, shapes } of listFormats()) {
    for (const shape of shapes)
      await measure(`${id} ${shape}`, write(id, shape, { outfits: false, props: false }));
  }
  await measure('manifest with all', write('manifest', 'annotated', { outfits: true, props: true }));
  await measure('preview', async () => {
    const { rangeCount } = await engine.calls.export.preview({
      format: 'fcpxml',
      selection: { confirmedOnly: false, appearances: true, shots: false },
      options: {},
    });
    return `${rangeCount} ranges`;
  });
} finally {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
}
say(
  `The slowest format, ${slowest.what}, takes ${slowest.ms.toFixed(0)} ms for ten thousand ranges (limit ${limitMs}), the window waits at most ${latest.toFixed(0)} ms (limit ${limitDelayMs})`,
);
if (values.json) console.log(JSON.stringify({ ranges, slowest, waitsMs: latest }, null, 1));
process.exitCode = slowest.ms < limitMs && latest < limitDelayMs ? 0 : 1;
