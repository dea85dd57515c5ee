import { z } from 'zod';
import { cloudAccountSchema, cloudRouteSchema, cloudServiceSchema, credentialSchema } from '../cloud.ts';
import { call, nothing } from './call.ts';

/** The account at the provider as everybody may know it. There is no call that gives its key away. */
export const accountViewSchema = z.object({
  /** Null before one was entered. */
  account: cloudAccountSchema.nullable(),
  /** `kept`: encrypted by the system, for the next start too; `session`: in memory until Castline is quit. */
  key: z.enum(['none', 'kept', 'session']),
  /** False where the system has no safe place for keys. */
  canKeep: z.boolean(),
  /** What the system's safe place is called; on Linux the name of its keyring, or `basic_text`. */
  keeper: z.string(),
});
export type AccountView = z.infer<typeof accountViewSchema>;

/** Answered by the main process, where the key is. */
export const accountContract = {
  read: call(nothing, accountViewSchema),
  /** Without a credential the key that is known stays, as long as it goes to the same service. */
  save: call(
    z.object({
      service: cloudServiceSchema,
      baseUrl: z.string().trim().max(2000),
      route: z.union([z.literal('auto'), cloudRouteSchema]),
      allowsPrivateAddresses: z.boolean(),
      credential: credentialSchema.nullable(),
    }),
    accountViewSchema,
    ['invalid-request', 'no-permission', 'disk-full'],
  ),
  /** Forgets account and key. */
  forget: call(nothing, accountViewSchema, ['no-permission']),
} as const;
export type AccountInput = z.infer<typeof accountContract.save.input>;
