import './telemetry.ts';
import type * as native from 'onnxruntime-node';
import { CastlineError } from '../../../shared/errors.ts';

/** What runs the models: the native library where there is one for the machine, WebAssembly anywhere else. */
export interface ModelRuntime {
  readonly name: 'native' | 'wasm';
  readonly version: string;
  readonly InferenceSession: typeof native.InferenceSession;
  readonly Tensor: typeof native.Tensor;
  readonly provider: 'cpu' | 'wasm';
}

/** `CASTLINE_MODEL_RUNTIME=wasm` passes over the native library, to see what a machine without one sees. */
const wantsWasm = (): boolean => process.env.CASTLINE_MODEL_RUNTIME === 'wasm';

async function loadNative(): Promise<ModelRuntime> {
  const { InferenceSession, Tensor, env } = await import('onnxruntime-node');
  return { name: 'native', version: env.versions.node ?? '', InferenceSession, Tensor, provider: 'cpu' };
}

async function loadWasm(): Promise<ModelRuntime> {
  const { InferenceSession, Tensor, env } = await import('onnxruntime-web');
  // In the thread that asks: others of its own would outlive the recogniser's.
  env.wasm.numThreads = 1;
  return { name: 'wasm', version: env.versions.web ?? '', InferenceSession, Tensor, provider: 'wasm' };
}

async function load(): Promise<ModelRuntime> {
  if (wantsWasm()) return loadWasm();
  try {
    return await loadNative();
  } catch (missing) {
    // No build for this machine (Intel Macs), or a system too old for it.
    return loadWasm().catch((cause: unknown) => {
      throw new CastlineError(
        'recognition-failed',
        'No library that runs the models works on this machine.',
        {
          cause,
          details: `${String(missing)}\n${String(cause)}`,
        },
      );
    });
  }
}

let loading: Promise<ModelRuntime> | undefined;

/**
 * Loads what runs the models, once for the process or thread.
 *
 * @throws CastlineError `recognition-failed` when neither works
 */
export function modelRuntime(): Promise<ModelRuntime> {
  loading ??= load();
  return loading;
}
