/**
 * Times @vladmandic/human on 720p frames in a process of its own: `peer.mjs <folder of .rgb files> <count>`. It does what
 * Castline does too: faces with mesh and description, joints of bodies, things. Its models come with its package; of
 * its Node backends the native one has to be fetched from outside of npm, so it runs on WASM.
 */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [store = '', count = '0'] = process.argv.slice(2);
const rounds = 3;
const require = createRequire(import.meta.url);
const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm');
// Their packages do not export their own descriptions.
const modules = new URL('../../../node_modules/', import.meta.url).pathname;
const packageDir = join(modules, '@vladmandic', 'human');
const { Human } = require(join(packageDir, 'dist', 'human.node-wasm.js'));
const wasmDir = join(modules, '@tensorflow', 'tfjs-backend-wasm', 'dist/');
setWasmPaths(wasmDir);

// Models are fetched: from a server of this process.
const models = createServer(async (request, response) => {
  try {
    response.end(await readFile(join(packageDir, 'models', new URL(request.url, 'http://x').pathname)));
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => models.listen(0, '127.0.0.1', resolve));

const human = new Human({
  backend: 'wasm',
  wasmPath: wasmDir,
  modelBasePath: `http://127.0.0.1:${models.address().port}/`,
  debug: false,
  // One after the other, as each step is timed; WASM has one thread in Node.
  async: false,
  cacheSensitivity: 0,
  filter: { enabled: false },
  gesture: { enabled: false },
  hand: { enabled: false },
  segmentation: { enabled: false },
  face: {
    enabled: true,
    detector: { rotation: true, maxDetected: 20 },
    mesh: { enabled: true },
    iris: { enabled: false },
    emotion: { enabled: false },
    description: { enabled: true },
  },
  body: { enabled: true, modelPath: 'movenet-lightning.json' },
  object: { enabled: true, modelPath: 'centernet.json' },
});
await human.load();
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const times = [];
let before = process.cpuUsage();
const steps = new Map();
for (let round = 0; round <= rounds; round += 1) {
  if (round === 1) before = process.cpuUsage();
  for (let index = 0; index < Number(count); index += 1) {
    const rgb = await readFile(join(store, `${index}.rgb`));
    const tensor = human.tf.tensor3d(Uint8Array.from(rgb), [720, 1280, 3], 'int32');
    const start = performance.now();
    const result = await human.detect(tensor);
    const elapsed = performance.now() - start;
    human.tf.dispose(tensor);
    if (result.error) throw new Error(result.error);
    if (round === 0) continue;
    times.push(elapsed);
    for (const [step, ms] of Object.entries(result.performance)) {
      if (['face', 'body', 'object'].includes(step)) steps.set(step, [...(steps.get(step) ?? []), ms]);
    }
  }
}
const { user, system } = process.cpuUsage(before);
models.close();
const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));
process.stdout.write(
  `\n${JSON.stringify({
    name: '@vladmandic/human',
    version,
    backend: 'wasm',
    median: median(times),
    cpuMs: (user + system) / 1000 / times.length,
    byStep: Object.fromEntries([...steps].map(([step, values]) => [step, median(values)])),
    rssMb: process.resourceUsage().maxRSS / 1024,
  })}\n`,
);
process.exit(0);
