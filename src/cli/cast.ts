import type { Engine } from '../engine/index.ts';
import {
  type CastFace,
  type OutfitView,
  type PersonView,
  type ReviewState,
  type TagTarget,
  tagTargetSchema,
} from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';
import { assetIdSchema, elementIdSchema } from '../shared/ids.ts';
import { personLabel } from '../shared/palette.ts';
import { withEngine } from './host.ts';
import { exitCodes, type Output } from './output.ts';
import { findPerson, personResult } from './people.ts';

/** A change of the cast, told as the person it made or changed. */
function change(
  output: Output,
  library: string,
  work: (engine: Engine, people: readonly PersonView[]) => Promise<{ person: PersonView; line: string }>,
): Promise<number> {
  return withEngine(library, async (engine) => {
    const { person, line } = await work(engine, await engine.calls.cast.list());
    output.result({ person: personResult(person) }, [line]);
    return exitCodes.done;
  });
}

const elementIds = (texts: readonly string[]) =>
  texts.map((text) => {
    const parsed = elementIdSchema.safeParse(text);
    if (!parsed.success) throw new CastlineError('usage', `"${text}" is not the id of a face.`);
    return parsed.data;
  });

/** `merge` */
export function merge(
  output: Output,
  library: string,
  into: string,
  from: readonly string[],
): Promise<number> {
  return change(output, library, async ({ calls }, people) => {
    const [target, others] = [findPerson(people, into), from.map((one) => findPerson(people, one))];
    const person = await calls.cast.merge({ into: target.id, from: others.map(({ id }) => id) });
    return { person, line: `${others.map(personLabel).join(', ')} and ${personLabel(person)} are one.` };
  });
}

/** A range of a clip as it is typed: a clip by id and frames as `first-end`, the end exclusive. */
export interface TypedRange {
  readonly clip?: string;
  readonly frames?: string;
}

function rangeOf({ clip, frames }: TypedRange) {
  if (clip === undefined && frames === undefined) return undefined;
  const match = /^(\d+)-(\d+)$/.exec(frames ?? '');
  const assetId = assetIdSchema.safeParse(clip);
  if (!match || !assetId.success) {
    throw new CastlineError('usage', 'A range is --clip <id> --frames <first>-<end>.');
  }
  return { assetId: assetId.data, startFrame: Number(match[1]), endFrame: Number(match[2]) };
}

/** `split` */
export function split(
  output: Output,
  library: string,
  asked: { readonly person: string; readonly faces: readonly string[]; readonly name?: string } & TypedRange,
): Promise<number> {
  return change(output, library, async ({ calls }, people) => {
    const { id } = findPerson(people, asked.person);
    const appearance = rangeOf(asked);
    const person = await calls.cast.split({
      identityId: id,
      ...(asked.faces.length > 0 ? { elementIds: elementIds(asked.faces) } : {}),
      ...(appearance ? { appearance } : {}),
      ...(asked.name === undefined ? {} : { name: asked.name }),
    });
    return { person, line: `${personLabel(person)} has ${person.faceCount} faces of ${asked.person}.` };
  });
}

/** `assign` */
export function assign(
  output: Output,
  library: string,
  to: string | undefined,
  faces: readonly string[],
): Promise<number> {
  return change(output, library, async ({ calls }, people) => {
    const identityId = to === undefined ? null : findPerson(people, to).id;
    const person = await calls.cast.assign({ elementIds: elementIds(faces), identityId });
    return { person, line: `${personLabel(person)} has ${person.faceCount} faces.` };
  });
}

/** `reject` */
export function reject(
  output: Output,
  library: string,
  asked: { readonly person: string; readonly faces: readonly string[]; readonly alike: boolean },
): Promise<number> {
  return withEngine(library, async ({ calls }) => {
    const person = findPerson(await calls.cast.list(), asked.person);
    const { rejected } = await calls.cast.reject({
      elementIds: elementIds(asked.faces),
      identityId: person.id,
      alike: asked.alike,
    });
    output.result({ rejected }, [`${rejected} faces are not ${personLabel(person)}, for good.`]);
    return exitCodes.done;
  });
}

const faceLine = (face: CastFace): string =>
  `${face.elementId}  ${face.kind} at frame ${face.frame} of ${face.assetId}, ${Math.round(face.score * 100)} % alike, by ${face.decidedBy}`;

/** `faces` */
export function faces(output: Output, library: string, person: string | undefined): Promise<number> {
  return withEngine(library, async ({ calls }) => {
    const identityId = person === undefined ? null : findPerson(await calls.cast.list(), person).id;
    const found = await calls.cast.faces({ identityId });
    output.result({ faces: found }, found.map(faceLine));
    return exitCodes.done;
  });
}

/** `tag` */
export function tag(
  output: Output,
  library: string,
  asked: {
    readonly name: string | undefined;
    readonly person?: string;
    readonly face?: string;
    readonly remove?: string;
  } & TypedRange,
): Promise<number> {
  return withEngine(library, async ({ calls }) => {
    if (asked.remove !== undefined) await calls.tags.remove({ tagId: asked.remove });
    if (asked.name !== undefined) {
      const range = rangeOf(asked);
      const person =
        asked.person === undefined ? undefined : findPerson(await calls.cast.list(), asked.person);
      const target: TagTarget | undefined = range
        ? { on: 'range', ...range, ...(person ? { identityId: person.id } : {}) }
        : person
          ? { on: 'identity', identityId: person.id }
          : tagTargetSchema.safeParse({ on: 'element', elementId: asked.face }).data;
      if (!target)
        throw new CastlineError('usage', 'Say what to tag: --person, --face or --clip and --frames.');
      await calls.tags.add({ name: asked.name, target });
    }
    const tags = await calls.tags.list();
    output.result(
      { tags },
      tags.map((one) => `${one.id}  ${one.name}`),
    );
    return exitCodes.done;
  });
}

function questionLine({ question, counts }: ReviewState, people: readonly PersonView[]): string[] {
  if (!question) return ['Nothing is left to ask.'];
  const nameOf = (id: string): string => {
    const person = people.find((one) => one.id === id);
    return person ? personLabel(person) : id;
  };
  const words = {
    unnamed: () => `Who is ${question.kind === 'unnamed' ? nameOf(question.identityId) : ''}?`,
    same: () =>
      question.kind === 'same' ? `Are ${question.identityIds.map(nameOf).join(' and ')} the same?` : '',
    belongs: () =>
      question.kind === 'belongs' ? `Is face ${question.face.elementId} ${nameOf(question.identityId)}?` : '',
  };
  return [`${words[question.kind]()}  (${counts.total} questions are open)`];
}

/** `review` */
export function review(
  output: Output,
  library: string,
  answer: string | undefined,
  name: string | undefined,
): Promise<number> {
  return withEngine(library, async ({ calls }) => {
    let state = await calls.review.next();
    if (answer !== undefined) {
      if (!state.question) throw new CastlineError('not-found', 'Nothing is left to ask.');
      const questionId = state.question.id;
      if (answer === 'name' && name) state = await calls.review.answer({ questionId, answer, name });
      else if (answer === 'yes' || answer === 'no' || answer === 'later') {
        state = await calls.review.answer({ questionId, answer });
      } else throw new CastlineError('usage', 'Answer with yes, no, later, or name and a name.');
    }
    output.result(state, questionLine(state, await calls.cast.list()));
    return exitCodes.done;
  });
}

const outfitLine = (outfit: OutfitView): string => {
  const worn = outfit.garments.map(({ garment, colours }) => `${colours[0]?.name ?? ''} ${garment}`.trim());
  return `${outfit.id}  ${outfit.name ?? `Outfit ${outfit.number}`}: ${worn.join(', ')}; ${outfit.spans.length} spans`;
};

/** What is asked of outfits: to print them, or first to name, merge or split one. */
interface OutfitsAsked extends TypedRange {
  readonly person: string | undefined;
  readonly outfit?: string;
  readonly name?: string;
  readonly merge?: readonly string[];
}

async function changeOutfits({ calls }: Engine, asked: OutfitsAsked): Promise<void> {
  const range = rangeOf(asked);
  if (asked.name === undefined && !asked.merge && !range) return;
  const all = await calls.wardrobe.list({});
  const idOf = (text: string | undefined): OutfitView['id'] => {
    const outfit = all.find(({ id, name }) => id === text || (name !== null && name === text));
    if (!outfit) throw new CastlineError('not-found', `There is no outfit "${text ?? ''}".`);
    return outfit.id;
  };
  const outfitId = idOf(asked.outfit);
  if (asked.merge) await calls.wardrobe.merge({ into: outfitId, from: asked.merge.map(idOf) });
  const made = range && (await calls.wardrobe.split({ outfitId, spans: [range] }));
  if (asked.name !== undefined) {
    await calls.wardrobe.rename({ outfitId: made?.id ?? outfitId, name: asked.name });
  }
}

/** `outfits` */
export function outfits(output: Output, library: string, asked: OutfitsAsked): Promise<number> {
  return withEngine(library, async (engine) => {
    const { calls } = engine;
    const people = await calls.cast.list();
    await changeOutfits(engine, asked);
    const identityId = asked.person === undefined ? undefined : findPerson(people, asked.person).id;
    const found = await calls.wardrobe.list(identityId ? { identityId } : {});
    const continuity = await calls.wardrobe.continuity({});
    output.result({ outfits: found, continuity }, found.map(outfitLine));
    return exitCodes.done;
  });
}
