export {
  createLocalRecogniser,
  createModalRecogniser,
  type LocalRecogniserOptions,
} from './local/recogniser.ts';
export { defaultEmbedder } from './local/rules.ts';
export { modelRuntime } from './local/runtime.ts';
export {
  checkModels,
  type ModelCheck,
  type ModelDescription,
  type ModelId,
  readModelList,
} from './models.ts';
export type {
  BodyAttributes,
  ElementAttributes,
  Embedding,
  FaceAttributes,
  FacePoints,
  FaceQualities,
  ModalRecogniser,
  Picture,
  PicturePoint,
  RecognisedElement,
  RecognisedFace,
  RecognisedGarment,
  RecognisedObject,
  RecognisedPart,
  RecognisedSubject,
  RecognisedText,
  Recogniser,
  RecogniserKey,
  RecognitionAnswer,
} from './port.ts';
