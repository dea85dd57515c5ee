import { join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createModalRecogniser,
  type ModalRecogniser,
  type Picture,
  type RecognitionAnswer,
} from '../../src/engine/recognition/index.ts';
import { boxSchema } from '../../src/shared/boxes.ts';
import { maskShare, unpackMask } from '../../src/shared/masks.ts';
import { resultSetsSchema } from '../../src/shared/recognition.ts';
import { garmentAttributesSchema } from '../../src/shared/wardrobe.ts';
import { copyOf, readPicture, samplePhotograph } from '../support/pictures.ts';

const modelsDir = join(import.meta.dirname, '../../resources/models');
const workerUrl = new URL('../../src/engine/recognition/local/worker.ts', import.meta.url);
const crashingWorkerUrl = new URL('../support/crashing-worker.ts', import.meta.url);

const opened: ModalRecogniser[] = [];
function open(worker = workerUrl): ModalRecogniser {
  const recognisers = createModalRecogniser({ modelsDir, workerUrl: worker, threads: 1, idleMs: 60_000 });
  opened.push(recognisers);
  return recognisers;
}
afterAll(() => Promise.all(opened.map((recognisers) => recognisers.close())));

const elementsOnly = ({ elements, sets }: RecognitionAnswer) => ({ elements, sets });

describe.each(['fast', 'full'] as const)('mode %s', (mode) => {
  let photograph: Picture;
  let first: RecognitionAnswer;
  let recognisers: ModalRecogniser;
  beforeAll(async () => {
    recognisers = open();
    photograph = await readPicture(samplePhotograph('sample1.jpg'));
    first = await recognisers.of(mode).recognise(copyOf(photograph));
  });

  it('gives the four sets in the normal form that the cloud recogniser answers in too', () => {
    const sets = resultSetsSchema.parse(first.sets);
    expect(sets.map(({ kind }) => kind).sort()).toEqual(['clothing', 'face', 'head', 'subject']);
    for (const set of sets) {
      expect(set.isPresent).toBe(true);
      expect(boxSchema.safeParse(set.box).success).toBe(true);
      expect(set.mask && maskShare(set.mask)).toBeGreaterThan(0);
    }
    const share = (kind: string) => {
      const mask = sets.find((set) => set.kind === kind)?.mask;
      return mask ? maskShare(mask) : 0;
    };
    expect(share('face')).toBeLessThan(share('head'));
    expect(share('head')).toBeLessThan(share('subject'));
    expect(share('clothing')).toBeLessThan(share('subject') * 1.2);
  });

  it('tells everybody with face, head and clothes of their own', () => {
    const subjects = first.elements.filter(({ kind }) => kind === 'subject');
    expect(subjects).toHaveLength(3);
    for (const { person } of subjects) {
      const own = first.elements.filter((element) => element.person === person);
      const kinds = new Set(own.map(({ kind }) => kind));
      for (const kind of ['face', 'head', 'clothing', 'garment'] as const) expect(kinds).toContain(kind);
    }
    for (const element of first.elements) {
      expect(element.model).toBeDefined();
      expect(element.score).toBeGreaterThan(0);
      expect(element.score).toBeLessThanOrEqual(1);
      if (element.kind !== 'garment') continue;
      const { colours } = garmentAttributesSchema.parse(element.attributes);
      expect(colours.length).toBeGreaterThan(0);
      expect(element.mask && unpackMask(element.mask).includes(1)).toBe(true);
    }
  });

  it('gives the same answer, bit for bit, in a thread of its own', async () => {
    const other = open();
    const again = await other.of(mode).recognise(copyOf(photograph));
    await other.close();
    expect(elementsOnly(again)).toEqual(elementsOnly(first));
  });

  it('answers about pictures of any shape and content', async () => {
    const filled = (widthPx: number, heightPx: number, value: number): Picture => ({
      widthPx,
      heightPx,
      rgb: new Uint8Array(widthPx * heightPx * 3).fill(value),
    });
    const odd: Record<string, Picture> = {
      black: filled(320, 180, 0),
      white: filled(320, 180, 255),
      'one pixel': filled(1, 1, 128),
      'one row': filled(16_384, 1, 90),
      'very wide': filled(16_384, 64, 200),
      'very high': filled(64, 4_096, 30),
    };
    for (const [name, picture] of Object.entries(odd)) {
      const { elements, sets } = await recognisers.of(mode).recognise(picture);
      expect(
        elements.filter(({ kind }) => kind !== 'object' && kind !== 'subject'),
        name,
      ).toEqual([]);
      expect(resultSetsSchema.safeParse(sets).success, name).toBe(true);
    }
  });
});

describe('people', () => {
  it('are seen in black and white, and in a portrait of one to four', async () => {
    const recognisers = open();
    const grey = await readPicture(samplePhotograph('sample1.jpg'), 'hue=s=0');
    const { elements } = await recognisers.of('fast').recognise(grey);
    expect(elements.filter(({ kind }) => kind === 'face')).toHaveLength(3);
    const portrait = await readPicture(
      samplePhotograph('sample1.jpg'),
      'crop=ih*0.45:ih:iw*0.6:0,pad=iw:iw*4:0:(oh-ih)/2',
    );
    const answer = await recognisers.of('fast').recognise(portrait);
    expect(answer.elements.filter(({ kind }) => kind === 'face').length).toBeGreaterThan(0);
  });
});

describe('a machine without the native library', () => {
  afterEach(() => {
    delete process.env.CASTLINE_MODEL_RUNTIME;
  });

  it('runs the same models in WebAssembly, and finds the same', async () => {
    const photograph = await readPicture(samplePhotograph('sample1.jpg'), 'scale=480:-2');
    const native = await open().of('fast').recognise(copyOf(photograph));
    process.env.CASTLINE_MODEL_RUNTIME = 'wasm';
    const wasm = await open().of('fast').recognise(copyOf(photograph));
    expect(wasm.elements.map(({ kind, model }) => `${kind} by ${model}`)).toEqual(
      native.elements.map(({ kind, model }) => `${kind} by ${model}`),
    );
    for (const [index, { box }] of wasm.elements.entries()) {
      const other = native.elements[index]?.box;
      for (const side of ['x', 'y', 'w', 'h'] as const) {
        expect(Math.abs((box?.[side] ?? 0) - (other?.[side] ?? 0))).toBeLessThan(0.01);
      }
    }
    // Sums are rounded in another order: were no figure another, the native library would have run.
    expect(wasm.elements).not.toEqual(native.elements);
  });
});

describe('the keys of the modes', () => {
  it('name models, their versions and the mode, so that each mode is stored apart', () => {
    const recognisers = open();
    const keys = (['faces', 'fast', 'full'] as const).map((mode) => recognisers.of(mode).key);
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(3);
    expect(keys[2]?.model.split('+')).toContain('cloth');
    expect(keys[1]?.model.split('+')).not.toContain('cloth');
    for (const { model, version } of keys) {
      expect(version.split(' ')).toHaveLength(model.split('+').length);
    }
  });
});

describe('a worker that dies', () => {
  it('is started again, and its picture is answered at the second try', async () => {
    const channel = new BroadcastChannel('recogniser-starts');
    let starts = 0;
    channel.onmessage = () => {
      starts += 1;
    };
    const recognisers = open(crashingWorkerUrl);
    const picture = { widthPx: 15, heightPx: 9, rgb: new Uint8Array(15 * 27) };
    expect((await recognisers.of('fast').recognise(picture)).sets).toHaveLength(4);
    expect(starts).toBe(2);
    channel.close();
  });
});
