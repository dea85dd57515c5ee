/**
 * Rebuilds resources/models from the packages that the weights were published in, byte for byte.
 *
 *   node scripts/models/build.mjs            writes the models and models.json
 *   node scripts/models/build.mjs --check    builds in memory and compares with what is there
 *   --packages <folder>                      keeps the fetched packages (400 MB) there for the next run
 *
 * Only who changes a model runs this: the built models are part of the repository. It needs Node and npm, and no
 * package beside the sources themselves, which npm fetches by name and version and whose hashes are pinned.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { catalogue } from './catalogue.mjs';
import { convertCloth } from './cloth.mjs';
import { convertDlib } from './dlib.mjs';
import { convertFacemesh } from './facemesh.mjs';
import { openPackage } from './package-files.mjs';
import { convertGraphModel } from './tensorflow-graph.mjs';
import { zeroTinyWeights } from './tiny-weights.mjs';

const clothRanges = JSON.parse(readFileSync(new URL('./cloth-ranges.json', import.meta.url), 'utf8'));
const resources = fileURLToPath(new URL('../../resources/', import.meta.url));
const modelsFolder = join(resources, 'models');

/** From the source package to the model file, by id. */
const builders = {
  fr_detect: (readFile) => readFile('model/fr_detect.onnx'),
  facemesh: convertFacemesh,
  fr_feature: (readFile) => zeroTinyWeights(readFile('model/fr_feature.onnx')),
  dlib: convertDlib,
  nanodet: (readFile) =>
    convertGraphModel(readFile, {
      name: 'nanodet',
      file: 'nanodet.json',
      inputShape: [1, 3, 416, 416],
      outputs: Object.fromEntries(
        ['', '_1', '_2', '_3', '_4', '_5'].map((end) => [`Identity${end}`, `Identity${end}`]),
      ),
    }),
  selfie: (readFile) =>
    convertGraphModel(readFile, {
      name: 'selfie',
      file: 'selfie.json',
      inputShape: [1, 256, 256, 3],
      outputs: { activation_10: 'activation_10' },
    }),
  blazepose: (readFile) =>
    convertGraphModel(readFile, {
      name: 'blazepose',
      file: 'blazepose-full.json',
      inputShape: [1, 256, 256, 3],
      outputs: { ld_3d: 'Identity_2', output_poseflag: 'Identity_3', activation_segmentation: 'Identity_1' },
    }),
  u2netp: (readFile) => readFile('u2netp.onnx'),
  cloth: (readFile) => convertCloth(readFile, clothRanges),
  ocr_detect: (readFile) => readFile('assets/ch_PP-OCRv4_det_infer.onnx'),
  ocr_read: (readFile) => readFile('assets/ch_PP-OCRv4_rec_infer.onnx'),
};

/** The second file of a model that has one, by the model's id. */
const companions = {
  ocr_read: (readFile) => readFile('assets/ppocr_keys_v1.txt'),
};

const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/** Name, size and hash of a file, as models.json gives them. */
const fileFacts = (file, content) => ({ file, bytes: content.length, sha256: sha256(content) });

function buildModel(entry, packagesFolder) {
  const readFile = openPackage(entry.source, packagesFolder);
  const content = builders[entry.id](readFile);
  if (!existsSync(join(resources, entry.notice))) throw new Error(`resources/${entry.notice} is missing.`);
  const { id, job, file, companion, ...rest } = entry;
  const facts = fileFacts(file, content);
  const second = companion ? { name: companion.file, content: companions[id](readFile) } : undefined;
  const version = `${entry.source.package}@${entry.source.version}+${facts.sha256.slice(0, 12)}`;
  return {
    files: [{ name: file, content }, ...(second ? [second] : [])],
    description: {
      ...{ id, job, ...facts },
      ...(second ? { companion: fileFacts(second.name, second.content) } : {}),
      version,
      ...rest,
    },
  };
}

/** @returns {{ name: string, content: Buffer }[]} the files of resources/models */
function buildAll(packagesFolder) {
  const models = catalogue.map((entry) => buildModel(entry, packagesFolder));
  const index = { formatVersion: 1, models: models.map((model) => model.description) };
  return [
    ...models.flatMap((model) => model.files),
    { name: 'models.json', content: Buffer.from(`${JSON.stringify(index, undefined, 2)}\n`) },
  ];
}

/** @returns {boolean} whether every file is there and the same */
function check(files) {
  let isSame = true;
  for (const { name, content } of files) {
    const path = join(modelsFolder, name);
    const state = !existsSync(path) ? 'missing' : readFileSync(path).equals(content) ? 'same' : 'different';
    isSame &&= state === 'same';
    console.log(`${state.padEnd(9)} ${sha256(content)} ${name}`);
  }
  return isSame;
}

function write(files) {
  mkdirSync(modelsFolder, { recursive: true });
  for (const { name, content } of files) {
    writeFileSync(join(modelsFolder, name), content);
    console.log(`written   ${sha256(content)} ${name} (${content.length} bytes)`);
  }
}

const { values: options } = parseArgs({
  options: { check: { type: 'boolean', default: false }, packages: { type: 'string' } },
});
const packagesFolder = options.packages ?? mkdtempSync(join(tmpdir(), 'castline-models-'));
try {
  const files = buildAll(packagesFolder);
  if (!options.check) write(files);
  else if (!check(files)) process.exitCode = 1;
} finally {
  if (options.packages === undefined) rmSync(packagesFolder, { recursive: true, force: true });
}
