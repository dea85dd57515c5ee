import type { InferenceSession } from 'onnxruntime-node';
import { CastlineError } from '../../../shared/errors.ts';
import { type ModelDescription, readModel } from '../models.ts';
import type { Affine, Rect } from './geometry.ts';
import type { Normalisation, Pyramid, SampleSize } from './pyramid.ts';
import { type ModelRuntime, modelRuntime } from './runtime.ts';

type Channels = readonly [number, number, number];
const swapped = ([first, second, third]: Channels): Channels => [third, second, first];

/** A loaded model with one picture as its input. */
export class Network {
  readonly model: ModelDescription;
  readonly size: SampleSize;
  private readonly session: InferenceSession;
  private readonly runtime: ModelRuntime;
  private readonly normalisation: Normalisation;

  private constructor(model: ModelDescription, session: InferenceSession, runtime: ModelRuntime) {
    const { layout, shape, colours, mean, divisor } = model.input;
    const [, first, second, third] = shape;
    this.model = model;
    this.size =
      layout === 'NCHW' ? { heightPx: second, widthPx: third } : { heightPx: first, widthPx: second };
    this.session = session;
    this.runtime = runtime;
    // Pictures are sampled in the order red, green, blue; the planes of a BGR model change places afterwards.
    this.normalisation =
      colours === 'RGB' ? { mean, divisor } : { mean: swapped(mean), divisor: swapped(divisor) };
  }

  /** @throws CastlineError `model-missing` or `model-damaged`, naming the file; `recognition-failed` without a runtime */
  static async load(modelsDir: string, model: ModelDescription, threads: number): Promise<Network> {
    const content = await readModel(modelsDir, model);
    const runtime = await modelRuntime();
    try {
      const session = await runtime.InferenceSession.create(content, {
        executionProviders: [runtime.provider],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        // Errors only: two of the models list their weights as inputs, which onnxruntime warns of at every load.
        logSeverityLevel: 3,
        // Threads that wait for work sleep: spinning would take the cores from ffmpeg and from the pixel loops.
        extra: { session: { intra_op: { allow_spinning: '0' } } },
        // What a run used is given back: an arena for each of ten networks keeps 240 MB in full mode, and saves no time.
        enableCpuMemArena: false,
      });
      giveBack(content);
      return new Network(model, session, runtime);
    } catch (cause) {
      throw new CastlineError('model-damaged', `The model file ${model.file} cannot be loaded.`, { cause });
    }
  }

  /** The part of the picture that `map` (from input pixels to picture pixels) leads to, ready for `run`. */
  sample(pyramid: Pyramid, map: Affine, bounds?: Rect): Float32Array {
    return this.sampleAt(pyramid, map, this.size, bounds);
  }

  /** As `sample`, for a model whose description says that the input may have another size. */
  sampleAt(pyramid: Pyramid, map: Affine, size: SampleSize, bounds?: Rect): Float32Array {
    const planes = pyramid.sample(map, size, this.normalisation, bounds);
    const { layout, colours } = this.model.input;
    if (colours === 'BGR') exchangeRedAndBlue(planes);
    return layout === 'NHWC' ? interleaved(planes) : planes;
  }

  /** @returns the outputs in the order of the model's description */
  async run(planes: Float32Array): Promise<Float32Array[]> {
    const { outputs, id } = this.model;
    const results = await this.runAt(planes, this.size);
    outputs.forEach(({ name, shape }, index) => {
      const length = shape.reduce((product, size) => product * size, 1);
      if (results[index]?.length === length) return;
      throw new CastlineError(
        'recognition-failed',
        `The model ${id} gave no "${name}" of ${length} numbers.`,
      );
    });
    return results;
  }

  /** As `run`, for an input from `sampleAt`: how long the outputs are follows from `size`. */
  async runAt(planes: Float32Array, { widthPx, heightPx }: SampleSize): Promise<Float32Array[]> {
    const { input, outputs, id } = this.model;
    const shape = input.layout === 'NCHW' ? [1, 3, heightPx, widthPx] : [1, heightPx, widthPx, 3];
    const results = await this.session.run(
      { [input.name]: new this.runtime.Tensor('float32', planes, shape) },
      outputs.map(({ name }) => name),
    );
    return outputs.map(({ name }) => {
      const data = results[name]?.data;
      if (data instanceof Float32Array) return data;
      throw new CastlineError('recognition-failed', `The model ${id} gave no "${name}".`);
    });
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}

/** The runtime has its own copy now: the bytes go at once, not when the collector comes round, which every model would wait for. */
function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

function exchangeRedAndBlue(planes: Float32Array): void {
  const length = planes.length / 3;
  const first = planes.slice(0, length);
  planes.copyWithin(0, 2 * length);
  planes.set(first, 2 * length);
}

/** Three planes, pixel by pixel. */
function interleaved(planes: Float32Array): Float32Array {
  const length = planes.length / 3;
  const result = new Float32Array(planes.length);
  for (let i = 0, at = 0; i < length; i += 1, at += 3) {
    result[at] = planes[i] as number;
    result[at + 1] = planes[length + i] as number;
    result[at + 2] = planes[2 * length + i] as number;
  }
  return result;
}
