import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkModels, findModel, readModel, readModelList, readModelListNow, thresholdOf } from './models.ts';

const resources = fileURLToPath(new URL('../../../resources/', import.meta.url));
const shipped = join(resources, 'models');

describe('the shipped models', () => {
  it('are whole, small enough, and come with their licence text', async () => {
    const models = await readModelList(shipped);
    expect(models.map((model) => model.id)).toEqual([
      'fr_detect',
      'facemesh',
      'fr_feature',
      'dlib',
      'nanodet',
      'selfie',
      'blazepose',
      'u2netp',
      'cloth',
      'ocr_detect',
      'ocr_read',
    ]);
    let total = 0;
    for (const model of models) {
      const content = await readModel(shipped, model);
      expect(content.length).toBe(model.bytes);
      total += content.length;
      const notice = await readFile(join(resources, model.notice), 'utf8');
      expect(notice).toContain(`${model.source.package} ${model.source.version}`);
      expect(notice).toMatch(/Permission is hereby granted|Apache License/);
    }
    expect(total).toBeLessThan(95_000_000);
    expect(readModelListNow(shipped)).toEqual(models);
  });

  it('say so where the origin of a model is not stated', async () => {
    const notice = await readFile(join(resources, 'licences/models/fr_feature.txt'), 'utf8');
    expect(notice).toContain('does not say who trained this model');
  });
});

describe('a models folder that is not as it should be', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'castline-models-'));
    await cp(shipped, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is told model by model, also of a file beside a model', async () => {
    await truncate(join(folder, 'ocr_read.txt'), 100);
    await rm(join(folder, 'dlib.onnx'));
    const wrong = (await checkModels(folder)).filter(({ error }) => error);
    expect(wrong.map(({ id, error }) => [id, error?.code])).toEqual([
      ['dlib', 'model-missing'],
      ['ocr_read', 'model-damaged'],
    ]);
  });

  const detector = async () => findModel(await readModelList(folder), 'fr_detect');

  it('names the file that is missing and the next step', async () => {
    const model = await detector();
    await rm(join(folder, model.file));
    await expect(readModel(folder, model)).rejects.toMatchObject({
      code: 'model-missing',
      message: expect.stringContaining('fr_detect.onnx'),
      nextStep: expect.stringContaining('scripts/models/build.mjs'),
    });
  });

  it.each([
    { name: 'cut short', damage: (path: string) => truncate(path, 1000) },
    { name: 'empty', damage: (path: string) => truncate(path, 0) },
    {
      name: 'changed by one byte',
      damage: async (path: string) => {
        const content = await readFile(path);
        content[content.length - 5]! ^= 1;
        await writeFile(path, content);
      },
    },
  ])('names the file that is $name', async ({ damage }) => {
    const model = await detector();
    await damage(join(folder, model.file));
    await expect(readModel(folder, model)).rejects.toMatchObject({
      code: 'model-damaged',
      message: expect.stringContaining('fr_detect.onnx'),
      nextStep: expect.stringContaining('Install Castline again'),
    });
  });

  it.each([
    { name: 'missing', content: undefined, code: 'model-missing' },
    { name: 'no JSON', content: '{', code: 'model-damaged' },
    { name: 'of another version', content: '{"formatVersion":2,"models":[]}', code: 'model-damaged' },
  ])('names the list when it is $name', async ({ content, code }) => {
    const path = join(folder, 'models.json');
    if (content === undefined) await rm(path);
    else await writeFile(path, content);
    await expect(readModelList(folder)).rejects.toMatchObject({
      code,
      message: expect.stringContaining('models.json'),
    });
    expect(() => readModelListNow(folder)).toThrow(expect.objectContaining({ code }));
  });

  it('does not follow a file name out of the folder', async () => {
    const path = join(folder, 'models.json');
    const list = await readFile(path, 'utf8');
    await writeFile(path, list.replace('"fr_detect.onnx"', '"../fr_detect.onnx"'));
    await expect(readModelList(folder)).rejects.toMatchObject({ code: 'model-damaged' });
  });

  it('says which model or threshold the list lacks', async () => {
    const models = await readModelList(folder);
    expect(() => findModel([], 'dlib')).toThrow(/dlib/);
    expect(() => thresholdOf(findModel(models, 'dlib'), 'overlap')).toThrow(/dlib.*overlap/);
  });
});
