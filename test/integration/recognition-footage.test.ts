import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createLocalRecogniser,
  type RecognisedElement,
  type Recogniser,
  readModelList,
} from '../../src/engine/recognition/index.ts';
import { measureText } from '../bench/recognition/text.ts';
import { footage, hasFootage } from '../support/footage.ts';
import { averageLinkage, equalErrorRate, pairwise } from '../support/likeness.ts';
import { readPicture, readPictures } from '../support/pictures.ts';

const modelsDir = join(import.meta.dirname, '../../resources/models');
const workerUrl = new URL('../../src/engine/recognition/local/worker.ts', import.meta.url);

function rows(...path: string[]): string[][] {
  const [, ...lines] = readFileSync(footage(...path), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => line.split('\t'));
}

describe.skipIf(!hasFootage)('faces in real footage', () => {
  let recogniser: Recogniser;
  beforeAll(() => {
    recogniser = createLocalRecogniser({ modelsDir, workerUrl, threads: 2, idleMs: 60_000 });
  });
  afterAll(() => recogniser.close());

  const largest = (elements: readonly RecognisedElement[]): RecognisedElement | undefined =>
    [...elements].sort((a, b) => b.box.w * b.box.h - a.box.w * a.box.h)[0];

  it('are found for every nose of the group photographs, and at most one more', async () => {
    const noses = Map.groupBy(rows('faces', 'group_noses.tsv'), ([file]) => file!);
    let [found, extra, total] = [0, 0, 0];
    for (const [file, points] of noses) {
      const picture = await readPicture(footage('faces', file));
      const { widthPx, heightPx } = picture;
      const boxes = (await recogniser.recognise(picture)).elements.map((element) => element.box);
      const used = new Set<number>();
      for (const [, noseX, noseY] of points) {
        const [x, y] = [Number(noseX) / widthPx, Number(noseY) / heightPx];
        const index = boxes.findIndex(
          (box, at) => !used.has(at) && x > box.x && x < box.x + box.w && y > box.y && y < box.y + box.h,
        );
        if (index >= 0) used.add(index);
        total += 1;
      }
      found += used.size;
      extra += boxes.length - used.size;
    }
    expect({ found, total }).toEqual({ found: 18, total: 18 });
    expect(extra).toBeLessThanOrEqual(1);
  });

  it.each(['one_by_one_10fps_backs.mp4', 'bottles_no_people.mp4', 'cars_from_above_no_people.mp4'])(
    'are not seen where there are none: %s',
    async (name) => {
      const pictures = await readPictures(footage('video', name), 'fps=1');
      expect(pictures.length).toBeGreaterThan(20);
      for (const picture of pictures) expect((await recogniser.recognise(picture)).elements).toEqual([]);
    },
  );

  it.each([
    ['0', "select='lt(n,20)*not(mod(n,4))'"],
    ['2', "select='between(n,82,210)*not(mod(n-82,16))'"],
  ])('are found through shot %s of the stage clip', async (_, filter) => {
    const pictures = await readPictures(footage('video', 'whitehouse_stage_4shots.mp4'), filter);
    expect(pictures.length).toBeGreaterThanOrEqual(5);
    for (const picture of pictures) {
      expect((await recogniser.recognise(picture)).elements.length).toBeGreaterThan(0);
    }
  });

  it('tell a head that is tilted far from another, and that it is the same as upright', async () => {
    const vectorsAt = async (frame: number) => {
      const file = footage('edits', 'edit_a_h264_23976_tc010000.mp4');
      const [picture] = await readPictures(file, `select='eq(n,${frame})'`);
      const { elements } = await recogniser.recognise(picture!);
      return [...elements].sort((a, b) => a.box.x - b.box.x).map(({ embedding }) => embedding!.vector);
    };
    const [upright] = await vectorsAt(217);
    const [tilted, other] = await vectorsAt(427);
    const likeness = (vector: Float32Array) => vector.reduce((sum, v, at) => sum + v * upright![at]!, 0);
    expect(likeness(tilted!)).toBeGreaterThan(0.5);
    expect(likeness(other!)).toBeLessThan(0.3);
  });

  it('tell the sixteen people of the labelled pictures apart', async () => {
    const model = (await readModelList(modelsDir)).find((candidate) => candidate.id === 'fr_feature');
    const vectors: Float32Array[] = [];
    const people: string[] = [];
    let pictures = 0;
    for (const [file, person] of rows('faces', 'labels.tsv')) {
      if (person === '_groups') continue;
      pictures += 1;
      const { elements } = await recogniser.recognise(await readPicture(footage('faces', file!)));
      const vector = largest(elements)?.embedding?.vector;
      if (!vector) continue;
      vectors.push(vector);
      people.push(person!);
    }
    // Two hard profiles are not confirmed as faces.
    expect(pictures - vectors.length).toBeLessThanOrEqual(2);
    const clusters = averageLinkage(vectors, model!.thresholds.samePerson!);
    const { precision, recall } = pairwise(clusters, people);
    expect(precision).toBe(1);
    expect(recall).toBeGreaterThan(0.92);
    expect(equalErrorRate(vectors, people)).toBeLessThan(0.03);
  });
});

describe.skipIf(!hasFootage)('writing in real footage', () => {
  it('is read with at most five wrong characters in a hundred', async () => {
    const recogniser = createLocalRecogniser({
      ...{ modelsDir, workerUrl, threads: 2, idleMs: 60_000 },
      mode: 'full',
    });
    const figures = await measureText(footage(), recogniser, 40);
    await recogniser.close();
    expect(figures?.captions.length).toBeGreaterThan(0);
    expect(figures?.cer).toBeLessThanOrEqual(0.05);
  });
});
