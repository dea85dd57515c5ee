import { z } from 'zod';

/**
 * The manifest, version 1: what Castline knows of some footage, and the source of every other export. Times are rational
 * seconds from the first frame shown; ranges are half-open; boxes are 0 to 1 on the upright picture. It never holds
 * embeddings. A reader must accept and keep fields of the same major version that it does not know.
 */

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** `n/d`: exact, and readable in a diff. */
const fraction = z.string().regex(/^\d{1,15}\/[1-9]\d{0,9}$/);
const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const positive = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const share = z.number().min(0).max(1);

const manifestVideoSchema = z.strictObject({
  streamIndex: count,
  codec: z.string(),
  timeBase: fraction,
  /** Presentation time of the first frame shown, in units of `timeBase`. */
  firstPts: z.int(),
  frameRate: fraction,
  averageFrameRate: fraction,
  variableFrameRate: z.boolean(),
  frameCount: positive,
  codedWidth: positive,
  codedHeight: positive,
  sampleAspectRatio: fraction,
  /** Clockwise turn in degrees that makes the coded picture upright. */
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  /** Size of the upright, square-pixel picture. */
  displayWidth: positive,
  displayHeight: positive,
});

const manifestMediaSchema = z.strictObject({
  id,
  name: z.string(),
  path: z.string(),
  url: z.string().regex(/^file:\/\/\//),
  fingerprint: z.strictObject({ bytes: count, sha256First64k: z.string() }),
  duration: fraction,
  video: manifestVideoSchema,
  audio: z.array(z.strictObject({ streamIndex: count, channels: count, sampleRate: count })),
  timecode: z.strictObject({
    start: z.string().regex(/^\d\d:\d\d:\d\d[:;]\d\d\d?$/),
    dropFrame: z.boolean(),
    rate: fraction,
    /** Frames from 00:00:00:00 to `start`. */
    startFrame: count,
    /** True where the file carries no timecode and zero stands in for it. */
    assumed: z.boolean(),
  }),
});

const manifestTagSchema = z.strictObject({
  id,
  kind: z.enum(['person', 'face', 'clothing', 'object', 'animal', 'place', 'text', 'action', 'custom']),
  name: z.string().min(1),
  color: z.string().regex(/^#[0-9A-Fa-f]{6}$/),
  /** Of an outfit: the tag of who wears it. */
  parent: id.optional(),
});

const manifestElementSchema = z.strictObject({
  id,
  media: id,
  tags: z.array(id).min(1),
  range: z.strictObject({ start: fraction, duration: fraction }),
  confidence: share,
  status: z.enum(['proposed', 'confirmed', 'rejected']),
  origin: z.enum(['detector', 'manual', 'edited']),
  /** What found it: the recogniser or the shot detector with its version; for shots also the transition. */
  source: z.record(z.string(), z.unknown()),
  /** Where it is in the picture: rows of [t, x, y, w, h]; t counts from the first frame in 1/timescale seconds. */
  track: z
    .strictObject({
      timescale: positive,
      interpolation: z.enum(['linear', 'hold']),
      columns: z.tuple([z.literal('t'), z.literal('x'), z.literal('y'), z.literal('w'), z.literal('h')]),
      keys: z.array(z.tuple([count, share, share, share, share])),
    })
    .optional(),
});

export const manifestSchema = z.strictObject({
  schema: z.literal('element-manifest'),
  version: z.string().regex(/^1\.\d+\.\d+$/),
  generator: z.strictObject({ name: z.string(), version: z.string() }),
  conventions: z.record(z.string(), z.string()),
  media: z.array(manifestMediaSchema),
  tags: z.array(manifestTagSchema),
  elements: z.array(manifestElementSchema),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestMedia = z.infer<typeof manifestMediaSchema>;
export type ManifestTag = z.infer<typeof manifestTagSchema>;
export type ManifestElement = z.infer<typeof manifestElementSchema>;

/** Written to each manifest; the major number changes when a reader of the old one would misunderstand. */
export const manifestVersion = '1.1.0';
