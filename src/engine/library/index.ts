export type { StoredAsset } from './assets.ts';
export type { KeptSet, StoredAnswer } from './cloud-answers.ts';
export type { CallTotals, CloudCallRow } from './cloud-calls.ts';
export type { CloudSendingState } from './cloud-facts.ts';
export type { CloudClaim, CloudItem, CloudItemState } from './cloud-items.ts';
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
export type { ClipDigest, PersonShare, SharePicture, WornShare } from './digests.ts';
export type { Edit } from './edits.ts';
export type { StoredElement } from './elements.ts';
export { makeFolder } from './folders.ts';
export type { FoundQuery, FoundShot, FoundWords } from './found.ts';
export { type Health, isHealthy } from './health.ts';
export type { StoredJob } from './jobs.ts';
export { Library } from './library.ts';
export { copyLibrary, moveLibrary } from './move.ts';
export type { MachineAssignment, StoredPerson } from './people.ts';
export { restoreLibrary } from './replace.ts';
export { type Salvage, salvageLibrary } from './salvage.ts';
export {
  type FilmstripPicture,
  keyframeIdOf,
  type NewKeyframe,
  type StoredKeyframe,
  type StoredShot,
  shotIdOf,
} from './shots.ts';
export type { StoredSighting } from './sightings.ts';
export type { StoredTrack } from './tracks.ts';
