import { z } from 'zod';
import { type Box, boxSchema } from './boxes.ts';
import { type Mask, maskSchema, maskShare } from './masks.ts';

/**
 * What a recogniser sees. `subject` is a whole person (or, in a picture without people, what stands out), `head` has the
 * hair, `face` has not, `clothing` is all that one person wears, `garment` one piece of it; `object` is one of the 80 classes
 * of COCO, `text` a line of writing.
 */
export const elementKinds = ['subject', 'head', 'face', 'clothing', 'garment', 'object', 'text'] as const;
export const elementKindSchema = z.enum(elementKinds);
export type ElementKind = z.infer<typeof elementKindSchema>;

/**
 * How much is asked of a picture: `faces` alone, which tells people apart; `fast` adds masks of people and their parts,
 * objects and what is worn; `full` adds the clothing network and on-screen text.
 */
export const recognitionModes = ['faces', 'fast', 'full'] as const;
export const recognitionModeSchema = z.enum(recognitionModes);
export type RecognitionMode = z.infer<typeof recognitionModeSchema>;

/** The models that can tell faces apart. */
export const embedders = ['fr_feature', 'dlib'] as const;
export const embedderSchema = z.enum(embedders);
export type Embedder = z.infer<typeof embedderSchema>;

/** The four sets that every recogniser, on the device or in the cloud, answers for a picture's main subject. */
export const setKinds = ['subject', 'head', 'face', 'clothing'] as const;
export const setKindSchema = z.enum(setKinds);
export type SetKind = z.infer<typeof setKindSchema>;

/**
 * One set of an answer in normal form, the same for the local recogniser and for Kling. A recogniser that only raises a flag
 * leaves box and mask out.
 */
export const resultSetSchema = z.object({
  kind: setKindSchema,
  isPresent: z.boolean(),
  box: boxSchema.optional(),
  mask: maskSchema.optional(),
});
export type ResultSet = z.infer<typeof resultSetSchema>;

/** Each kind at most once, in any order. */
export const resultSetsSchema = z
  .array(resultSetSchema)
  .max(setKinds.length)
  .refine((sets) => new Set(sets.map((set) => set.kind)).size === sets.length, 'a set is there twice');

/** What `setsOf` needs to know of an element. */
interface SetMember {
  readonly kind: ElementKind;
  readonly box: Box;
  readonly person?: number | undefined;
  readonly mask?: Mask | undefined;
}

const sizeOf = ({ mask, box }: SetMember): number => (mask ? maskShare(mask) : box.w * box.h);

/**
 * The four sets of a picture from its elements: those of its main subject, which is the person, or where nobody is the
 * thing, that covers most of the picture.
 */
export function setsOf(elements: readonly SetMember[]): ResultSet[] {
  const subjects = elements.filter((element) => element.kind === 'subject');
  const people = subjects.filter((subject) => subject.person !== undefined);
  const [main] = (people.length > 0 ? people : subjects).toSorted((a, b) => sizeOf(b) - sizeOf(a));
  return setKinds.map((kind) => {
    const part =
      kind === 'subject'
        ? main
        : elements.find(
            (element) =>
              element.kind === kind && element.person !== undefined && element.person === main?.person,
          );
    return {
      kind,
      isPresent: part !== undefined,
      ...(part ? { box: part.box, ...(part.mask ? { mask: part.mask } : {}) } : {}),
    };
  });
}
