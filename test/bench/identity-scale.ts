import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Library } from '../../src/engine/library/index.ts';
import { groupInWorker, groupPeople, prepareGrouping } from '../../src/engine/pipeline/index.ts';
import { randomOf } from '../support/random.ts';
import { costOf } from './measuring.ts';

/**
 * What grouping costs in a large library:
 *
 *   npm run bench:identity-scale -- [tracks = 10000] [of a new clip = 100] [--json]
 *
 * Made-up faces: people are random directions, each track one of them and some noise, with cosines as real ones have (0.6
 * to 0.8 within a person, about 0 between two). Prints seconds for a new clip, reading and writing included, and for
 * grouping everyone anew in a worker: how often that told how far it is, how long this thread was held up meanwhile, and how
 * soon it stopped when it was cancelled.
 */

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const [many, few] = [Number(positionals[0] ?? 10_000), Number(positionals[1] ?? 100)];
const length = 512;
const tracksAPerson = 20;
const facesATrack = 3;
const random = randomOf(7);

function direction(): Float32Array {
  const vector = Float32Array.from({ length }, () => random() + random() + random() - 1.5);
  const size = Math.hypot(...vector);
  return vector.map((value) => value / size);
}
const faces = Array.from({ length: Math.ceil(many / tracksAPerson) }, direction);

function faceOf(person: Float32Array): Float32Array {
  const noise = direction();
  const vector = person.map((value, index) => value * 0.85 + (noise[index] ?? 0) * 0.53);
  const size = Math.hypot(...vector);
  return vector.map((value) => value / size);
}

const now = '2026-01-01T00:00:00.000Z';
const recogniser = { provider: 'bench', model: 'none', version: '1', parameters: '{}' };

/** A clip with one shot a track and some faces in each, already seen by a recogniser. */
function addClip(library: Library, name: string, tracks: number): ReturnType<Library['assets']['add']>['id'] {
  const fingerprint = { bytes: 1, sha256First64k: name.padEnd(64, '0'), fingerprint: name };
  const { id } = library.assets.add(`/${name}.mp4`, fingerprint as never, now);
  const shots = Array.from({ length: tracks }, (_, position) => ({
    id: `${id}-s${position * 100}` as never,
    position,
    firstFrame: position * 100,
    endFrame: position * 100 + 100,
    startTicks: position * 100,
    endTicks: position * 100 + 100,
    transition: { kind: 'cut' as const, confidence: 1, firstFrame: position * 100, endFrame: position * 100 },
  }));
  const keyframes = shots.flatMap((shot) =>
    Array.from({ length: facesATrack }, (_, index) => {
      const frame = shot.firstFrame + 10 + index * 30;
      const image = Buffer.from(`${id} ${frame}`).toString('hex').padEnd(64, '0').slice(-64) as never;
      return { id: `${id}-k${frame}` as never, shotId: shot.id, frame, ticks: frame, image, sharpness: 1 };
    }),
  );
  library.transaction(() => {
    for (const { image } of keyframes)
      library.shots.addImage({ hash: image, widthPx: 1920, heightPx: 1080, bytes: 1 });
    library.shots.replace(id, { shots, keyframes, filmstrip: [] });
    keyframes.forEach(({ image }, index) => {
      const person = faces[Math.floor(index / facesATrack) % faces.length] as Float32Array;
      const qualities = { sizePx: 90, sharpness: 0.6, frontality: 0.95 };
      library.recognitions.add(
        image,
        recogniser,
        {
          elements: [
            {
              kind: 'face',
              box: { x: 0.4, y: 0.2, w: 0.1, h: 0.2 },
              score: 0.99,
              attributes: { qualities },
              embedding: { model: 'fr_feature', vector: faceOf(person) },
            },
          ],
          elapsedMs: 1,
        },
        now,
      );
    });
    library.recognitions.begin(id, recogniser);
    library.assets.finish(id, 'people', 'bench', now);
  });
  return id;
}

const folder = mkdtempSync(join(tmpdir(), 'castline-scale-'));
const library = new Library(join(folder, 'scale.castline'), { create: true });
const say = options.json ? console.error : console.log;
const clips = Math.ceil(many / 500);
for (let clip = 0; clip < clips; clip++) {
  const id = addClip(library, `clip${clip}`, Math.min(500, many - clip * 500));
  library.transaction(() => groupPeople(library, id));
  process.stderr.write(`${clip + 1} of ${clips} `);
}
say(
  `\n${library.tracks.list().length} tracks, ${library.people.list().length} people (${faces.length} made up)`,
);
const added = addClip(library, 'new', few);
const { cost } = await costOf(async () => library.transaction(() => groupPeople(library, added)));
say(`a new clip of ${few} tracks: ${cost.wallSeconds.toFixed(2)} s, ${cost.cpuSeconds?.toFixed(2)} s of CPU`);
const prepared = prepareGrouping(library, { anew: 'all', strictness: 0 });
const workerUrl = new URL('../../src/engine/identity/worker.ts', import.meta.url);

/** The longest time in which this thread could do nothing else, in ms, while work goes on. */
async function longestHold(work: () => Promise<unknown>): Promise<number> {
  let [last, longest] = [performance.now(), 0];
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 5);
    last = performance.now();
  }, 5);
  await work();
  clearInterval(timer);
  return longest;
}

let told = 0;
let people = new Set<string>();
let seconds = 0;
const held = await longestHold(async () => {
  const { value, cost } = await costOf(async () =>
    groupInWorker(prepared, {
      workerUrl,
      signal: new AbortController().signal,
      onProgress: () => {
        told += 1;
      },
    }),
  );
  people = new Set(value.map(({ identityId }) => identityId));
  seconds = cost.wallSeconds;
});
say(
  `everyone anew, in a worker: ${seconds.toFixed(1)} s, ${people.size} people, told ${told} times how far it is, this thread held up ${held.toFixed(0)} ms at most`,
);
const control = new AbortController();
let stoppedAt = 0;
const stopped = await groupInWorker(prepared, {
  workerUrl,
  signal: control.signal,
  onProgress: () => {
    if (stoppedAt > 0) return;
    stoppedAt = performance.now();
    control.abort();
  },
}).catch((thrown: unknown) => thrown);
const stoppedMs = performance.now() - stoppedAt;
say(
  `cancelled: ${stopped instanceof Error ? stopped.message : 'it went on'} after ${stoppedMs.toFixed(0)} ms`,
);
if (options.json) {
  const result = {
    tracks: many,
    newClip: { tracks: few, seconds: cost.wallSeconds },
    anew: { seconds, heldMs: held, stoppedMs: stopped instanceof Error ? stoppedMs : null },
  };
  process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
}
library.close();
rmSync(folder, { recursive: true, force: true });
