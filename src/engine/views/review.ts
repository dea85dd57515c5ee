import type { PersonView, ReviewCounts, ReviewQuestion, ReviewState } from '../../shared/contract/index.ts';
import type { IdentityId } from '../../shared/ids.ts';
import { meanVector, rootsOf, type Sighting } from '../decisions/index.ts';
import { dot, doubtOf, groupingRules } from '../identity/index.ts';
import type { Library } from '../library/index.ts';
import { readClips } from './appearances.ts';
import { sightingQuality } from './best.ts';
import { faceView } from './faces.ts';
import { listPeople } from './people.ts';

/** How many faces a question shows. */
const facesShown = 6;
/** Embeddings of poorer faces say too little to ask about. */
const askQuality = 0.12;
const share = (value: number): number => Math.min(1, Math.max(0, value));

type Question = ReviewQuestion extends infer One
  ? One extends unknown
    ? Omit<One, 'remaining'>
    : never
  : never;

interface Person {
  readonly view: PersonView;
  readonly sightings: readonly Sighting[];
  readonly mean: Float32Array | undefined;
  readonly frames: ReadonlySet<string>;
}

/** The best faces of a person, one a track, so that they show more than one moment. */
function bestFaces(sightings: readonly Sighting[], count: number): Sighting[] {
  const tracks = Map.groupBy(sightings, ({ track }) => track);
  const best = [...tracks.values()].flatMap((own) => {
    const [first] = own.toSorted((a, b) => sightingQuality(b) - sightingQuality(a));
    return first ? [first] : [];
  });
  return best.toSorted((a, b) => sightingQuality(b) - sightingQuality(a)).slice(0, count);
}

function peopleOf(library: Library): Person[] {
  const clips = readClips(library);
  const byPerson = Map.groupBy(
    clips.flatMap(({ sightings }) => sightings),
    ({ identityId }) => identityId,
  );
  return listPeople(library, clips)
    .filter(({ isHidden }) => !isHidden)
    .map((view) => {
      const sightings = byPerson.get(view.id) ?? [];
      const good = sightings.filter((one) => sightingQuality(one) >= askQuality);
      return {
        view,
        sightings,
        mean: meanVector(good),
        frames: new Set(sightings.map(({ assetId, frame }) => `${assetId} ${frame}`)),
      };
    });
}

const modelOf = (people: readonly Person[]): string | undefined =>
  people.flatMap(({ sightings }) => sightings).find(({ embedding }) => embedding)?.embedding?.model;

const pairId = (a: IdentityId, b: IdentityId): string => `same:${[a, b].sort().join(':')}`;

/** Pairs that are nearly alike enough and never in one picture; the most alike first. */
function pairQuestions(library: Library, people: readonly Person[]): Question[] {
  const model = modelOf(people);
  const { joinAt } = groupingRules(model, library.settings.read().strictness);
  const least = joinAt - doubtOf(model);
  const root = rootsOf(library);
  const apart = new Set(
    library.decisions
      .list('identity_pair')
      .map(({ firstId, secondId }) => pairId(root(firstId), root(secondId))),
  );
  const refused = (of: Person, by: Person): boolean =>
    by.sightings.some((one) => one.refused.has(of.view.id));
  const found: { question: Question; likeness: number }[] = [];
  people.forEach((a, index) => {
    for (const b of people.slice(index + 1)) {
      if (!a.mean || !b.mean || a.mean.length !== b.mean.length) continue;
      const likeness = dot(a.mean, b.mean);
      const id = pairId(a.view.id, b.view.id);
      const isTogether = [...a.frames].some((frame) => b.frames.has(frame));
      if (likeness < least || isTogether || apart.has(id) || refused(a, b) || refused(b, a)) continue;
      if (a.view.name !== null && b.view.name !== null && a.view.name !== b.view.name) continue;
      const faces = [a, b].map(({ sightings }) => bestFaces(sightings, facesShown).map(faceView));
      found.push({
        likeness,
        question: {
          id,
          kind: 'same',
          identityIds: [a.view.id, b.view.id],
          likeness: share(likeness),
          faces: [faces[0] ?? [], faces[1] ?? []],
        },
      });
    }
  });
  return found.toSorted((a, b) => b.likeness - a.likeness).map(({ question }) => question);
}

function unnamedQuestions(people: readonly Person[]): Question[] {
  return people
    .filter(({ view }) => view.name === null && !view.isUnsorted)
    .toSorted((a, b) => b.view.screenSeconds - a.view.screenSeconds || a.view.number - b.view.number)
    .map(({ view, sightings }) => ({
      id: `unnamed:${view.id}`,
      kind: 'unnamed',
      identityId: view.id,
      screenSeconds: view.screenSeconds,
      faces: bestFaces(sightings, facesShown).map(faceView),
    }));
}

/** Tracks that are in a person by a hair; the least alike first. */
function belongQuestions(library: Library, people: readonly Person[]): Question[] {
  const model = modelOf(people);
  const { attachAt } = groupingRules(model, library.settings.read().strictness);
  const doubtful = attachAt + doubtOf(model) / 3;
  return people
    .flatMap(({ view, sightings }) => {
      const tracks = Map.groupBy(sightings, ({ track }) => track);
      if (tracks.size < 2) return [];
      return [...tracks.values()].flatMap((own) => {
        const [best] = bestFaces(own, 1);
        if (!best?.embedding || best.decidedBy === 'person') return [];
        const likeness = Math.max(...own.map((one) => one.likeness));
        return likeness < doubtful ? [{ view, sightings, best, likeness }] : [];
      });
    })
    .toSorted((a, b) => a.likeness - b.likeness)
    .map(({ view, sightings, best, likeness }) => ({
      id: `belongs:${best.elementId}:${view.id}`,
      kind: 'belongs',
      identityId: view.id,
      likeness: share(likeness),
      face: faceView(best),
      faces: bestFaces(
        sightings.filter(({ track }) => track !== best.track),
        facesShown,
      ).map(faceView),
    }));
}

/** All that is open, in the order in which it is asked: what would be one, then who is who, then single faces. */
export function openQuestions(library: Library): Question[] {
  const people = peopleOf(library);
  const all = [
    ...pairQuestions(library, people),
    ...unnamedQuestions(people),
    ...belongQuestions(library, people),
  ];
  const answers = new Map(
    library.decisions.list('review_answer').map(({ question, answer }) => [question, answer]),
  );
  const open = all.filter(({ id }) => !answers.has(id));
  return [...open, ...all.filter(({ id }) => answers.get(id) === 'later')];
}

export function countQuestions(questions: readonly Question[]): ReviewCounts {
  const count = (kind: Question['kind']): number => questions.filter((one) => one.kind === kind).length;
  return {
    total: questions.length,
    unnamed: count('unnamed'),
    same: count('same'),
    belongs: count('belongs'),
  };
}

/** What is asked now, and what next. */
export function reviewState(library: Library): ReviewState {
  const questions = openQuestions(library);
  const at = (index: number): ReviewQuestion | null => {
    const question = questions[index];
    return question ? { ...question, remaining: questions.length - index } : null;
  };
  return { question: at(0), following: at(1), counts: countQuestions(questions) };
}
