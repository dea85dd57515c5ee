import { z } from 'zod';
import { rationalSchema } from './time.ts';

/** Where the first frame's timecode comes from. `assumed`: the file carries none and 00:00:00:00 stands in for it. */
export const startTimecodeSchema = z.object({
  text: z.string(),
  /** Frames from 00:00:00:00 at the nominal rate. */
  startFrame: z.number().int().nonnegative(),
  dropFrame: z.boolean(),
  assumed: z.boolean(),
});
export type StartTimecode = z.infer<typeof startTimecodeSchema>;

export const videoFactsSchema = z.object({
  streamIndex: z.number().int().nonnegative(),
  codec: z.string(),
  profile: z.string().optional(),
  pixelFormat: z.string().optional(),
  /** Seconds of one tick. */
  timeBase: rationalSchema,
  /** The rate that timecode counts at, in frames a second. */
  frameRate: rationalSchema,
  averageFrameRate: rationalSchema,
  codedWidthPx: z.number().int().positive(),
  codedHeightPx: z.number().int().positive(),
  sampleAspectRatio: rationalSchema,
  /** Clockwise turn that makes the picture upright. */
  rotationDegrees: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  /** Size of the upright, square-pixel picture. */
  displayWidthPx: z.number().int().positive(),
  displayHeightPx: z.number().int().positive(),
  /** As ffmpeg names them; absent where the file does not say. */
  colourRange: z.string().optional(),
  colourSpace: z.string().optional(),
  colourPrimaries: z.string().optional(),
  colourTransfer: z.string().optional(),
});
export type VideoFacts = z.infer<typeof videoFactsSchema>;

export const audioFactsSchema = z.object({
  streamIndex: z.number().int().nonnegative(),
  codec: z.string(),
  channels: z.number().int().nonnegative(),
  sampleRateHz: z.number().int().nonnegative(),
});

/** What a probe of the headers says of a media file. */
export const mediaFactsSchema = z.object({
  container: z.string(),
  /** As the headers claim; the frame list is the truth. Seconds. */
  claimedDurationSeconds: z.number().nonnegative().optional(),
  /** The container's own zero, in seconds: what players subtract from presentation times. */
  containerStartSeconds: z.number(),
  video: videoFactsSchema,
  audio: z.array(audioFactsSchema),
  timecode: startTimecodeSchema,
});
export type MediaFacts = z.infer<typeof mediaFactsSchema>;

export const transitionKindSchema = z.enum(['start', 'cut', 'dissolve', 'fade', 'wipe']);
export type TransitionKind = z.infer<typeof transitionKindSchema>;

/** Keyframes a minute unless the library says otherwise: as fine as appearances can be told, at a tenth of a second of recognition each. */
export const usualKeyframesPerMinute = 60;
