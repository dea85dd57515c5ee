export { assetDetail, framesOf, listAssets, previewOf } from './assets.ts';
export { manifestOf } from './manifest.ts';
export { listPeople, personById } from './people.ts';
