export { type PackFacts, packRequests, promptSnippets, tagIdOf } from './bodies.ts';
export { type ChoosableView, chooseViews, isFrontalPose } from './choose.ts';
export { cutView, type FitPlan, planFit, type SourcePicture, type ViewPixels } from './fit.ts';
export {
  mostDescriptionCharacters,
  mostNameCharacters,
  type PackTarget,
  type PictureLimits,
  packPicture,
  packTargets,
} from './limits.ts';
export { cutText, describeBy, garmentPhrase, packName } from './words.ts';
export { replaceFolder } from './write.ts';
