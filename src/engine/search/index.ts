export { changeBin, removeBin, saveBin } from './bins.ts';
export { complete, find, smartBins } from './find.ts';
