import { cp, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BroadcastChannel } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createLocalRecogniser,
  type LocalRecogniserOptions,
  type Picture,
  type RecognisedFace,
  type Recogniser,
} from '../../src/engine/recognition/index.ts';
import { cosine } from '../support/likeness.ts';
import { copyOf, readPicture, samplePhotograph } from '../support/pictures.ts';

const modelsDir = join(import.meta.dirname, '../../resources/models');
const workerUrl = new URL('../../src/engine/recognition/local/worker.ts', import.meta.url);
const crashingWorkerUrl = new URL('../support/crashing-worker.ts', import.meta.url);

const opened: Recogniser[] = [];
function create(options: Partial<LocalRecogniserOptions> = {}): Recogniser {
  const recogniser = createLocalRecogniser({ modelsDir, workerUrl, threads: 1, idleMs: 60_000, ...options });
  opened.push(recogniser);
  return recogniser;
}

async function facesIn(recogniser: Recogniser, picture: Picture): Promise<RecognisedFace[]> {
  const { elements } = await recogniser.recognise(copyOf(picture));
  return elements.filter((element) => element.kind === 'face');
}

/** Tips of the noses in each photograph, found by eye: parts of its width and height. */
const noses: Record<string, readonly (readonly [number, number])[]> = {
  'sample1.jpg': [
    [0.25, 0.42],
    [0.47, 0.45],
    [0.81, 0.26],
  ],
  'sample2.jpg': [
    [0.19, 0.23],
    [0.52, 0.29],
    [0.81, 0.24],
  ],
  'sample3.jpg': [
    [0.36, 0.35],
    [0.61, 0.29],
    [0.84, 0.36],
  ],
  'sample4.jpg': [
    [0.19, 0.25],
    [0.38, 0.15],
    [0.54, 0.24],
    [0.69, 0.2],
  ],
  'sample5.jpg': [
    [0.25, 0.75],
    [0.38, 0.4],
    [0.46, 0.17],
    [0.62, 0.25],
    [0.77, 0.42],
  ],
  'sample6.jpg': [
    [0.2, 0.44],
    [0.39, 0.35],
    [0.68, 0.33],
    [0.82, 0.31],
  ],
};

const distance = (face: RecognisedFace, [x, y]: readonly [number, number]): number =>
  Math.hypot(face.attributes.points.nose.x - x, face.attributes.points.nose.y - y);

/** The faces in the order of the noses; each nose must have one of its own. */
function inOrder(
  faces: readonly RecognisedFace[],
  points: readonly (readonly [number, number])[],
): RecognisedFace[] {
  return points.map((point) => {
    const [nearest] = [...faces].sort((a, b) => distance(a, point) - distance(b, point));
    expect(distance(nearest!, point)).toBeLessThan(0.045);
    return nearest!;
  });
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((recogniser) => recogniser.close()));
});

describe('faces of the photographs', () => {
  const found = new Map<string, RecognisedFace[]>();
  beforeAll(async () => {
    const recogniser = create();
    for (const name of Object.keys(noses)) {
      found.set(name, await facesIn(recogniser, await readPicture(samplePhotograph(name))));
    }
    await recogniser.close();
  });

  it.each(Object.entries(noses))('are all found in %s, and nothing else', (name, points) => {
    const faces = found.get(name) ?? [];
    expect(new Set(inOrder(faces, points)).size).toBe(points.length);
    expect(faces).toHaveLength(points.length);
  });

  it('come with plausible boxes, points, poses and unit vectors', () => {
    for (const face of [...found.values()].flat()) {
      const { box, attributes, embedding, score } = face;
      const { nose, leftEye, rightEye, leftMouth } = attributes.points;
      // In profile the nose stands out of the box a little.
      expect(nose.x).toBeGreaterThan(box.x - 0.1 * box.w);
      expect(nose.x).toBeLessThan(box.x + 1.1 * box.w);
      expect(nose.y).toBeGreaterThan(box.y);
      expect(nose.y).toBeLessThan(box.y + box.h);
      expect(leftEye.x).toBeLessThan(rightEye.x);
      expect(leftEye.y).toBeLessThan(leftMouth.y);
      expect(score).toBeGreaterThan(0.6);
      expect(score).toBeLessThanOrEqual(1);
      expect(Math.abs(attributes.qualities.yawDegrees)).toBeLessThan(90);
      expect(attributes.qualities.sizePx).toBeGreaterThan(100);
      expect(attributes.qualities.sharpness).toBeGreaterThan(0.3);
      expect(embedding?.model).toBe('fr_feature');
      expect(embedding?.vector).toHaveLength(512);
      expect(cosine(embedding!.vector, embedding!.vector)).toBeCloseTo(1, 5);
    }
  });

  it('know a head that is tilted and one that is turned away', () => {
    const [, , tilted] = inOrder(found.get('sample1.jpg')!, noses['sample1.jpg']!);
    expect(tilted!.attributes.qualities.rollDegrees).toBeGreaterThan(25);
    const [profile, , down] = inOrder(found.get('sample2.jpg')!, noses['sample2.jpg']!);
    expect(profile!.attributes.qualities.yawDegrees).toBeLessThan(-40);
    expect(profile!.attributes.qualities.frontality).toBeLessThan(0.3);
    expect(down!.attributes.qualities.pitchDegrees).toBeLessThan(-15);
  });
});

describe.each(['fr_feature', 'dlib'] as const)('people told apart by %s', (embedder) => {
  let recogniser: Recogniser;
  beforeAll(() => {
    recogniser = createLocalRecogniser({ modelsDir, workerUrl, threads: 1, idleMs: 60_000, embedder });
  });
  afterAll(() => recogniser.close());

  /** The same photograph as another camera, light or copy would show it. */
  it.each([
    ['a third of the size', 'scale=iw/3:-2'],
    ['darker and with less colour', 'eq=brightness=-0.12:contrast=0.8:saturation=0.5'],
    ['out of focus', 'scale=iw/2:-2,boxblur=2'],
    ['mirrored', 'hflip'],
  ])('a face is more like itself, %s, than like anybody beside it', async (name, filter) => {
    for (const photograph of ['sample3.jpg', 'sample5.jpg', 'sample6.jpg']) {
      const points = noses[photograph]!;
      const path = samplePhotograph(photograph);
      const originals = inOrder(await facesIn(recogniser, await readPicture(path)), points);
      const moved = points.map(([x, y]): [number, number] => [name === 'mirrored' ? 1 - x : x, y]);
      const others = inOrder(await facesIn(recogniser, await readPicture(path, filter)), moved);
      originals.forEach((face, index) => {
        const likeness = others.map((other) => cosine(face.embedding!.vector, other.embedding!.vector));
        const itself = likeness.splice(index, 1)[0]!;
        expect(itself).toBeGreaterThan(Math.max(...likeness) + 0.02);
      });
    }
  });
});

describe('a picture', () => {
  it('is taken over, not copied, when it fills its buffer', async () => {
    const recogniser = create();
    const whole = { widthPx: 40, heightPx: 30, rgb: new Uint8Array(3600) };
    expect((await recogniser.recognise(whole)).elements).toEqual([]);
    expect(whole.rgb).toHaveLength(0);
    const pool = new Uint8Array(5000).fill(9);
    await recogniser.recognise({ widthPx: 40, heightPx: 30, rgb: pool.subarray(100, 3700) });
    expect(pool).toHaveLength(5000);
  });

  it.each([
    { widthPx: 1, heightPx: 1 },
    { widthPx: 3, heightPx: 900 },
    { widthPx: 2000, heightPx: 2 },
  ])('of $widthPx x $heightPx pixels has an answer', async ({ widthPx, heightPx }) => {
    const rgb = new Uint8Array(widthPx * heightPx * 3).fill(200);
    expect((await create().recognise({ widthPx, heightPx, rgb })).elements).toEqual([]);
  });

  it('of the wrong length is refused', async () => {
    const recogniser = create();
    await expect(
      recogniser.recognise({ widthPx: 4, heightPx: 4, rgb: new Uint8Array(47) }),
    ).rejects.toMatchObject({
      code: 'recognition-failed',
    });
  });
});

describe('the key', () => {
  it('changes with the embedder and is the same every time', () => {
    expect(create().key).toEqual(create().key);
    expect(create({ embedder: 'dlib' }).key).not.toEqual(create().key);
    expect(JSON.parse(create().key.parameters)).toMatchObject({ fr_detect: { score: 0.6 } });
  });
});

describe('a damaged installation', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'castline-recognition-'));
    await cp(modelsDir, folder, { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is reported with file and next step, and works again once it is mended', async () => {
    const recogniser = create({ modelsDir: folder });
    const picture = (): Picture => ({ widthPx: 8, heightPx: 8, rgb: new Uint8Array(192) });
    await truncate(join(folder, 'facemesh.onnx'), 5000);
    await expect(recogniser.recognise(picture())).rejects.toMatchObject({
      code: 'model-damaged',
      message: expect.stringContaining('facemesh.onnx'),
      nextStep: expect.stringContaining('Install Castline again'),
    });
    await rm(join(folder, 'facemesh.onnx'));
    await expect(recogniser.recognise(picture())).rejects.toMatchObject({ code: 'model-missing' });
    await cp(join(modelsDir, 'facemesh.onnx'), join(folder, 'facemesh.onnx'));
    expect((await recogniser.recognise(picture())).elements).toEqual([]);
  });

  it('without a list of models is reported at once', () => {
    expect(() => create({ modelsDir: join(folder, 'nowhere') })).toThrow(
      expect.objectContaining({ code: 'model-missing' }),
    );
  });
});

describe('cancelling', () => {
  it('stops what waits and what runs, and leaves the rest alone', async () => {
    const picture = await readPicture(samplePhotograph('sample5.jpg'));
    const recogniser = create();
    await facesIn(recogniser, picture);
    const [running, waiting] = [new AbortController(), new AbortController()];
    const calls = [
      recogniser.recognise(copyOf(picture), running.signal),
      recogniser.recognise(copyOf(picture), waiting.signal),
      recogniser.recognise(copyOf(picture)),
    ];
    const answers = Promise.allSettled(calls);
    const stopped = calls[0]?.catch(() => performance.now());
    waiting.abort();
    await wait(20);
    const start = performance.now();
    running.abort(new Error('enough'));
    expect(((await stopped) as number) - start).toBeLessThan(20);
    const [first, second, third] = await answers;
    expect(first).toMatchObject({ reason: { message: 'enough' } });
    expect(second).toMatchObject({ reason: { name: 'AbortError' } });
    expect(third).toMatchObject({ value: { elements: { length: 5 } } });
    await expect(recogniser.recognise(copyOf(picture), AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('refuses what still waits when the recogniser is closed', async () => {
    const picture = await readPicture(samplePhotograph('sample5.jpg'));
    const recogniser = create();
    const calls = [recogniser.recognise(copyOf(picture)), recogniser.recognise(copyOf(picture))];
    const refused = Promise.allSettled(calls);
    await recogniser.close();
    for (const call of await refused) expect(call).toMatchObject({ reason: { code: 'cancelled' } });
    await expect(recogniser.recognise(copyOf(picture))).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the worker', () => {
  const blank = (widthPx: number): Picture => ({ widthPx, heightPx: 9, rgb: new Uint8Array(widthPx * 27) });

  it.each([13, 14])('that crashes loses its own picture only (way %i)', async (width) => {
    const recogniser = create({ workerUrl: crashingWorkerUrl });
    const calls = [blank(20), blank(width), blank(20)].map((picture) => recogniser.recognise(picture));
    const [before, crash, after] = await Promise.allSettled(calls);
    expect(before).toMatchObject({ status: 'fulfilled', value: { elements: [] } });
    expect(crash).toMatchObject({
      reason: { code: 'worker-crashed', nextStep: expect.stringMatching(/again/) },
    });
    expect(after).toMatchObject({ status: 'fulfilled', value: { elements: [] } });
    expect((await recogniser.recognise(blank(20))).elements).toEqual([]);
  });

  it('that cannot be started is reported', async () => {
    const recogniser = create({ workerUrl: new URL('./nowhere.ts', import.meta.url) });
    await expect(recogniser.recognise(blank(20))).rejects.toMatchObject({ code: 'worker-crashed' });
  });

  it('is started with the first picture, ends when idle, and starts again', async () => {
    const channel = new BroadcastChannel('recogniser-starts');
    let starts = 0;
    channel.onmessage = () => {
      starts += 1;
    };
    const recogniser = create({ workerUrl: crashingWorkerUrl, idleMs: 200 });
    await wait(100);
    expect(starts).toBe(0);
    await recogniser.recognise(blank(20));
    await recogniser.recognise(blank(20));
    expect(starts).toBe(1);
    await wait(1200);
    await recogniser.recognise(blank(20));
    expect(starts).toBe(2);
    channel.close();
  });
});
