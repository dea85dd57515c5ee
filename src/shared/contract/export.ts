import { z } from 'zod';
import { assetIdSchema, identityIdSchema } from '../ids.ts';
import { call, nothing } from './call.ts';

/** Handing over: the formats, what is asked for, what would be written, and writing it. */

export const exportFormatIds = [
  'manifest',
  'csv',
  'fcpxml',
  'resolve-edl',
  'resolve-script',
  'premiere-xml',
  'otio',
  'kdenlive',
  'kdenlive-guides',
  'shotcut',
  'avid-markers',
  'avid-ale',
  'losslesscut',
  'webvtt',
  'matroska-chapters',
  'ffmetadata',
  'xmp',
  'coco',
  'cvat',
  'label-studio',
] as const;
export const exportFormatIdSchema = z.enum(exportFormatIds);
export type ExportFormatId = z.infer<typeof exportFormatIdSchema>;

/** `annotated`: the whole clip with markers over it. `selects`: a clip for each range, with handles. */
export const exportShapeSchema = z.enum(['annotated', 'selects']);
export type ExportShape = z.infer<typeof exportShapeSchema>;

/** Which ranges; what is left out does not narrow. */
export const exportSelectionSchema = z.strictObject({
  assetIds: z.array(assetIdSchema).min(1).optional(),
  identityIds: z.array(identityIdSchema).min(1).optional(),
  /** Names of tags (people, outfits, own tags), of which a range has at least one; upper and lower case are one. */
  tags: z.array(z.string().min(1)).min(1).optional(),
  /** Only what lies where a search finds something, as the search field takes it. */
  query: z.string().min(1).max(500).optional(),
  /** The same, by the search of a bin as it is when the export is written. */
  binId: z.string().min(1).optional(),
  /** Only what a person has confirmed. */
  confirmedOnly: z.boolean().default(false),
  appearances: z.boolean().default(true),
  shots: z.boolean().default(false),
  /** Ranges and markers that the editor tagged; unless told, they are in, except where certain people are asked for. */
  tagged: z.boolean().optional(),
  /** What people wear, where; and things by the word for them. Unless told, they are in the manifest, and in nothing else. */
  outfits: z.boolean().optional(),
  props: z.boolean().optional(),
});
export type ExportSelection = z.infer<typeof exportSelectionSchema>;

const frameRateText = z.string().regex(/^[1-9]\d{0,5}\/[1-9]\d{0,4}$/);
const timecodeText = z.string().regex(/^\d\d:[0-5]\d:[0-5]\d[:;.]\d\d\d?$/);

/** How it is written. A format lists those that it uses. */
export const exportOptionsSchema = z.strictObject({
  shape: exportShapeSchema,
  /** Frames before and after each range of `selects`. */
  handleFrames: z.int().min(0).max(1000),
  /** Made of {tags} {kind} {clip} {n} {timecode} {status} {confidence} {id}; `{n}` counts the ranges of a clip from 1. */
  nameTemplate: z.string().min(1).max(200),
  colourBy: z.enum(['identity', 'kind']),
  /** Timecode of the timeline's first frame; `clip`: that of the clip. Left out: what the program makes by itself. */
  timelineStart: z.union([z.literal('clip'), timecodeText]).optional(),
  /** Frames a second of the timeline, `n/d`; left out: the clip's own, or the nearest that the program has. */
  frameRate: frameRateText.optional(),
  mediaPaths: z.enum(['absolute', 'relative', 'url']),
  /** Beginnings of paths as they are here, and as they are where the file will be opened. The first that fits holds. */
  remap: z.array(z.strictObject({ from: z.string().min(1), to: z.string() })).max(50),
  fcpxmlVersion: z.enum(['1.10', '1.11', '1.13']),
});
export type ExportOptions = z.infer<typeof exportOptionsSchema>;
/** An option that a format may have. */
export type ExportOptionName = keyof ExportOptions;

/** What options are where neither the request nor the format says otherwise. */
export const exportDefaults: ExportOptions = {
  shape: 'annotated',
  handleFrames: 0,
  nameTemplate: '{tags}',
  colourBy: 'identity',
  mediaPaths: 'absolute',
  remap: [],
  fcpxmlVersion: '1.10',
};

export const exportRequestSchema = z.strictObject({
  format: exportFormatIdSchema,
  selection: exportSelectionSchema.prefault({}),
  options: exportOptionsSchema.partial().prefault({}),
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;

export const exportFormatSchema = z.object({
  id: exportFormatIdSchema,
  name: z.string(),
  /** Which program it is for. */
  program: z.string(),
  /** With the dot. */
  extension: z.string(),
  /** One file for all, or one for each timeline or clip (then a folder is written where there are several). */
  per: z.enum(['library', 'timeline', 'clip']),
  /** How it gets into the program, one step a line. */
  steps: z.array(z.string()),
  shapes: z.array(exportShapeSchema).min(1),
  options: z.array(exportOptionsSchema.keyof()),
  /** What the options are where nothing else is said. */
  defaults: exportOptionsSchema.partial(),
  /** Which programs or libraries read it in tests. */
  checkedWith: z.string(),
  /** Where it was not run; empty where nothing is left to say. */
  notRunIn: z.string(),
});
export type ExportFormat = z.infer<typeof exportFormatSchema>;

export const exportWarningCodes = [
  'nothing-selected',
  'variable-frame-rate',
  'timecode-missing',
  'rate-changed',
  'markers-share-frame',
  'name-cut',
  'text-changed',
  'boxes-missing',
] as const;
export const exportWarningSchema = z.object({
  code: z.enum(exportWarningCodes),
  /** One sentence that names the clip or the number it is about. */
  message: z.string(),
});
export type ExportWarning = z.infer<typeof exportWarningSchema>;

export const exportPreviewSchema = z.object({
  files: z.array(
    z.object({
      name: z.string(),
      bytes: z.int().nonnegative(),
      /** The beginning of the text. */
      head: z.string(),
    }),
  ),
  /** In the order of clips and time, the first thousand. */
  ranges: z.array(
    z.object({
      clip: z.string(),
      name: z.string(),
      colour: z.string(),
      startFrame: z.int().nonnegative(),
      endFrame: z.int().positive(),
      startTimecode: z.string(),
      endTimecode: z.string(),
      status: z.enum(['proposed', 'confirmed']),
    }),
  ),
  rangeCount: z.int().nonnegative(),
  warnings: z.array(exportWarningSchema),
});
export type ExportPreview = z.infer<typeof exportPreviewSchema>;

export const exportResultSchema = z.object({
  format: exportFormatIdSchema,
  /** The file, or the folder where several were written. */
  path: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.int().nonnegative() })),
  rangeCount: z.int().nonnegative(),
  warnings: z.array(exportWarningSchema),
});
export type ExportResult = z.infer<typeof exportResultSchema>;

const span = z.object({ startFrame: z.int().nonnegative(), endFrame: z.int().positive() });
const inClip = { id: z.string(), assetId: z.string(), clip: z.string(), name: z.string() };

/** What is other in a file that came back, in the clip's own frames. */
export const importDifferenceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('moved'),
    ...inClip,
    elementId: z.string(),
    tagIds: z.array(z.string()),
    from: span,
    to: span,
  }),
  z.object({
    kind: z.literal('renamed'),
    id: z.string(),
    tagId: z.string(),
    from: z.string(),
    to: z.string(),
  }),
  /** With `tagId`: somebody who is known. */
  z.object({ kind: z.literal('added'), ...inClip, tagId: z.string().optional(), to: span }),
  /** Not in the file any more, though others of the same clip and person are: left as it is unless accepted. */
  z.object({
    kind: z.literal('missing'),
    ...inClip,
    elementId: z.string(),
    tagIds: z.array(z.string()),
    from: span,
    /** The difference that puts somebody else there: both are meant together. */
    replacedBy: z.string().optional(),
  }),
]);
export type ImportDifference = z.infer<typeof importDifferenceSchema>;

export const importProposalSchema = z.object({
  format: z.enum(['manifest', 'csv', 'fcpxml', 'otio', 'resolve-edl']),
  /** Ranges that were read. */
  rangeCount: z.int().nonnegative(),
  differences: z.array(importDifferenceSchema),
});
export type ImportProposal = z.infer<typeof importProposalSchema>;

const writing = ['write-failed', 'no-permission', 'disk-full'] as const;

export const exportContract = {
  /** Writes the manifest to a file, atomically. */
  manifest: call(z.object({ path: z.string().min(1) }), z.object({ path: z.string(), bytes: z.number() }), [
    ...writing,
  ]),
  /** All formats, in the order in which they are offered. */
  formats: call(nothing, z.array(exportFormatSchema)),
  /** What `write` would write. */
  preview: call(exportRequestSchema, exportPreviewSchema, ['invalid-request', 'not-found']),
  /**
   * Writes it, each file atomically. `path` is the file, or where several are written the folder, which is made when it is
   * not there; what is in it and not written now stays.
   */
  write: call(exportRequestSchema.extend({ path: z.string().min(1) }), exportResultSchema, [
    'invalid-request',
    'not-found',
    ...writing,
  ]),
  /** Reads a file that came back from an editing program and says what is other in it; nothing is changed. */
  readImport: call(z.object({ path: z.string().min(1) }), importProposalSchema, [
    'invalid-request',
    'import-too-large',
    'input-not-found',
    'input-unreadable',
  ]),
  /** Makes the differences of these ids the editor's word, as one step to undo. */
  acceptImport: call(
    z.object({ path: z.string().min(1), ids: z.array(z.string()).min(1).max(100_000) }),
    z.object({ accepted: z.int().nonnegative() }),
    ['invalid-request', 'import-too-large', 'not-found', 'input-not-found', 'input-unreadable'],
  ),
  /** What was last written in each format, for the next time. */
  remembered: call(nothing, z.array(exportRequestSchema.extend({ path: z.string() }))),
} as const;
