import { z } from 'zod';
import { assetIdSchema, elementIdSchema } from '../ids.ts';
import { call } from './call.ts';
import { cropSchema } from './cast-views.ts';

/** Reference packs: pictures of somebody or something, as image-to-video models take them. Nothing is sent anywhere. */

/** `prop`: a thing by its word, such as "bottle"; the others by their identity. */
export const packSubjectSchema = z.object({
  kind: z.enum(['person', 'outfit', 'prop']),
  id: z.string().min(1).max(200),
});
export type PackSubject = z.infer<typeof packSubjectSchema>;

/** A picture that a pack may show. */
export const packCandidateSchema = z.object({
  elementId: elementIdSchema,
  assetId: assetIdSchema,
  clip: z.string(),
  frame: z.int().nonnegative(),
  timecode: z.string(),
  crop: cropSchema,
  /** False where nothing but a rectangle is known: the background stays in the picture. */
  isCutOut: z.boolean(),
  /** Turn of the head in degrees, as in `FaceQualities`; left out where no face is seen. */
  yawDegrees: z.number().optional(),
  pitchDegrees: z.number().optional(),
  /** Looks into the camera. */
  isFrontal: z.boolean(),
  /** How well it serves as a reference, 0 to 1: sharpness, size, wholeness, how sure it is. */
  quality: z.number().min(0).max(1),
  /** Pixels of the source that its long side has. */
  longSidePx: z.int().positive(),
  /** What it can be in a pack. A picture of the clothes alone is `garment`. */
  isGarment: z.boolean(),
});
export type PackCandidate = z.infer<typeof packCandidateSchema>;

export const packChoiceSchema = z.object({
  frontal: elementIdSchema,
  /** Up to three, none of them the frontal one. */
  refers: z.array(elementIdSchema).max(3),
  garment: elementIdSchema.optional(),
});
export type PackChoice = z.infer<typeof packChoiceSchema>;

export const packWarningCodes = [
  'no-mask',
  'not-frontal',
  'few-views',
  'enlarged',
  'small',
  'too-small',
] as const;
export const packWarningSchema = z.object({ code: z.enum(packWarningCodes), message: z.string() });
export type PackWarning = z.infer<typeof packWarningSchema>;

export const packPlanSchema = z.object({
  subject: packSubjectSchema,
  /** At most 20 and 100 characters, made from what is known. */
  name: z.string(),
  description: z.string(),
  /** The best first, at most sixty. */
  candidates: z.array(packCandidateSchema),
  choice: packChoiceSchema,
  warnings: z.array(packWarningSchema),
});
export type PackPlan = z.infer<typeof packPlanSchema>;

export const packOptionsSchema = z.strictObject({
  /** Pictures that are too small are enlarged, up to four times; otherwise they are left out. */
  enlarge: z.boolean().default(false),
  /** Request bodies for endpoints that their makers retired, too. */
  retired: z.boolean().default(false),
});
export type PackOptions = z.infer<typeof packOptionsSchema>;

export const packResultSchema = z.object({
  subject: packSubjectSchema,
  name: z.string(),
  /** The pack's folder. */
  path: z.string(),
  /** Names in the folder. */
  files: z.array(z.string()),
  warnings: z.array(packWarningSchema),
});
export type PackResult = z.infer<typeof packResultSchema>;

export const packsContract = {
  /** Everybody and everything of which there is a picture. */
  subjects: call(
    z.undefined(),
    z.array(packSubjectSchema.extend({ name: z.string(), crop: cropSchema.optional() })),
  ),
  /** Which pictures there are, and which would be taken. */
  plan: call(packSubjectSchema, packPlanSchema, ['not-found']),
  /** Writes a pack as a folder of its own inside `folder`; one of the same name that Castline wrote is replaced. */
  write: call(
    z.object({
      subject: packSubjectSchema,
      folder: z.string().min(1),
      /** Left out: as `plan` says. */
      choice: packChoiceSchema.optional(),
      options: packOptionsSchema.prefault({}),
    }),
    packResultSchema,
    [
      'not-found',
      'invalid-request',
      'write-failed',
      'no-permission',
      'disk-full',
      'ffmpeg-missing',
      'ffmpeg-failed',
    ],
  ),
} as const;
