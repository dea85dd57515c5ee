import { z } from 'zod';
import { boxSchema } from '../boxes.ts';
import { editLabelSchema } from '../edit-label.ts';
import { errorReportSchema } from '../errors.ts';
import {
  assetIdSchema,
  elementIdSchema,
  identityIdSchema,
  imageHashSchema,
  jobIdSchema,
  keyframeIdSchema,
  shotIdSchema,
} from '../ids.ts';
import { maskSchema } from '../masks.ts';
import { mediaFactsSchema, transitionKindSchema } from '../media.ts';
import { phaseSchema, progressSchema } from '../progress.ts';
import { embedderSchema, resultSetsSchema } from '../recognition.ts';
import { garmentAttributesSchema } from '../wardrobe.ts';

/** What the window, the CLI and the tests read of a library. Pictures are named by hash, media by id, never by path. */

export const assetStateSchema = z.enum([
  'waiting',
  'analysing',
  'ready',
  'failed',
  'cancelled',
  'interrupted',
]);
export type AssetState = z.infer<typeof assetStateSchema>;

export const assetSummarySchema = z.object({
  id: assetIdSchema,
  /** File name without its folder. */
  name: z.string(),
  path: z.string(),
  /** False when the file is not where it was seen last. */
  online: z.boolean(),
  state: assetStateSchema,
  /** Present while a job works on the asset. */
  job: z.object({ id: jobIdSchema, progress: progressSchema }).optional(),
  /** Present when the last analysis failed. What was finished before is kept. */
  error: errorReportSchema.optional(),
  poster: imageHashSchema.optional(),
  durationSeconds: z.number().nonnegative().optional(),
  frameCount: z.number().int().nonnegative().optional(),
  shotCount: z.number().int().nonnegative(),
  personCount: z.number().int().nonnegative(),
});
export type AssetSummary = z.infer<typeof assetSummarySchema>;

export const shotViewSchema = z.object({
  id: shotIdSchema,
  index: z.number().int().nonnegative(),
  /** Half-open range of frames: [firstFrame, endFrame). */
  firstFrame: z.number().int().nonnegative(),
  endFrame: z.number().int().positive(),
  transition: z.object({
    kind: transitionKindSchema,
    /** 0 to 1. */
    confidence: z.number().min(0).max(1),
    /** Mixed frames of a gradual transition, half-open; both equal to the shot's first frame for a cut. */
    firstFrame: z.number().int().nonnegative(),
    endFrame: z.number().int().nonnegative(),
    decidedBy: z.enum(['machine', 'person']),
  }),
});
export type ShotView = z.infer<typeof shotViewSchema>;

export const faceViewSchema = z.object({
  elementId: elementIdSchema,
  identityId: identityIdSchema.optional(),
  box: boxSchema,
  score: z.number().min(0).max(1),
});
export type FaceView = z.infer<typeof faceViewSchema>;

export const keyframeViewSchema = z.object({
  id: keyframeIdSchema,
  shotId: shotIdSchema,
  frame: z.number().int().nonnegative(),
  image: imageHashSchema,
  /** The part of the shot that this keyframe stands for, half-open frames. */
  firstFrame: z.number().int().nonnegative(),
  endFrame: z.number().int().positive(),
  faces: z.array(faceViewSchema),
});
export type KeyframeView = z.infer<typeof keyframeViewSchema>;

const elementBase = {
  id: elementIdSchema,
  box: boxSchema,
  score: z.number().min(0).max(1),
  /** Elements of one keyframe with the same number belong to one person. */
  person: z.number().int().nonnegative().optional(),
  mask: maskSchema.optional(),
  /** The model that found it, by its id. */
  model: z.string().optional(),
  /** Who it shows: of a face the person grouping gave it to, of all else the one of the same person's face. */
  identityId: identityIdSchema.optional(),
};
const elementOf = <Kind extends string, Attributes extends z.ZodType>(kind: Kind, attributes: Attributes) =>
  z.object({ ...elementBase, kind: z.literal(kind), attributes });

/** One thing that was seen in a keyframe, for drawing it and for telling about it. */
export const elementViewSchema = z.discriminatedUnion('kind', [
  elementOf('subject', z.object({ class: z.enum(['person', 'thing']), isFaceless: z.boolean() })),
  elementOf('head', z.object({})),
  elementOf('face', z.object({})),
  elementOf('clothing', z.object({})),
  elementOf('garment', garmentAttributesSchema),
  elementOf('object', z.object({ class: z.string() })),
  elementOf('text', z.object({ text: z.string() })),
]);
export type ElementView = z.infer<typeof elementViewSchema>;

/** All that was seen in one keyframe. */
export const keyframeElementsSchema = z.object({
  keyframeId: keyframeIdSchema,
  frame: z.number().int().nonnegative(),
  image: imageHashSchema,
  elements: z.array(elementViewSchema),
  /** The four sets of the main subject; those of the cloud where a person took them. */
  sets: resultSetsSchema,
});
export type KeyframeElements = z.infer<typeof keyframeElementsSchema>;

/** A range of frames [startFrame, endFrame) of an asset in which a person is seen. Derived, never typed. */
export const appearanceSchema = z.object({
  assetId: assetIdSchema,
  identityId: identityIdSchema,
  startFrame: z.number().int().nonnegative(),
  endFrame: z.number().int().positive(),
  /** Mean likeness of the faces behind it, 0 to 1. */
  confidence: z.number().min(0).max(1),
});
export type Appearance = z.infer<typeof appearanceSchema>;

/** Something that was missed and drawn by hand on one frame. */
export const drawnViewSchema = z.object({
  elementId: elementIdSchema,
  kind: z.enum(['face', 'subject', 'garment']),
  frame: z.number().int().nonnegative(),
  box: boxSchema,
  identityId: identityIdSchema.optional(),
});

export const assetDetailSchema = z.object({
  summary: assetSummarySchema,
  facts: mediaFactsSchema,
  frameCount: z.number().int().nonnegative(),
  variableFrameRate: z.boolean(),
  /** Presentation time of each frame and, as the last item, the end of the last frame, in ticks of `facts.video.timeBase`. */
  frameTicks: z.instanceof(Float64Array),
  shots: z.array(shotViewSchema),
  keyframes: z.array(keyframeViewSchema),
  filmstrip: z.array(z.object({ frame: z.number().int().nonnegative(), image: imageHashSchema })),
  appearances: z.array(appearanceSchema),
  /** What was drawn by hand, beside what was seen in keyframes. */
  drawn: z.array(drawnViewSchema),
});
export type AssetDetail = z.infer<typeof assetDetailSchema>;

export const personViewSchema = z.object({
  id: identityIdSchema,
  /** Null until the editor has named the person. */
  name: z.string().nullable(),
  /** Number to show for an unnamed person ("Unnamed 4"), stable for the life of the library. */
  number: z.number().int().positive(),
  /** Index into the palette of identity colours, stable for the life of the library. */
  colour: z.number().int().nonnegative(),
  /** Best face: the keyframe picture and the face's box in it. */
  face: z
    .object({ image: imageHashSchema, box: boxSchema, widthPx: z.number(), heightPx: z.number() })
    .optional(),
  /** A stranger, by the editor's word. */
  isHidden: z.boolean(),
  /** Too little is seen to tell who it is: one weak face. */
  isUnsorted: z.boolean(),
  /** How many were merged into this one and can be taken out again. */
  mergedCount: z.number().int().nonnegative(),
  faceCount: z.number().int().nonnegative(),
  shotCount: z.number().int().nonnegative(),
  assetCount: z.number().int().nonnegative(),
  screenSeconds: z.number().nonnegative(),
  appearances: z.array(appearanceSchema),
});
export type PersonView = z.infer<typeof personViewSchema>;

export const jobStateSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted']);
export type JobState = z.infer<typeof jobStateSchema>;

export const jobViewSchema = z.object({
  id: jobIdSchema,
  kind: z.enum(['analyse']),
  assetId: assetIdSchema.optional(),
  /** What the job works on, for people: the file's name. */
  subject: z.string(),
  state: jobStateSchema,
  progress: progressSchema,
  /** Estimated from the pace so far; absent until there is one. */
  secondsLeft: z.number().nonnegative().optional(),
  error: errorReportSchema.optional(),
  attempts: z.number().int().nonnegative(),
});
export type JobView = z.infer<typeof jobViewSchema>;

/** The jobs of the library taken together: what the line in the header shows. */
export const workloadSchema = z.object({
  running: z.number().int().nonnegative(),
  waiting: z.number().int().nonnegative(),
  paused: z.boolean(),
  /** 0 to 1 of all work that is queued or running. */
  fraction: z.number().min(0).max(1),
  phase: phaseSchema,
  secondsLeft: z.number().nonnegative().optional(),
  jobs: z.array(jobViewSchema),
});
export type Workload = z.infer<typeof workloadSchema>;

export const libraryViewSchema = z.object({
  /** File name without folder and ending. */
  name: z.string(),
  path: z.string(),
  assetCount: z.number().int().nonnegative(),
  personCount: z.number().int().nonnegative(),
  /** Another window or program has it open to write: here it can be read. */
  isReadOnly: z.boolean(),
  /** How it was found when it was opened. */
  found: z.object({
    /** The last program that wrote to it was killed, or the machine went down; it was read through and is sound. */
    endedUncleanly: z.boolean(),
    /** Edits that were made before are missing. */
    lost: errorReportSchema.optional(),
    /** Clips whose analysis was not through. */
    unfinishedClips: z.number().int().nonnegative(),
  }),
});
export type LibraryView = z.infer<typeof libraryViewSchema>;

/** Pictures of a clip that is not analysed yet, to look at while that goes on. */
export const previewSchema = z.object({
  durationSeconds: z.number().nonnegative().optional(),
  /** `seconds` from the container's zero, ascending. */
  pictures: z.array(z.object({ seconds: z.number().nonnegative(), image: imageHashSchema })),
});
export type Preview = z.infer<typeof previewSchema>;

/** A small H.264 copy of a clip that the window cannot play itself. Its frames are the clip's, from time 0. */
export const proxyViewSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('making'), fraction: z.number().min(0).max(1) }),
  z.object({ state: z.literal('ready') }),
  z.object({ state: z.literal('failed'), error: errorReportSchema }),
]);
export type ProxyView = z.infer<typeof proxyViewSchema>;

/** What can be set for one library. */
export const librarySettingsSchema = z.object({
  /** Most keyframes a minute of film; every shot has one all the same. More find people sooner, and take longer. */
  keyframesPerMinute: z.number().int().min(1).max(600),
  /** How alike faces must be to be one person: -1 joins more, 1 joins less. */
  strictness: z.number().min(-1).max(1),
  /** Gaps in an appearance up to this length are bridged within a shot; 0 bridges none. */
  bridgeSeconds: z.number().min(0).max(60),
  /** Without embeddings people are grouped once, when a clip is analysed; what tells faces apart is then not kept. */
  keepsEmbeddings: z.boolean(),
  /** What is asked of each keyframe; `auto` is `full` on a machine that is fast enough for it, and stays what it was first. */
  recognitionMode: z.enum(['auto', 'fast', 'full']),
  /** The model that tells faces apart: `dlib` for those who need a stated origin, less sure. */
  embedder: embedderSchema,
});
export type LibrarySettings = z.infer<typeof librarySettingsSchema>;

export const editStateSchema = z.object({
  /** What undo would take back; null when there is nothing. */
  undo: editLabelSchema.nullable(),
  redo: editLabelSchema.nullable(),
});
export type EditState = z.infer<typeof editStateSchema>;
