import { createHmac } from 'node:crypto';
import { z } from 'zod';

/** What opens an account. Lives where it is used, in the main process or in the CLI, and goes nowhere else. */
export const credentialSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bearer'), key: z.string().min(1).max(4096) }),
  z.object({
    kind: z.literal('pair'),
    accessKey: z.string().min(1).max(1024),
    secretKey: z.string().min(1).max(1024),
  }),
]);
export type Credential = z.infer<typeof credentialSchema>;

const lifetimeSeconds = 1800;
/** The token is valid from a little before now, as Kling's documentation has it, for clocks that are a bit behind. */
const leewaySeconds = 5;

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JSON Web Token (RFC 7519) for Kling: HS256, `iss` is the access key, valid for half an hour. */
export function signToken(pair: { accessKey: string; secretKey: string }, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const head = base64url({ alg: 'HS256', typ: 'JWT' });
  const claims = base64url({
    iss: pair.accessKey,
    exp: seconds + lifetimeSeconds,
    nbf: seconds - leewaySeconds,
  });
  const signature = createHmac('sha256', pair.secretKey).update(`${head}.${claims}`).digest('base64url');
  return `${head}.${claims}.${signature}`;
}

/** The value of the Authorization header. */
export const authorisation = (credential: Credential, now: Date): string =>
  `Bearer ${credential.kind === 'bearer' ? credential.key : signToken(credential, now)}`;
