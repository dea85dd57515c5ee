import { InferenceSession, Tensor } from 'onnxruntime-node';
import { CastlineError } from '../../../shared/errors.ts';
import { type ModelDescription, readModel } from '../models.ts';
import type { Affine, Rect } from './geometry.ts';
import type { Normalisation, Pyramid, SampleSize } from './pyramid.ts';

/** A loaded model with one picture as its input. */
export class Network {
  readonly model: ModelDescription;
  readonly size: SampleSize;
  private readonly session: InferenceSession;
  private readonly normalisation: Normalisation;

  private constructor(model: ModelDescription, session: InferenceSession) {
    const [, , heightPx, widthPx] = model.input.shape;
    this.model = model;
    this.size = { widthPx, heightPx };
    this.session = session;
    this.normalisation = model.input;
  }

  /** @throws CastlineError `model-missing` or `model-damaged`, naming the file. */
  static async load(modelsDir: string, model: ModelDescription, threads: number): Promise<Network> {
    const content = await readModel(modelsDir, model);
    try {
      const session = await InferenceSession.create(content, {
        executionProviders: ['cpu'],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        // Errors only: two of the models list their weights as inputs, which onnxruntime warns of at every load.
        logSeverityLevel: 3,
      });
      return new Network(model, session);
    } catch (cause) {
      throw new CastlineError('model-damaged', `The model file ${model.file} cannot be loaded.`, { cause });
    }
  }

  /** The part of the picture that `map` (from input pixels to picture pixels) leads to, ready for `run`. */
  sample(pyramid: Pyramid, map: Affine, bounds?: Rect): Float32Array {
    return pyramid.sample(map, this.size, this.normalisation, bounds);
  }

  /** @returns the outputs in the order of the model's description */
  async run(planes: Float32Array): Promise<Float32Array[]> {
    const { input, outputs, id } = this.model;
    const results = await this.session.run({ [input.name]: new Tensor('float32', planes, input.shape) });
    return outputs.map(({ name, shape }) => {
      const data = results[name]?.data;
      const length = shape.reduce((product, size) => product * size, 1);
      if (!(data instanceof Float32Array) || data.length !== length) {
        throw new CastlineError(
          'recognition-failed',
          `The model ${id} gave no "${name}" of ${length} numbers.`,
        );
      }
      return data;
    });
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}
