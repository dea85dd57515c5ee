import { z } from 'zod';

/** A short, URL-safe id: also used in media URLs, so nothing but these characters may pass. */
const idText = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

export const assetIdSchema = idText.brand<'AssetId'>();
export const shotIdSchema = idText.brand<'ShotId'>();
export const keyframeIdSchema = idText.brand<'KeyframeId'>();
export const elementIdSchema = idText.brand<'ElementId'>();
export const identityIdSchema = idText.brand<'IdentityId'>();
export const jobIdSchema = idText.brand<'JobId'>();
/** SHA-256 of the stored picture's bytes, 64 lower-case hex digits. */
export const imageHashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'ImageHash'>();

export type AssetId = z.infer<typeof assetIdSchema>;
export type ShotId = z.infer<typeof shotIdSchema>;
export type KeyframeId = z.infer<typeof keyframeIdSchema>;
export type ElementId = z.infer<typeof elementIdSchema>;
export type IdentityId = z.infer<typeof identityIdSchema>;
export type JobId = z.infer<typeof jobIdSchema>;
export type ImageHash = z.infer<typeof imageHashSchema>;
