export { readClip, readClips, type SeenClip } from './appearances.ts';
export { assetDetail, framesOf, listAssets, previewOf } from './assets.ts';
export { appearanceAt, conflictsOf } from './conflicts.ts';
export { keyframeElements } from './elements.ts';
export { facesOf, tagView } from './faces.ts';
export { manifestOf } from './manifest.ts';
export { listPeople, personById } from './people.ts';
export { countQuestions, openQuestions, reviewState } from './review.ts';
export { continuityMarks, listOutfits, type ReadOutfit, readOutfits } from './wardrobe.ts';
