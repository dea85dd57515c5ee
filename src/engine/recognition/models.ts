import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { CastlineError, type ErrorReport, toCastlineError } from '../../shared/errors.ts';

const channels = z.tuple([z.number(), z.number(), z.number()]);

const side = z.number().int().positive();

/** Beside models.json, with what its content must be. */
const storedFile = {
  file: z.string().refine((name) => name === basename(name), 'must be a plain file name'),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
};

const modelSchema = z.object({
  id: z.enum([
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
  ]),
  job: z.string(),
  ...storedFile,
  /** What the model cannot be used without, such as the characters that it reads. */
  companion: z.object(storedFile).optional(),
  /** Changes whenever the file does. */
  version: z.string(),
  source: z.object({
    package: z.string(),
    version: z.string(),
    integrity: z.string(),
    files: z.array(z.string()).min(1),
    conversion: z.string(),
  }),
  licence: z.string(),
  /** Text of the licence, relative to the resources folder. */
  notice: z.string(),
  input: z.object({
    name: z.string(),
    /** In the order of `layout`. */
    shape: z.tuple([z.literal(1), side, side, side]),
    layout: z.enum(['NCHW', 'NHWC']),
    /** Order of the planes, and of the values in `mean` and `divisor`. */
    colours: z.enum(['RGB', 'BGR']),
    /** A pixel value from 0 to 255 enters as (value - mean) / divisor. */
    mean: channels,
    divisor: channels,
  }),
  outputs: z.array(
    z.object({ name: z.string(), shape: z.array(z.number().int().positive()), meaning: z.string() }),
  ),
  thresholds: z.record(z.string(), z.number()),
});

/** One shipped model: where it came from, what it may be used for and how its tensors look. */
export type ModelDescription = z.infer<typeof modelSchema>;
/** A model that is shipped. */
export type ModelId = ModelDescription['id'];

const modelListSchema = z.object({ formatVersion: z.literal(1), models: z.array(modelSchema) });

const listName = 'models.json';

function parseModelList(content: string, path: string): ModelDescription[] {
  try {
    return modelListSchema.parse(JSON.parse(content)).models;
  } catch (cause) {
    throw new CastlineError('model-damaged', `The list of models ${path} cannot be understood.`, { cause });
  }
}

function unreadable(path: string, cause: unknown): CastlineError {
  return new CastlineError('model-missing', `The model file ${path} cannot be read.`, { cause });
}

/**
 * The models that Castline ships, from models.json.
 *
 * @throws CastlineError `model-missing` or `model-damaged`, naming the file.
 */
export async function readModelList(modelsDir: string): Promise<ModelDescription[]> {
  const path = join(modelsDir, listName);
  const content = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  return parseModelList(content, path);
}

/** As `readModelList`, for the moment when an engine is put together and nothing runs yet: the file has 6 kB. */
export function readModelListNow(modelsDir: string): ModelDescription[] {
  const path = join(modelsDir, listName);
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (cause) {
    throw unreadable(path, cause);
  }
  return parseModelList(content, path);
}

/** @throws CastlineError `model-damaged` when the list has no such model. */
export function findModel(models: readonly ModelDescription[], id: ModelId): ModelDescription {
  const model = models.find((candidate) => candidate.id === id);
  if (!model) throw new CastlineError('model-damaged', `The list of models has no entry "${id}".`);
  return model;
}

/**
 * A number that the model's description must have.
 *
 * @throws CastlineError `model-damaged` when it is not there.
 */
export function thresholdOf(model: ModelDescription, name: string): number {
  const value = model.thresholds[name];
  if (value === undefined) {
    throw new CastlineError('model-damaged', `The model "${model.id}" has no threshold "${name}".`);
  }
  return value;
}

/**
 * A model's bytes, after their hash was compared with the one that models.json gives.
 *
 * @throws CastlineError `model-missing` or `model-damaged`, naming the file.
 */
export function readModel(modelsDir: string, model: ModelDescription): Promise<Uint8Array> {
  return readChecked(modelsDir, model);
}

/**
 * The file that a model cannot be used without, checked in the same way.
 *
 * @throws CastlineError `model-missing` or `model-damaged`, naming the file.
 */
export async function readCompanion(modelsDir: string, model: ModelDescription): Promise<Uint8Array> {
  const { companion, id } = model;
  if (companion) return readChecked(modelsDir, companion);
  throw new CastlineError('model-damaged', `The list of models names no second file for "${id}".`);
}

/** What was found of one model: nothing wrong, or what is. */
export interface ModelCheck {
  readonly id: ModelId;
  readonly error: ErrorReport | undefined;
}

/**
 * Compares every model's files with their hashes.
 *
 * @throws CastlineError `model-missing` or `model-damaged` when the list itself cannot be read.
 */
export async function checkModels(modelsDir: string): Promise<ModelCheck[]> {
  const checks: ModelCheck[] = [];
  for (const model of await readModelList(modelsDir)) {
    const error = await readModel(modelsDir, model)
      .then(() => model.companion && readCompanion(modelsDir, model))
      .then(
        () => undefined,
        (thrown: unknown) => toCastlineError(thrown).report(),
      );
    checks.push({ id: model.id, error });
  }
  return checks;
}

type StoredFile = Pick<ModelDescription, 'file' | 'bytes' | 'sha256'>;

async function readChecked(modelsDir: string, { file, bytes, sha256 }: StoredFile): Promise<Uint8Array> {
  const path = join(modelsDir, file);
  const content = await readFile(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== sha256) {
    throw new CastlineError('model-damaged', `The model file ${path} is damaged: its content has changed.`, {
      details: `expected sha256 ${sha256}, found ${found}, ${content.length} of ${bytes} bytes`,
    });
  }
  return content;
}
