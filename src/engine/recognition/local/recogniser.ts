import type { RecognitionMode } from '../../../shared/recognition.ts';
import { findModel, type ModelDescription, type ModelId, readModelListNow } from '../models.ts';
import type { ModalRecogniser, Recogniser, RecogniserKey } from '../port.ts';
import { defaultEmbedder, type EmbedderId, faceRules, personRules } from './rules.ts';
import { textRules } from './text/index.ts';
import { RecognitionThread, type ThreadOptions } from './thread.ts';

/** How the recogniser on this machine runs. */
export interface LocalRecogniserOptions extends ThreadOptions {
  /** What is asked of a picture; `faces` when not given. */
  readonly mode?: RecognitionMode;
}

/** The models of each mode beside the embedder, in the order of their use. */
const modelsOfMode: Readonly<Record<RecognitionMode, readonly ModelId[]>> = {
  faces: ['fr_detect', 'facemesh'],
  fast: ['fr_detect', 'facemesh', 'nanodet', 'selfie', 'blazepose', 'u2netp', 'ocr_detect', 'ocr_read'],
  full: [
    ...(['fr_detect', 'facemesh', 'nanodet', 'selfie', 'blazepose', 'u2netp', 'cloth'] as const),
    ...(['ocr_detect', 'ocr_read'] as const),
  ],
};

/** @throws CastlineError `model-damaged` when the list lacks a model of the mode. */
function keyOf(
  models: readonly ModelDescription[],
  embedder: EmbedderId,
  mode: RecognitionMode,
): RecogniserKey {
  const deciding = modelsOfMode[mode].map((id) => findModel(models, id));
  const used = [...deciding, findModel(models, embedder)];
  const thresholds = Object.fromEntries(
    deciding.map((model) => [model.id, Object.fromEntries(Object.entries(model.thresholds).sort())]),
  );
  const rules = mode === 'faces' ? faceRules : { ...faceRules, ...personRules, ...textRules, mode };
  const parameters = Object.fromEntries(Object.entries({ ...rules, ...thresholds }).sort());
  return {
    provider: 'local',
    model: used.map((model) => model.id).join('+'),
    version: used.map((model) => model.version).join(' '),
    parameters: JSON.stringify(parameters),
  };
}

/**
 * The recognisers of all modes. Those of one embedder share a thread, which starts with the first picture, holds what the asked
 * modes need, and ends when it rests.
 *
 * @throws CastlineError `model-missing` or `model-damaged` when the list of models cannot be read.
 */
export function createModalRecogniser(options: ThreadOptions): ModalRecogniser {
  const models = readModelListNow(options.modelsDir);
  const threads = new Map<EmbedderId, RecognitionThread>();
  const made = new Map<string, Recogniser>();
  const threadOf = (embedder: EmbedderId): RecognitionThread => {
    const known = threads.get(embedder);
    if (known) return known;
    const thread = new RecognitionThread({ ...options, embedder });
    threads.set(embedder, thread);
    return thread;
  };
  const close = async (): Promise<void> => {
    await Promise.all([...threads.values()].map((thread) => thread.close()));
  };
  return {
    of(mode, embedder = options.embedder ?? defaultEmbedder) {
      const name = `${mode} ${embedder}`;
      const known = made.get(name);
      if (known) return known;
      const thread = threadOf(embedder);
      const recogniser: Recogniser = {
        key: keyOf(models, embedder, mode),
        recognise: (picture, signal) => thread.recognise(picture, mode, signal),
        close,
      };
      made.set(name, recogniser);
      return recogniser;
    },
    close,
  };
}

/**
 * The recogniser that needs no network, in one mode. It works in a thread of its own, started with the first picture.
 *
 * @throws CastlineError `model-missing` or `model-damaged` when the list of models cannot be read or lacks one of the
 *   mode's. A model file that is missing or damaged is reported by `recognise`.
 */
export function createLocalRecogniser({ mode = 'faces', ...options }: LocalRecogniserOptions): Recogniser {
  return createModalRecogniser(options).of(mode);
}
