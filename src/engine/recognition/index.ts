export { createLocalRecogniser, type LocalRecogniserOptions } from './local/recogniser.ts';
export { defaultEmbedder } from './local/rules.ts';
export { type ModelDescription, type ModelId, readModelList } from './models.ts';
export type {
  ElementAttributes,
  Embedding,
  FaceAttributes,
  FacePoints,
  FaceQualities,
  Picture,
  PicturePoint,
  RecognisedElement,
  RecognisedFace,
  RecognisedThing,
  Recogniser,
  RecogniserKey,
  RecognitionAnswer,
} from './port.ts';
