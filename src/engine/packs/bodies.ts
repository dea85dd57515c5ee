import type { PackSubject } from '../../shared/contract/index.ts';
import { type PackTarget, type PackTargetId, packTargets } from './limits.ts';
import { handleOf } from './words.ts';

/** A pack's picture as a request carries it. */
export interface BodyPicture {
  readonly role: 'frontal' | 'refer' | 'garment';
  /** Base64 without a prefix: the makers refuse `data:`. */
  readonly base64: string;
}

/** What a pack shows, for the request to a generator. */
export interface PackFacts {
  readonly kind: PackSubject['kind'];
  readonly name: string;
  readonly description: string;
  /** Tag of the maker's list of element types. */
  readonly tagId: string;
  readonly pictures: readonly BodyPicture[];
  /** Who tries the clothes on; left out where only clothes are shown. */
  readonly wearer?: string;
}

/** A request to a generator, ready to be sent. */
export interface PackRequest {
  readonly target: PackTarget;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Element types of the maker's list (elements page). */
export const elementTags = {
  person: 'o_102',
  animal: 'o_103',
  prop: 'o_104',
  outfit: 'o_105',
} as const;

const animals = new Set('bird cat dog horse sheep cow elephant bear zebra giraffe'.split(' '));

/** The receiver's id for the kind of a subject; a thing that is an animal has another. */
export function tagIdOf(kind: PackSubject['kind'], word: string): string {
  return kind === 'prop' && animals.has(word.toLowerCase()) ? elementTags.animal : elementTags[kind];
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** What prompts say, with names in place of pictures: `<<<image_1>>>` counts the list, `@id` calls them by name. */
export interface PromptSnippets {
  readonly imageList: string;
  readonly ids: string;
  /** The names that `ids` calls, in the order of the pictures. */
  readonly handles: readonly string[];
  /** Once it is an element. */
  readonly element: string;
}

/** Words to put into a prompt, once with pictures by their place and once by their names. */
export function promptSnippets({ kind, name, pictures }: PackFacts): PromptSnippets {
  const handle = handleOf(name);
  const handles = pictures.map(({ role }, index) =>
    role === 'garment' ? `${handle}_clothes` : `${handle}_${index + 1}`,
  );
  const phrase = (names: readonly string[]): string => {
    const of = (wanted: boolean): string =>
      listed(names.filter((_, index) => (pictures[index]?.role === 'garment') === wanted));
    if (kind === 'prop') return `the thing of ${of(false)}`;
    if (kind === 'outfit') return `the clothes of ${listed(names)}`;
    return of(true) === ''
      ? `the person of ${of(false)}`
      : `the person of ${of(false)} in the clothes of ${of(true)}`;
  };
  return {
    imageList: phrase(pictures.map((_, index) => `<<<image_${index + 1}>>>`)),
    ids: phrase(handles.map((one) => `@${one}`)),
    handles,
    element: '<<<element_1>>>',
  };
}

/** A scene to begin with: the editor writes the rest. */
const scene = (snippet: string): string => `A steady medium shot of ${snippet}, in soft daylight.`;

function elementsBody({
  name,
  description,
  tagId,
  pictures,
}: PackFacts): Record<string, unknown> | undefined {
  const views = pictures.filter(({ role }) => role !== 'garment');
  const [frontal, ...others] = views;
  if (!frontal || others.length === 0) return undefined;
  return {
    element_name: name,
    element_description: description,
    reference_type: 'image_refer',
    element_image_list: {
      frontal_image: frontal.base64,
      refer_images: others.slice(0, 3).map(({ base64 }) => ({ image_url: base64 })),
    },
    tag_list: [{ tag_id: tagId }],
  };
}

const video = { mode: 'pro', duration: '5', aspect_ratio: '16:9' } as const;

function bodyFor(id: PackTargetId, facts: PackFacts): Record<string, unknown> | undefined {
  const { pictures, kind } = facts;
  const snippets = promptSnippets(facts);
  const [first] = pictures;
  const garment = pictures.find(({ role }) => role === 'garment') ?? (kind === 'outfit' ? first : undefined);
  if (!first) return undefined;
  switch (id) {
    case 'kling-elements':
      return elementsBody(facts);
    case 'kling-more-views':
      return pictures.filter(({ role }) => role !== 'garment').length === 1
        ? { element_frontal_image: first.base64 }
        : undefined;
    case 'kling-omni':
      return {
        model_name: 'kling-v3-omni',
        prompt: scene(snippets.imageList),
        image_list: pictures.map(({ base64 }) => ({ image_url: base64 })),
        ...video,
      };
    case 'kling-omni-3':
      return {
        contents: [
          { type: 'prompt', text: scene(snippets.ids) },
          ...pictures.map(({ base64 }, index) => ({
            type: 'refer_image',
            url: base64,
            id: snippets.handles[index],
          })),
        ],
      };
    case 'kling-try-on': {
      const human = kind === 'person' ? first.base64 : facts.wearer;
      if (!garment || human === undefined) return undefined;
      return { model_name: 'kolors-virtual-try-on-v1-5', human_image: human, cloth_image: garment.base64 };
    }
    case 'kling-multi-image':
      return {
        model_name: 'kling-v1-6',
        image_list: pictures.slice(0, 4).map(({ base64 }) => ({ image: base64 })),
        prompt: scene(kind === 'person' ? 'the person' : 'the thing'),
        ...video,
      };
    default:
      return id satisfies never;
  }
}

/** Ready request bodies: all that a target needs but the key. Targets for which there are too few pictures are left out. */
export function packRequests(facts: PackFacts, withRetired: boolean): PackRequest[] {
  return Object.values(packTargets)
    .filter(({ isRetired }) => withRetired || !isRetired)
    .flatMap((target) => {
      const body = bodyFor(target.id, facts);
      return body ? [{ target, body }] : [];
    });
}
