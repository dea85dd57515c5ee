export { packRequests, promptSnippets, tagIdOf } from './bodies.ts';
export { type ChoosableView, chooseViews, isFrontalPose } from './choose.ts';
export { cutView, planFit, type SourcePicture } from './fit.ts';
export {
  packPicture,
  packTargets,
} from './limits.ts';
export { describeBy, garmentPhrase, packName } from './words.ts';
export { replaceFolder } from './write.ts';
