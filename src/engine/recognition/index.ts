export {
  createLocalRecogniser,
  createModalRecogniser,
  type LocalRecogniserOptions,
} from './local/recogniser.ts';
export { defaultEmbedder } from './local/rules.ts';
export { modelRuntime } from './local/runtime.ts';
export {
  checkModels,
  type ModelId,
  readModelList,
} from './models.ts';
export type {
  Embedding,
  ModalRecogniser,
  Picture,
  RecognisedElement,
  RecognisedFace,
  RecognisedGarment,
  Recogniser,
  RecognitionAnswer,
} from './port.ts';
