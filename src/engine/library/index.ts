export type { Fingerprint, StoredAsset } from './assets.ts';
export type { Backup } from './backups.ts';
export type { KeptSet, NewAnswer, StoredAnswer } from './cloud-answers.ts';
export type { CallTotals, CloudCallRow, NewCall } from './cloud-calls.ts';
export type { CloudSendingState } from './cloud-facts.ts';
export type { CloudClaim, CloudItem, CloudItemState, PictureFacts } from './cloud-items.ts';
export type { StoredCutDecision } from './cuts.ts';
export { sqliteVersion } from './database.ts';
export type {
  DecisionChange,
  DecisionRow,
  DecisionTableName,
  DrawnElement,
  IdentityRow,
  NoteRow,
  PresenceDecision,
  SightingDecision,
  SmartBinRow,
  TagRow,
} from './decision-rows.ts';
export type { ClipDigest, DigestPart, PersonShare, SharePicture, WornShare } from './digests.ts';
export { type Edit, editSchema } from './edits.ts';
export type { ElementQuery, StoredElement } from './elements.ts';
export type { FoundQuery, FoundRow, FoundShot, FoundWords } from './found.ts';
export { type Health, isHealthy } from './health.ts';
export type { StoredJob } from './jobs.ts';
export { Library } from './library.ts';
export { copyLibrary, type MovedLibrary, moveLibrary } from './move.ts';
export type { MachineAssignment, StoredPerson } from './people.ts';
export type { NewElement, RecogniserIdentity } from './recognitions.ts';
export { restoreLibrary } from './replace.ts';
export { type Salvage, salvageLibrary } from './salvage.ts';
export {
  type FilmstripPicture,
  keyframeIdOf,
  type NewKeyframe,
  type PreviewPicture,
  type StoredKeyframe,
  type StoredShot,
  shotIdOf,
} from './shots.ts';
export type { StoredSighting } from './sightings.ts';
export type { StoredTrack } from './tracks.ts';
