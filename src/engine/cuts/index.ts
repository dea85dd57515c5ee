export { addCut, type CutEdit, moveCut, removeCut } from './edits.ts';
export {
  type AssetShots,
  type EffectiveShot,
  keyframeCounts,
  readShots,
  shotOfFrame,
} from './shots.ts';
