import type { PersonView, ReviewCounts, ReviewQuestion, ReviewState } from '../../shared/contract/index.ts';
import type { IdentityId } from '../../shared/ids.ts';
import { rootsOf, type Sighting } from '../decisions/index.ts';
import { dot, doubtOf, groupingRules, unit } from '../identity/index.ts';
import type { Library } from '../library/index.ts';
import { readClip } from './appearances.ts';
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

/** What a person is through one shot: the best picture, and how like the rest of the person it is at most. */
interface Track {
  readonly best: Sighting;
  readonly likeness: number;
}

/** What questions need to know of a person; only the best picture of each track is kept, or a large library would fill memory. */
class Gathered {
  readonly tracks = new Map<string, Track>();
  readonly frames = new Set<string>();
  readonly refused = new Set<IdentityId>();
  model: string | undefined;
  private sum: Float32Array | undefined;

  add(one: Sighting): void {
    this.frames.add(`${one.assetId} ${one.frame}`);
    for (const id of one.refused) this.refused.add(id);
    this.model ??= one.embedding?.model;
    const before = this.tracks.get(one.track);
    const isBetter = !before || sightingQuality(one) > sightingQuality(before.best);
    this.tracks.set(one.track, {
      best: isBetter ? one : before.best,
      likeness: Math.max(one.likeness, before?.likeness ?? 0),
    });
    if (one.embedding && sightingQuality(one) >= askQuality) this.addVector(one.embedding.vector);
  }

  private addVector(vector: Float32Array): void {
    if (!this.sum) {
      this.sum = Float32Array.from(vector);
      return;
    }
    for (let i = 0; i < this.sum.length; i++) this.sum[i] = (this.sum[i] ?? 0) + (vector[i] ?? 0);
  }

  /** The mean of the good faces at unit length. */
  mean(): Float32Array | undefined {
    return this.sum && unit(this.sum);
  }
}

interface Person extends Pick<Gathered, 'tracks' | 'frames' | 'refused' | 'model'> {
  readonly view: PersonView;
  readonly mean: Float32Array | undefined;
}

/** The best faces of a person, one a track, so that they show more than one moment. */
const bestFaces = (tracks: Iterable<Track>, count: number): Sighting[] =>
  [...tracks]
    .map(({ best }) => best)
    .toSorted((a, b) => sightingQuality(b) - sightingQuality(a))
    .slice(0, count);

function peopleOf(library: Library, gathered: ReadonlyMap<IdentityId, Gathered>): Person[] {
  return listPeople(library)
    .filter(({ isHidden }) => !isHidden)
    .map((view) => {
      const own = gathered.get(view.id) ?? new Gathered();
      const { tracks, frames, refused, model } = own;
      return { view, tracks, frames, refused, model, mean: own.mean() };
    });
}

const modelOf = (people: readonly Person[]): string | undefined =>
  people.map(({ model }) => model).find((model) => model !== undefined);

const pairId = (a: IdentityId, b: IdentityId): string => `same:${[a, b].sort().join(':')}`;

/** Whether two people are in one picture. */
const areTogether = (a: Person, b: Person): boolean => {
  const [few, many] = a.frames.size < b.frames.size ? [a.frames, b.frames] : [b.frames, a.frames];
  for (const frame of few) if (many.has(frame)) return true;
  return false;
};

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
  const refused = (of: Person, by: Person): boolean => by.refused.has(of.view.id);
  const found: { question: Question; likeness: number }[] = [];
  people.forEach((a, index) => {
    for (const b of people.slice(index + 1)) {
      if (!a.mean || !b.mean || a.mean.length !== b.mean.length) continue;
      const likeness = dot(a.mean, b.mean);
      const id = pairId(a.view.id, b.view.id);
      if (likeness < least || apart.has(id) || refused(a, b) || refused(b, a)) continue;
      if (a.view.name !== null && b.view.name !== null && a.view.name !== b.view.name) continue;
      if (areTogether(a, b)) continue;
      const faces = [a, b].map(({ tracks }) => bestFaces(tracks.values(), facesShown).map(faceView));
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
    .map(({ view, tracks }) => ({
      id: `unnamed:${view.id}`,
      kind: 'unnamed',
      identityId: view.id,
      screenSeconds: view.screenSeconds,
      faces: bestFaces(tracks.values(), facesShown).map(faceView),
    }));
}

/** Tracks that are in a person by a hair; the least alike first. */
function belongQuestions(library: Library, people: readonly Person[]): Question[] {
  const model = modelOf(people);
  const { attachAt } = groupingRules(model, library.settings.read().strictness);
  const doubtful = attachAt + doubtOf(model) / 3;
  return people
    .flatMap(({ view, tracks }) => {
      if (tracks.size < 2) return [];
      return [...tracks.values()].flatMap((track) => {
        const { best, likeness } = track;
        if (!best.embedding || best.decidedBy === 'person') return [];
        return likeness < doubtful ? [{ view, tracks, track, likeness }] : [];
      });
    })
    .toSorted((a, b) => a.likeness - b.likeness)
    .map(({ view, tracks, track, likeness }) => ({
      id: `belongs:${track.best.elementId}:${view.id}`,
      kind: 'belongs',
      identityId: view.id,
      likeness: share(likeness),
      face: faceView(track.best),
      faces: bestFaces(
        [...tracks.values()].filter((one) => one !== track),
        facesShown,
      ).map(faceView),
    }));
}

/**
 * All that is open, in the order in which it is asked: what would be one, then who is who, then single faces. What was put off
 * comes after all else, and what was put off last at the very end, so that "later" goes round.
 */
function questionsAbout(library: Library, people: readonly Person[]): Question[] {
  const all = [
    ...pairQuestions(library, people),
    ...unnamedQuestions(people),
    ...belongQuestions(library, people),
  ];
  const answers = new Map(
    library.decisions.list('review_answer').map(({ question, answer }) => [question, answer]),
  );
  const open = all.filter(({ id }) => !answers.has(id));
  const putOff = new Map(library.edits.questionsPutOff().map((id, index) => [id, index]));
  const turnOf = ({ id }: Question): number => putOff.get(id) ?? -1;
  const later = all.filter(({ id }) => answers.get(id) === 'later');
  return [...open, ...later.toSorted((a, b) => turnOf(a) - turnOf(b))];
}

/**
 * All that is open. Clips are read one by one in turns with whatever else is asked: of a large library this takes many seconds.
 * `isWanted` is asked after each; undefined once it is not, or the library was closed.
 */
export async function openQuestions(
  library: Library,
  isWanted: () => boolean = () => true,
): Promise<Question[] | undefined> {
  const gathered = new Map<IdentityId, Gathered>();
  for (const { id } of library.assets.list().toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const sighting of readClip(library, id).sightings) {
      if (!sighting.identityId) continue;
      const own = gathered.get(sighting.identityId) ?? new Gathered();
      gathered.set(sighting.identityId, own);
      own.add(sighting);
    }
    await new Promise(setImmediate);
    if (!library.isOpen || !isWanted()) return undefined;
  }
  return questionsAbout(library, peopleOf(library, gathered));
}

interface Reading {
  readonly library: Library;
  readonly changes: number;
  readonly questions: Promise<Question[]>;
}

/** Reads questions for whoever asks: once for all as long as nothing changes, and not to the end once something has. */
export class QuestionReader {
  private now: Reading | undefined;

  read(library: Library): Promise<Question[]> {
    const changes = library.changeCount;
    if (this.now?.library === library && this.now.changes === changes) return this.now.questions;
    const isWanted = (): boolean => this.now === reading;
    const reading: Reading = { library, changes, questions: this.run(library, isWanted) };
    this.now = reading;
    return reading.questions;
  }

  /** What came in place of a reading that is not wanted any more is the answer to it, too. */
  private async run(library: Library, isWanted: () => boolean): Promise<Question[]> {
    const questions = await openQuestions(library, isWanted);
    return questions ?? (isWanted() ? [] : (this.now?.questions ?? []));
  }
}

/** How many questions there are of each kind. */
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
export function reviewState(questions: readonly Question[]): ReviewState {
  const at = (index: number): ReviewQuestion | null => {
    const question = questions[index];
    return question ? { ...question, remaining: questions.length - index } : null;
  };
  return { question: at(0), following: at(1), counts: countQuestions(questions) };
}
