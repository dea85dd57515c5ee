import { z } from 'zod';
import { assetIdSchema } from '../ids.ts';
import { call, nothing } from './call.ts';
import { libraryViewSchema } from './views.ts';

const count = z.number().int().nonnegative();

export const healthViewSchema = z.object({
  isHealthy: z.boolean(),
  /** SQLite's own words on damage; empty when there is none. */
  damage: z.array(z.string()),
  /** Tables with rows that point to nothing. */
  dangling: z.array(z.string()),
  pictures: count,
  missingPictures: count,
  damagedPictures: count,
  /** Pictures that nothing refers to; tidying up removes them. */
  orphans: count,
  backups: count,
});

export const backupViewSchema = z.object({
  name: z.string(),
  path: z.string(),
  takenAt: z.iso.datetime(),
  reason: z.enum(['daily', 'migration', 'asked', 'replaced']),
  format: count,
  bytes: count,
});
export type BackupView = z.infer<typeof backupViewSchema>;

export const repairViewSchema = z.object({
  /** Rows that were read from a damaged file; absent where the file was sound. */
  salvaged: z.object({ kept: count, dropped: count, incomplete: z.array(z.string()) }).optional(),
  /** Clips whose pictures were gone or damaged: they are analysed again. */
  clips: z.array(assetIdSchema),
});
export type RepairView = z.infer<typeof repairViewSchema>;

const writes = ['library-in-use', 'disk-full', 'no-permission'] as const;

/** What keeps a library sound. */
export const upkeepContract = {
  /** Reads the library through, every page and every picture. Changes nothing. */
  verify: call(nothing, healthViewSchema),
  /** Newest first. */
  backups: call(nothing, z.array(backupViewSchema)),
  backup: call(nothing, backupViewSchema, [...writes, 'backup-damaged', 'library-damaged']),
  /** Makes the library what it was; what it is now is kept as a backup of its own. Without a name: the newest that opens. */
  restore: call(z.object({ name: z.string().max(200).optional() }), libraryViewSchema, [
    ...writes,
    'no-backup',
    'backup-damaged',
  ]),
  /** Builds a damaged file anew of all that can be read, and has pictures made again that are gone. */
  repair: call(nothing, repairViewSchema, [...writes, 'library-damaged']),
  /** Removes pictures that nothing refers to and gives free space back. */
  compact: call(nothing, z.object({ pictures: count, bytes: count }), writes),
  /** Looks for footage that was moved, by its content, in files and folders. */
  relink: call(
    z.object({ paths: z.array(z.string().min(1)).min(1).max(1000) }),
    z.object({
      found: z.array(z.object({ assetId: assetIdSchema, path: z.string() })),
      /** Clips that are still missing. */
      missing: count,
    }),
    writes,
  ),
} as const;
