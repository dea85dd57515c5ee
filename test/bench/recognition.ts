import { writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { createModalRecogniser } from '../../src/engine/recognition/index.ts';
import { recognitionModeSchema } from '../../src/shared/recognition.ts';
import { Looker } from './recognition/footage.ts';
import { scoreCaptions, scoreGroups, scoreItems, scorePersons, scorePhotos } from './recognition/scores.ts';
import { ContactSheet } from './recognition/sheet.ts';
import { measureSpeed } from './recognition/speed.ts';

/**
 * How well and how fast the recogniser on the device sees:
 *
 *   npm run bench:recognition -- <folder> [--json] [--mode fast|full] [--sheet <file.html or .png>] [--only faces,clothing,items,text,persons,speed]
 *
 * The folder is laid out as the real footage is; parts that it has not are left out. `--sheet` writes a page, or one PNG, with
 * all pictures and what was seen in them. `peer` is @vladmandic/human on the same frames, in a process of its own.
 */

const usage =
  'Usage: npm run bench:recognition -- <folder> [--json] [--mode fast|full] [--sheet <file.html>] [--only <parts>]\n';
const args = process.argv.slice(2);
const optionOf = (name: string): string | undefined =>
  args.includes(name) ? args[args.indexOf(name) + 1] : undefined;
const folder = args.find(
  (argument, index) => !argument.startsWith('--') && !args[index - 1]?.match(/^--(mode|sheet|only)$/),
);
const asked = recognitionModeSchema.exclude(['faces']).safeParse(optionOf('--mode') ?? 'full');
if (!folder || !asked.success) {
  process.stderr.write(usage);
  process.exit(2);
}
const mode = asked.data;
const only = optionOf('--only')?.split(',');
const part = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
  if (only && !only.includes(name)) return undefined;
  process.stderr.write(`${name} `);
  return work();
};

const sheetPath = optionOf('--sheet');
const sheet = sheetPath ? new ContactSheet(dirname(resolve(sheetPath)), basename(sheetPath)) : undefined;
const recognisers = createModalRecogniser({
  modelsDir: new URL('../../resources/models', import.meta.url).pathname,
  workerUrl: new URL('../../src/engine/recognition/local/worker.ts', import.meta.url),
  threads: 2,
  idleMs: 60_000,
});
const looker = new Looker(recognisers.of(mode), sheet);
const faces = await part('faces', () => scoreGroups(folder, looker));
const photos = await part('clothing', () => scorePhotos(folder, looker));
const items = await part('items', () => scoreItems(folder, looker));
const text = await part('text', () => scoreCaptions(folder, looker));
const persons = await part('persons', () => scorePersons(folder, looker));
await recognisers.close();
const speed = await part('speed', () => measureSpeed(folder, mode));
await sheet?.finish();
process.stderr.write('\n');

const result = {
  set: folder,
  mode,
  faces: faces ?? null,
  clothing: photos?.iou ? { iou: photos.iou } : null,
  items: items ?? null,
  colour: photos?.colour ?? null,
  text: text ?? null,
  persons: persons ?? null,
  ms: speed?.ms ?? null,
  rssMb: speed?.rssMb ?? null,
  peer: speed?.peer ?? null,
};

const percent = (value: number | undefined): string =>
  value === undefined ? 'n/a' : `${(100 * value).toFixed(1)} %`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const list = (lines: readonly string[] | undefined): void => {
  for (const line of lines ?? []) say(`    ${line}`);
};

if (args.includes('--json')) {
  writeFileSync(1, `${JSON.stringify(result, null, 1)}\n`);
} else {
  say(`${folder}, mode ${mode}`);
  say(
    `faces     recall ${percent(faces?.recall)} of ${faces?.noses ?? 0}, false boxes ${percent(faces?.falseRate)}`,
  );
  list(faces?.wrong);
  const iou = photos?.iou;
  say(
    `clothing  IoU mean ${percent(iou?.mean)}, median ${percent(iou?.median)}, worst ${percent(iou?.worst)}`,
  );
  list(iou?.photos.slice(0, 3).map((one) => `${one.photo}: ${percent(one.iou)}`));
  say(
    `items     ${percent(items?.accuracy)} of ${items?.items ?? 0}, colour ${percent(items?.colourAccuracy)}`,
  );
  list(items?.wrong);
  const colour = photos?.colour;
  say(
    `colour    ${percent(colour?.accuracy)} of ${colour?.found ?? 0} garments found (${percent(colour?.ofAllNamed)} of ${colour?.named ?? 0} named); constant guess "${colour?.constant?.name ?? ''}" ${percent(colour?.constant?.accuracy)}`,
  );
  list(colour?.wrong);
  say(`text      wrong characters ${percent(text?.cer)}`);
  list(text?.wrong);
  say(
    `persons   right in ${percent(persons?.exact)} of ${persons?.frames ?? 0} frames, off by ${persons?.meanOff.toFixed(2) ?? 'n/a'}`,
  );
  list(persons?.wrong);
  if (speed) {
    const { ms, rssMb, peer, frames } = speed;
    say(
      `speed     ${ms.median.toFixed(0)} ms a frame (median of ${frames} looks; ${ms.cpu.toFixed(0)} ms of processor time), peak memory ${rssMb.toFixed(0)} MB`,
    );
    list(Object.entries(ms.byStep).map(([step, value]) => `${step}: ${value.toFixed(1)} ms`));
    if ('error' in peer) say(`peer      ${peer.error}`);
    else {
      say(
        `peer      ${peer.name} ${peer.version} (${peer.backend}): ${peer.median.toFixed(0)} ms a frame (${peer.cpuMs.toFixed(0)} ms of processor time), ${peer.rssMb.toFixed(0)} MB; the same tasks here ${peer.sharedMs.toFixed(0)} ms, ${peer.throughput.toFixed(2)} times its throughput`,
      );
      list(Object.entries(peer.byStep).map(([step, value]) => `${step}: ${value.toFixed(1)} ms`));
    }
  }
}
