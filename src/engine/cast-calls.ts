import type { EngineClient } from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';
import {
  addTag,
  answerQuestion,
  dropDecision,
  hidePeople,
  markDifferent,
  mergePeople,
  rejectFaces,
  removeTag,
  renamePerson,
  setPresence,
  splitPerson,
  unmergePerson,
} from './decisions/index.ts';
import type { LibrarySession } from './session.ts';
import {
  appearanceAt,
  conflictsOf,
  countQuestions,
  facesOf,
  listPeople,
  personById,
  QuestionReader,
  reviewState,
  tagView,
} from './views/index.ts';

/** The calls of the areas on people. The session is asked for each time: another library may have been opened. */
export function castCalls(current: () => LibrarySession): EngineClient['cast'] {
  const library = () => current().library;
  const decide: LibrarySession['decide'] = (prepare) => current().decide(prepare);
  return {
    list: async () => listPeople(library()),
    rename: async ({ identityId, name }) => {
      decide((open) => renamePerson(open, identityId, name));
      return personById(library(), identityId);
    },
    merge: async ({ into, from }) => {
      decide((open) => mergePeople(open, into, from));
      return personById(library(), into);
    },
    unmerge: async ({ identityId }) => {
      const { freed } = decide((open) => unmergePerson(open, identityId));
      return freed.map((id) => personById(library(), id));
    },
    split: async ({ identityId, elementIds, appearance, name }) => {
      const { made } = decide((open) => splitPerson(open, identityId, { elementIds, appearance }, name));
      return personById(library(), made);
    },
    assign: async ({ elementIds, identityId }) => {
      const to = current().cast.assign(elementIds, identityId);
      return personById(library(), to);
    },
    reject: async ({ elementIds, identityId, alike }) => {
      const { rejected } = decide((open) => rejectFaces(open, elementIds, identityId, alike));
      return { rejected };
    },
    hide: async ({ identityIds, hidden }) => {
      decide((open) => hidePeople(open, identityIds, hidden));
      return undefined;
    },
    markDifferent: async ({ identityIds }) => {
      decide((open) => markDifferent(open, identityIds));
      return undefined;
    },
    faces: async ({ identityId }) => facesOf(library(), identityId),
    drawElement: (drawn) => current().cast.draw(drawn),
    removeDrawn: async ({ elementId }) => {
      current().cast.removeDrawn(elementId);
      return undefined;
    },
    setPresence: async (range) => {
      decide((open) => setPresence(open, range));
      return undefined;
    },
    setAppearanceEnd: async ({ assetId, identityId, atFrame, end, frame }) => {
      const range = appearanceAt(library(), assetId, identityId, atFrame);
      const old = end === 'start' ? range.startFrame : range.endFrame;
      if (frame === old) return undefined;
      const isPresent = end === 'start' ? frame < old : frame > old;
      const [startFrame, endFrame] = [Math.min(frame, old), Math.max(frame, old)];
      decide((open) => setPresence(open, { assetId, identityId, startFrame, endFrame, isPresent }));
      return undefined;
    },
    conflicts: async () => conflictsOf(library()),
    dropDecision: async ({ id }) => {
      decide((open) => dropDecision(open, id));
      return undefined;
    },
    previewStrictness: ({ strictness }) => current().cast.preview(strictness),
    regroup: () => current().cast.regroup(),
    cancelRegroup: async () => {
      current().cast.cancel();
      return undefined;
    },
  };
}

/** The calls on tags of people, faces and ranges. */
export function tagCalls(current: () => LibrarySession): EngineClient['tags'] {
  return {
    list: async () => current().library.decisions.list('tag').map(tagView),
    add: async ({ name, target }) => tagView(current().decide((open) => addTag(open, name, target)).tag),
    remove: async ({ tagId }) => {
      current().decide((open) => removeTag(open, tagId));
      return undefined;
    },
  };
}

/** The calls on open questions about people. */
export function reviewCalls(current: () => LibrarySession): EngineClient['review'] {
  const reader = new QuestionReader();
  const questions = () => reader.read(current().library);
  return {
    next: async () => reviewState(await questions()),
    answer: async ({ questionId, ...given }) => {
      const asked = (await questions()).find(({ id }) => id === questionId);
      if (!asked) throw new CastlineError('not-found', 'This question is not open any more.');
      current().decide((open) => answerQuestion(open, asked, given));
      return reviewState(await questions());
    },
    remaining: async () => countQuestions(await questions()),
  };
}

/** The calls that erase what tells faces apart. They cannot be undone. */
export function privacyCalls(current: () => LibrarySession): EngineClient['privacy'] {
  return { eraseBiometrics: async ({ identityId }) => current().cast.erase(identityId) };
}
