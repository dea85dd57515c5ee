/**
 * Measures the ranges of the clothing net's activations on photographs of people and writes cloth-ranges.json, from which
 * `build.mjs` makes the net in whole numbers. To be run only when the net or the photographs change: the last digits depend on
 * the processor, the file is what counts.
 *
 *   node scripts/models/measure-cloth-ranges.mjs [--packages <folder>]
 *
 * The photographs are those that @vladmandic/face-api ships as samples (MIT), whole, in halves and on white.
 */

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { catalogue } from './catalogue.mjs';
import { clothInput, floatCloth, measuredValues, readCloth } from './cloth.mjs';
import { openPackage } from './package-files.mjs';

const { values: options } = parseArgs({ options: { packages: { type: 'string' } } });
const { source } = catalogue.find(({ id }) => id === 'cloth');
const cloth = readCloth(openPackage(source, options.packages ?? tmpdir()));
const require = createRequire(import.meta.url);
const { path: ffmpeg } = require('@ffmpeg-installer/ffmpeg');

/** Left out at each end of a range: what is so rare would make the steps of all else coarser. */
const rare = { low: 0.00005, high: 0.0001 };
const outputsAtOnce = 40;
const mostSamples = 65_536;

/** Crops of each photograph by ffmpeg, at the sizes that people are looked at in. */
const views = [
  { width: 384, height: 384, filter: 'scale=384:384' },
  { width: 320, height: 512, filter: 'crop=iw/2:ih:0:0,scale=320:512' },
  { width: 320, height: 512, filter: 'crop=iw/2:ih:iw/2:0,scale=320:512' },
  { width: 384, height: 576, filter: 'scale=384:-2,pad=384:576:0:(oh-ih)/2:white' },
  { width: 256, height: 512, filter: 'crop=ih*0.55:ih:(iw-ow)/2:0,scale=256:512,eq=brightness=-0.25' },
];

function photograph(number, { width, height, filter }) {
  const file = require.resolve(`@vladmandic/face-api/demo/sample${number}.jpg`);
  const args = ['-v', 'error', '-i', file, '-vf', filter, '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'];
  const { stdout } = spawnSync(ffmpeg, args, { maxBuffer: 1 << 28 });
  const size = width * height;
  const planes = new Float32Array(3 * size);
  for (let index = 0; index < size; index += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      planes[channel * size + index] = (stdout[index * 3 + channel] - 127.5) / 127.5;
    }
  }
  return new Tensor('float32', planes, [1, 3, height, width]);
}

/** Range of most of the values. */
function rangeOf(values) {
  const step = Math.max(1, Math.floor(values.length / mostSamples));
  const samples = Float32Array.from(
    { length: Math.floor(values.length / step) },
    (_, index) => values[index * step],
  ).sort();
  const at = (share) =>
    samples[Math.min(samples.length - 1, Math.max(0, Math.round(share * (samples.length - 1))))];
  return [Math.min(0, at(rare.low)), Math.max(0, at(1 - rare.high))];
}

const pictures = [1, 2, 3, 4, 5, 6].flatMap((number) => views.map((view) => photograph(number, view)));
const names = measuredValues(cloth);
const ranges = Object.fromEntries(names.map((name) => [name, [0, 0]]));
for (let from = 0; from < names.length; from += outputsAtOnce) {
  const part = names.slice(from, from + outputsAtOnce);
  const session = await InferenceSession.create(floatCloth(cloth, part), { logSeverityLevel: 3 });
  for (const picture of pictures) {
    const seen = await session.run({ [clothInput]: picture });
    for (const name of part) {
      const [least, most] = rangeOf(seen[`${name}_seen`].data);
      ranges[name] = [Math.min(ranges[name][0], least), Math.max(ranges[name][1], most)];
    }
  }
  await session.release();
  console.log(`${Math.min(names.length, from + outputsAtOnce)} of ${names.length}`);
}
const rounded = Object.fromEntries(
  Object.entries(ranges).map(([name, range]) => [name, range.map((value) => Number(value.toPrecision(4)))]),
);
const file = fileURLToPath(new URL('./cloth-ranges.json', import.meta.url));
writeFileSync(
  file,
  `${JSON.stringify(rounded, undefined, 1).replaceAll(/\[\s+(\S+)\s+(\S+)\s+\]/g, '[$1 $2]')}\n`,
);
