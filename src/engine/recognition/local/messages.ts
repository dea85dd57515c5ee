import type { ErrorReport } from '../../../shared/errors.ts';
import type { RecognitionMode } from '../../../shared/recognition.ts';
import type { RecognitionAnswer } from '../port.ts';
import type { EmbedderId } from './rules.ts';

/** What the worker is started with. */
export interface WorkerSettings {
  readonly modelsDir: string;
  readonly embedder: EmbedderId;
  /** Threads that onnxruntime may use for one run. */
  readonly threads: number;
}

/** What the recogniser’s thread is asked. Pixels are RGB, 8 bits a channel, rows from the top. */
export type Request =
  | {
      readonly type: 'recognise';
      readonly id: number;
      readonly mode: RecognitionMode;
      readonly widthPx: number;
      readonly heightPx: number;
      readonly rgb: Uint8Array;
    }
  | { readonly type: 'cancel'; readonly id: number }
  /** Frees the models and ends the worker. */
  | { readonly type: 'close' };

/** Every `recognise` is answered once. */
export type Reply =
  | { readonly type: 'answer'; readonly id: number; readonly answer: RecognitionAnswer }
  | { readonly type: 'failure'; readonly id: number; readonly report: ErrorReport; readonly details?: string }
  | { readonly type: 'cancelled'; readonly id: number };
