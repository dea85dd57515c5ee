export { assetDetail, framesOf, listAssets, previewOf } from './assets.ts';
export { keyframeElements } from './elements.ts';
export { manifestOf } from './manifest.ts';
export { listPeople, personById } from './people.ts';
