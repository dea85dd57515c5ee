import { z } from 'zod';
import { assetIdSchema, elementIdSchema, identityIdSchema, imageHashSchema } from '../../shared/ids.ts';
import { setKindSchema } from '../../shared/recognition.ts';

/** Rows of the tables in which a person's decisions stand, and which columns name one of them. */

const frame = z.number().int().nonnegative();
const flag = z.union([z.literal(0), z.literal(1)]);
const side = z.number();
const box = { boxX: side, boxY: side, boxW: side, boxH: side };

const identityRow = z.object({
  id: identityIdSchema,
  kind: z.enum(['person', 'garment', 'prop']),
  number: z.number().int(),
  colour: z.number().int(),
  name: z.string().nullable(),
  /** Who made it: grouping, or a person who split something off. */
  origin: z.enum(['machine', 'person']),
  hidden: flag,
  /** The identity that it is the same as, by a person's word. */
  mergedInto: identityIdSchema.nullable(),
  /** The person who wears an outfit. */
  ownerId: identityIdSchema.nullable(),
});
export type IdentityRow = z.infer<typeof identityRow>;

const sightingRow = z.object({
  id: z.string(),
  assetId: assetIdSchema,
  frame,
  kind: z.enum(['subject', 'face', 'clothing', 'garment']),
  ...box,
  /** The element that it was said of; another recogniser has others at the same place. */
  elementId: elementIdSchema,
  identityId: identityIdSchema,
  verdict: z.enum(['yes', 'no']),
  /** A no that holds for all faces that are alike, also those that are not known yet. */
  alike: flag,
});
export type SightingDecision = z.infer<typeof sightingRow>;

const pairRow = z.object({
  firstId: identityIdSchema,
  secondId: identityIdSchema,
  verdict: z.enum(['different']),
});

const presenceRow = z.object({
  assetId: assetIdSchema,
  identityId: identityIdSchema,
  startFrame: frame,
  endFrame: frame,
  verdict: z.enum(['present', 'absent']),
});
export type PresenceDecision = z.infer<typeof presenceRow>;

const nullableBox = {
  boxX: side.nullable(),
  boxY: side.nullable(),
  boxW: side.nullable(),
  boxH: side.nullable(),
};
const tagRow = z.object({
  id: z.string(),
  name: z.string(),
  identityId: identityIdSchema.nullable(),
  assetId: assetIdSchema.nullable(),
  startFrame: frame.nullable(),
  endFrame: frame.nullable(),
  ...nullableBox,
});
export type TagRow = z.infer<typeof tagRow>;

const noteRow = z.object({
  /** What it is on, as text: one note each. */
  subject: z.string(),
  text: z.string(),
  identityId: identityIdSchema.nullable(),
  assetId: assetIdSchema.nullable(),
  tagId: z.string().nullable(),
  startFrame: frame.nullable(),
  endFrame: frame.nullable(),
});
export type NoteRow = z.infer<typeof noteRow>;

const binRow = z.object({ id: z.string(), name: z.string(), query: z.string(), position: z.number().int() });
export type SmartBinRow = z.infer<typeof binRow>;

const answerRow = z.object({ question: z.string(), answer: z.enum(['yes', 'no', 'later', 'name']) });

const drawnRow = z.object({
  id: elementIdSchema,
  assetId: assetIdSchema,
  frame,
  kind: z.enum(['subject', 'face', 'garment']),
  ...box,
  imageHash: imageHashSchema,
});
export type DrawnElement = z.infer<typeof drawnRow>;

const setChoiceRow = z.object({
  assetId: assetIdSchema,
  frame,
  kind: setKindSchema,
  taken: z.enum(['device', 'cloud']),
});

/** The tables by name: the row, and the columns of its key in their order. */
export const decisionTables = {
  identity: { row: identityRow, key: ['id'] },
  sighting_decision: { row: sightingRow, key: ['id'] },
  identity_pair: { row: pairRow, key: ['firstId', 'secondId'] },
  presence_decision: { row: presenceRow, key: ['assetId', 'identityId', 'startFrame'] },
  tag: { row: tagRow, key: ['id'] },
  note: { row: noteRow, key: ['subject'] },
  smart_bin: { row: binRow, key: ['id'] },
  review_answer: { row: answerRow, key: ['question'] },
  drawn_element: { row: drawnRow, key: ['id'] },
  set_choice: { row: setChoiceRow, key: ['assetId', 'frame', 'kind'] },
} as const;
/** A table of what people decided. */
export type DecisionTableName = keyof typeof decisionTables;
export type DecisionRow<Name extends DecisionTableName> = z.infer<(typeof decisionTables)[Name]['row']>;

const change = <Name extends DecisionTableName, Row extends z.ZodType>(table: Name, row: Row) =>
  z.object({
    table: z.literal(table),
    key: z
      .array(z.union([z.string(), z.number()]))
      .min(1)
      .max(3),
    row: row.nullable(),
  });

/** One row as it is to be; null: not there. A list of them is an edit, and the rows as they were its inverse. */
export const decisionChangeSchema = z.discriminatedUnion('table', [
  change('identity', identityRow),
  change('sighting_decision', sightingRow),
  change('identity_pair', pairRow),
  change('presence_decision', presenceRow),
  change('tag', tagRow),
  change('note', noteRow),
  change('smart_bin', binRow),
  change('review_answer', answerRow),
  change('drawn_element', drawnRow),
  change('set_choice', setChoiceRow),
]);
export type DecisionChange = z.infer<typeof decisionChangeSchema>;
