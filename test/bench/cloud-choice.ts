/**
 * Which keyframes of the real footage would be sent to the cloud recogniser, against the truth:
 *
 *   npm run bench:cloud-choice -- <folder> [--library L] [--json]
 *
 * The folder is laid out as the real footage is; `--library` is one in which its `video` is analysed already. A person of the truth counts as shown
 * when a chosen frame lies in a shot in which the truth names that person; each of them wears one outfit.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine } from '../../src/engine/index.ts';

interface Truth {
  readonly shots: readonly { first_frame: number; end_frame: number; persons: readonly string[] }[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { library: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const [footage] = positionals;
if (!footage) {
  process.stderr.write('Usage: npm run bench:cloud-choice -- <folder> [--library <file>] [--json]\n');
  process.exit(2);
}
const say = values.json ? console.error : console.log;
const folder = values.library ? undefined : mkdtempSync(join(tmpdir(), 'castline-choice-'));
const engine = createEngine(
  {
    libraryPath: values.library ?? join(folder ?? '', 'Choice.castline'),
    createLibrary: values.library === undefined,
    programRoot: join(import.meta.dirname, '../..'),
    recognitionWorker: new URL('../../src/engine/recognition/local/worker.ts', import.meta.url),
    env: process.env,
  },
  2,
);
if (folder) {
  await engine.calls.assets.import({ paths: [join(footage, 'video')] });
  await engine.whenIdle();
}
const estimate = await engine.calls.cloud.estimate({});
const chosen = new Set<string>(estimate.images);
const { library } = engine.current;
const rows = library.assets.list().flatMap((asset) => {
  const name = basename(asset.path ?? asset.name);
  const truthPath = join(footage, 'truth', `${name}.json`);
  if (!existsSync(truthPath)) return [];
  const truth = JSON.parse(readFileSync(truthPath, 'utf8')) as Truth;
  const keyframes = library.shots.keyframes(asset.id);
  const frames = keyframes.filter(({ image }) => chosen.has(image)).map(({ frame }) => frame);
  const sent = truth.shots.filter((shot) =>
    frames.some((at) => at >= shot.first_frame && at < shot.end_frame),
  );
  const people = (shots: Truth['shots']): string[] => [...new Set(shots.flatMap(({ persons }) => persons))];
  return [
    {
      name,
      keyframes: keyframes.length,
      calls: frames.length,
      people: people(truth.shots),
      shown: people(sent),
    },
  ];
});
const everywhere = new Set(rows.flatMap(({ shown }) => shown));
for (const { name, keyframes, calls, people, shown } of rows) {
  const missing = people.filter((person) => !shown.includes(person));
  const elsewhere = missing.filter((person) => everywhere.has(person));
  const nowhere = missing.filter((person) => !everywhere.has(person));
  say(
    `${name.padEnd(32)} ${String(calls).padStart(2)} of ${String(keyframes).padStart(3)} keyframes, ${shown.length}/${people.length} people here` +
      `${elsewhere.length > 0 ? `; in other clips: ${elsewhere.join(', ')}` : ''}${nowhere.length > 0 ? `; MISSING: ${nowhere.join(', ')}` : ''}`,
  );
}
const all = [...new Set(rows.flatMap(({ people }) => people))];
const shown = all.filter((person) => everywhere.has(person)).length;
say(
  `${estimate.calls} calls for ${estimate.footageSeconds.toFixed(0)} s (${((100 * estimate.calls) / estimate.footageSeconds).toFixed(1)} % of one a second); ` +
    `${shown} of ${all.length} people and outfits shown`,
);
if (values.json) {
  const { calls, footageSeconds } = estimate;
  console.log(JSON.stringify({ calls, footageSeconds, people: all.length, shown }, null, 1));
}
await engine.close();
if (folder) rmSync(folder, { recursive: true, force: true });
