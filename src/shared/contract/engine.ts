import { z } from 'zod';
import { errorReportSchema } from '../errors.ts';
import { assetIdSchema, imageHashSchema, jobIdSchema, keyframeIdSchema } from '../ids.ts';
import { call, nothing } from './call.ts';
import { castContract, privacyContract, reviewContract, tagsContract, wardrobeContract } from './cast.ts';
import { cloudContract } from './cloud.ts';
import { exportContract } from './export.ts';
import { packsContract } from './packs.ts';
import { searchContract } from './search.ts';
import { historyEntrySchema, notesContract, timelineContract } from './timeline.ts';
import { upkeepContract } from './upkeep.ts';
import {
  assetDetailSchema,
  assetSummarySchema,
  editStateSchema,
  keyframeElementsSchema,
  librarySettingsSchema,
  libraryViewSchema,
  previewSchema,
  proxyViewSchema,
  shotViewSchema,
  workloadSchema,
} from './views.ts';

export const libraryContract = {
  /** The library that is open. */
  current: call(nothing, libraryViewSchema),
  /** Closes the open library and opens another; creates it when `create` is set and the file does not exist. */
  open: call(z.object({ path: z.string().min(1), create: z.boolean() }), libraryViewSchema, [
    'library-not-found',
    'library-newer',
    'not-a-library',
    'library-damaged',
    'library-busy',
    'no-permission',
    'disk-full',
  ]),
} as const;

export const settingsContract = {
  read: call(nothing, librarySettingsSchema),
  /** Kept in the library. Clips that are analysed from now on, or again, follow it. */
  write: call(librarySettingsSchema, librarySettingsSchema),
} as const;

export const assetsContract = {
  list: call(nothing, z.array(assetSummarySchema)),
  detail: call(z.object({ assetId: assetIdSchema }), assetDetailSchema, ['not-found']),
  /** The first pictures of a clip, there a second or two after it was added. */
  preview: call(z.object({ assetId: assetIdSchema }), previewSchema, ['not-found']),
  /** What was seen in one keyframe, with masks. */
  elements: call(z.object({ keyframeId: keyframeIdSchema }), keyframeElementsSchema, ['not-found']),
  /** Writes a frame at full size, upright and with square pixels, as PNG or, where the path ends so, as JPEG. */
  exportStill: call(
    z.object({ assetId: assetIdSchema, frame: z.number().int().nonnegative(), path: z.string().min(1) }),
    z.object({ path: z.string(), widthPx: z.number(), heightPx: z.number() }),
    [
      'not-found',
      'invalid-request',
      'input-not-found',
      'media-damaged',
      'disk-full',
      'no-permission',
      'write-failed',
    ],
  ),
  /** State of the clip's proxy; one that is missing is started. 'proxy' events tell how it goes on. */
  proxy: call(z.object({ assetId: assetIdSchema }), proxyViewSchema, ['not-found']),
  /**
   * Adds files and, with all that is in them, folders; analysis starts by itself. Returns what was added and what was refused.
   * A clip that was removed comes back, unless `leavesRemoved` says that nobody asks for it: then it counts as known.
   */
  import: call(
    z.object({
      paths: z.array(z.string().min(1)).min(1).max(10_000),
      leavesRemoved: z.boolean().optional(),
    }),
    z.object({
      added: z.array(assetIdSchema),
      known: z.array(assetIdSchema),
      refused: z.array(z.object({ path: z.string(), error: errorReportSchema })),
    }),
    ['input-not-found', 'disk-full'],
  ),
  /** Analyses an asset again after it failed, was cancelled or interrupted. Finished steps are not repeated. */
  retry: call(z.object({ assetId: assetIdSchema }), z.object({ jobId: jobIdSchema }), ['not-found']),
  /**
   * Takes clips out of the library with all that is known of them; their files are not touched. Can be undone, and adding
   * the same file again brings it back as it was. Returns their names.
   */
  remove: call(
    z.object({ assetIds: z.array(assetIdSchema).min(1).max(10_000) }),
    z.object({ names: z.array(z.string()) }),
    ['not-found', 'library-in-use'],
  ),
} as const;

const cutPlace = z.object({ assetId: assetIdSchema, frame: z.number().int().nonnegative() });
const shotsNow = z.object({ shots: z.array(shotViewSchema) });

/**
 * What a person says of the cuts of a clip; `frame` is the first of the new shot. It stays when detection is run again, and
 * each call can be undone. All answer with the shots as they are then.
 */
export const cutsContract = {
  remove: call(cutPlace, shotsNow, ['not-found']),
  /** Puts a cut; where the machine has found one, confirms it. */
  add: call(cutPlace, shotsNow, ['not-found', 'invalid-request']),
  move: call(cutPlace.extend({ toFrame: z.number().int().nonnegative() }), shotsNow, [
    'not-found',
    'invalid-request',
  ]),
  /** The last frame before and the first one after, exact, the long side at most 640 pixels. */
  pictures: call(cutPlace, z.object({ last: imageHashSchema, first: imageHashSchema }), [
    'not-found',
    'invalid-request',
    'input-not-found',
    'media-damaged',
  ]),
} as const;

export const editsContract = {
  state: call(nothing, editStateSchema),
  undo: call(nothing, editStateSchema, ['nothing-to-undo']),
  redo: call(nothing, editStateSchema, ['nothing-to-redo']),
  /** The newest edits, newest first, also those that were taken back. */
  history: call(z.object({ most: z.number().int().min(1).max(1000) }), z.array(historyEntrySchema)),
  /** Steps back or forth until this edit is the last that is made; null: until none is. */
  goTo: call(z.object({ id: z.number().int().nullable() }), editStateSchema, ['not-found']),
} as const;

export const jobsContract = {
  workload: call(nothing, workloadSchema),
  /** Holds all work where it is, or lets it go on. */
  pause: call(z.object({ paused: z.boolean() }), workloadSchema),
  /** Told by the window when a clip starts or stops playing: the work makes way meanwhile. */
  notePlaying: call(z.object({ playing: z.boolean() }), nothing),
  /** Stops a job; what it finished is kept. Without an id: all jobs. */
  cancel: call(z.object({ jobId: jobIdSchema.optional() }), nothing, ['not-found']),
} as const;

const toolFactsSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** Where it was found, and why it was chosen or passed over. */
  detail: z.string(),
  inUse: z.boolean(),
  /** What it is for, where its name does not say so. */
  purpose: z.string().optional(),
});

/** A run of ffmpeg or ffprobe. */
export const loggedCommandSchema = z.object({
  /** To be pasted into a shell as it is. */
  line: z.string(),
  startedAt: z.string(),
  /** Milliseconds; left out while it runs. */
  ms: z.number().optional(),
  /** How it ended: `code 0`, a signal, a code of Castline. Empty while it runs. */
  end: z.string(),
  complaint: z.string(),
});

export const systemContract = {
  /** Which versions are in use and where they came from: About and `castline doctor`. */
  facts: call(nothing, z.object({ tools: z.array(toolFactsSchema), models: z.array(toolFactsSchema) })),
  /** The last runs of ffmpeg and ffprobe on files, the newest last; none where they were not found. */
  commands: call(nothing, z.array(loggedCommandSchema)),
} as const;
export type LoggedCommand = z.infer<typeof loggedCommandSchema>;
export type ToolFacts = z.infer<typeof toolFactsSchema>;

/** Everything that the engine answers, by area. The IPC gate and the CLI go through the same list. */
export const engineContract = {
  library: libraryContract,
  settings: settingsContract,
  assets: assetsContract,
  cast: castContract,
  tags: tagsContract,
  timeline: timelineContract,
  notes: notesContract,
  review: reviewContract,
  search: searchContract,
  wardrobe: wardrobeContract,
  privacy: privacyContract,
  cuts: cutsContract,
  cloud: cloudContract,
  edits: editsContract,
  jobs: jobsContract,
  export: exportContract,
  packs: packsContract,
  upkeep: upkeepContract,
  system: systemContract,
} as const;
