/**
 * `npm run bench:export`: how long each format takes for ten thousand ranges, and how long the thread that answers the window
 * is held up by it at most.
 */
import { parseArgs } from 'node:util';
import { exportText, listFormats } from '../../src/engine/export/index.ts';
import { everything, largeManifest } from '../support/manifests.ts';

const { values } = parseArgs({ options: { ranges: { type: 'string', default: '10000' } } });
const ranges = Number(values.ranges);
const manifest = largeManifest(ranges);
let slowest = 0;
for (const { id, shapes } of listFormats()) {
  for (const shape of shapes) {
    const begun = performance.now();
    const { files } = exportText({
      manifest,
      format: id,
      selection: everything,
      options: { shape },
      title: 'Bench',
      outFolder: '/tmp',
    });
    const ms = performance.now() - begun;
    slowest = Math.max(slowest, ms);
    const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    console.log(
      `${id.padEnd(18)} ${shape.padEnd(10)} ${ms.toFixed(0).padStart(5)} ms  ${files.length} files  ${(bytes / 1e6).toFixed(1)} MB`,
    );
  }
}
console.log(`${ranges} ranges; the slowest format takes ${slowest.toFixed(0)} ms (limit 2000)`);
process.exitCode = slowest < 2000 ? 0 : 1;
