export { assetDetail, framesOf, listAssets } from './assets.ts';
export { manifestOf } from './manifest.ts';
export { listPeople, personById } from './people.ts';
