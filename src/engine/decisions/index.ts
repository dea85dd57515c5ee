export { cleanName, type Decision, editOf, put } from './change.ts';
export { drawnElement, removeDrawn } from './drawing.ts';
export { addTag, changeTag, removeTag, setPresence } from './footage.ts';
export { noteTarget, writeNote } from './notes.ts';
export { mergeOutfits, renameOutfit, saidOutfits, splitOutfit } from './outfits.ts';
export {
  assignFaces,
  dropDecision,
  hidePeople,
  markDifferent,
  mergePeople,
  rejectFaces,
  renamePerson,
  splitPerson,
  unmergePerson,
} from './people.ts';
export { findAtPlace } from './places.ts';
export { answerQuestion } from './review.ts';
export { takeSet } from './sets.ts';
export { readSightings, rootsOf, type Sighting, type Sightings } from './sightings.ts';
