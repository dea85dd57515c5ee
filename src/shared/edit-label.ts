import { z } from 'zod';
import { transitionKindSchema } from './media.ts';
import { setKindSchema } from './recognition.ts';

/** A person, or a garment: an outfit. Without a name it is called by its number. */
const whoSchema = z.object({
  kind: z.enum(['person', 'garment']),
  name: z.string().nullable(),
  number: z.number().int(),
});
export type LabelledWho = z.infer<typeof whoSchema>;

const count = z.number().int().positive();
const name = z.string();
const timecode = z.string();
const who = whoSchema;

/**
 * What an edit did, in parts, so that every window puts it into words of its own language. Names are as they were when the edit was
 * made; timecodes are the clip's own.
 */
export const editLabelSchema = z.discriminatedUnion('did', [
  z.object({ did: z.literal('name'), who, name: name.nullable() }),
  z.object({ did: z.literal('merge'), others: z.array(who), into: who }),
  z.object({ did: z.literal('take-out'), others: z.array(who), from: who }),
  z.object({ did: z.literal('split-faces'), count, from: who }),
  z.object({ did: z.literal('give-faces'), count, to: who }),
  z.object({ did: z.literal('refuse-faces'), count, as: who }),
  z.object({ did: z.literal('split-outfit'), who }),
  z.object({ did: z.literal('hide'), people: z.array(who), hidden: z.boolean() }),
  z.object({ did: z.literal('keep-apart'), first: who, second: who }),
  z.object({ did: z.literal('drop-word'), who }),
  z.object({ did: z.literal('presence'), who, isPresent: z.boolean() }),
  z.object({ did: z.literal('answer') }),
  z.object({ did: z.literal('ask-later') }),
  z.object({ did: z.literal('tag'), name }),
  z.object({ did: z.literal('move-tag'), name }),
  z.object({ did: z.literal('rename-tag'), name, to: name }),
  z.object({ did: z.literal('remove-tag'), name }),
  z.object({ did: z.literal('tag-ranges'), count, name }),
  z.object({ did: z.literal('rename-tags'), count, name }),
  z.object({ did: z.literal('remove-ranges'), count }),
  z.object({ did: z.literal('change-ranges'), count }),
  z.object({ did: z.literal('note'), isRemoved: z.boolean() }),
  z.object({ did: z.literal('draw'), kind: z.enum(['subject', 'face', 'garment']) }),
  z.object({ did: z.literal('remove-drawing') }),
  z.object({ did: z.literal('take-set'), kind: setKindSchema, of: z.enum(['device', 'cloud']) }),
  z.object({ did: z.literal('save-search'), name }),
  z.object({ did: z.literal('change-search'), name }),
  z.object({ did: z.literal('remove-search'), name }),
  z.object({ did: z.literal('add-cut'), timecode }),
  z.object({ did: z.literal('keep-cut'), kind: transitionKindSchema, timecode }),
  z.object({ did: z.literal('remove-cut'), kind: transitionKindSchema, timecode }),
  z.object({ did: z.literal('move-cut'), kind: transitionKindSchema, from: timecode, to: timecode }),
  z.object({ did: z.literal('remove-clip'), name }),
  z.object({ did: z.literal('remove-clips'), count }),
  z.object({ did: z.literal('add-clip-again'), name }),
  z.object({ did: z.literal('add-clips-again'), count }),
  z.object({ did: z.literal('accept-import'), count }),
  /** A sentence of a library that was written before labels had parts. */
  z.object({ did: z.literal('said'), text: z.string() }),
]);
export type EditLabel = z.infer<typeof editLabelSchema>;
