/** Times the recogniser on 720p frames in a process of its own: `timed.ts <folder of .rgb files> <count> <mode>`. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createModalRecogniser } from '../../../src/engine/recognition/index.ts';
import { recognitionModeSchema } from '../../../src/shared/recognition.ts';

export interface Measured {
  /** Milliseconds a frame, waiting not counted. */
  readonly median: number;
  /** Processor time of all threads a frame, mean: it tells the work where other programs are in the way. */
  readonly cpuMs: number;
  /** Medians of each step. */
  readonly byStep: Readonly<Record<string, number>>;
  readonly looks: number;
  /** Peak of the whole process. */
  readonly rssMb: number;
}

export interface PeerMeasured extends Omit<Measured, 'looks'> {
  readonly name: string;
  readonly version: string;
  readonly backend: string;
}

const [store = '', count = '0', modeName] = process.argv.slice(2);
const rounds = 3;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const recognisers = createModalRecogniser({
  modelsDir: new URL('../../../resources/models', import.meta.url).pathname,
  workerUrl: new URL('../../../src/engine/recognition/local/worker.ts', import.meta.url),
  threads: 2,
  idleMs: 60_000,
});
const recogniser = recognisers.of(recognitionModeSchema.parse(modeName));
const times: number[] = [];
let before = process.cpuUsage();
const steps = new Map<string, number[]>();
// The first round loads the models and warms the code up.
for (let round = 0; round <= rounds; round += 1) {
  if (round === 1) before = process.cpuUsage();
  for (let index = 0; index < Number(count); index += 1) {
    const rgb = Uint8Array.from(await readFile(join(store, `${index}.rgb`)));
    const { elapsedMs, stepMs = {} } = await recogniser.recognise({ widthPx: 1280, heightPx: 720, rgb });
    if (round === 0) continue;
    times.push(elapsedMs);
    for (const [step, ms] of Object.entries(stepMs)) steps.set(step, [...(steps.get(step) ?? []), ms]);
  }
}
const { user, system } = process.cpuUsage(before);
await recognisers.close();
const measured: Measured = {
  median: median(times),
  cpuMs: (user + system) / 1000 / times.length,
  byStep: Object.fromEntries([...steps].map(([step, values]) => [step, median(values)])),
  looks: times.length,
  rssMb: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(`\n${JSON.stringify(measured)}\n`);
