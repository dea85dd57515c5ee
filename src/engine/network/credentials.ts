import { createHmac } from 'node:crypto';
import type { Credential } from '../../shared/cloud.ts';

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

/** A shorter word is no key, and could be part of anything. */
const shortestKey = 8;

/**
 * Puts a mark in the place of every key that an answer repeats, as providers do when they refuse one: answers and messages
 * are kept, keys are not.
 */
export function withoutKeys(keys: readonly string[], body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(body).toString('latin1');
  const kept = keys
    .filter((key) => key.length >= shortestKey)
    .reduce((rest, key) => rest.replaceAll(Buffer.from(key).toString('latin1'), '[key]'), text);
  return kept === text ? body : new Uint8Array(Buffer.from(kept, 'latin1'));
}

/** The words that open an account, the header of a call among them. */
export const keysOf = (credential: Credential, header: string): string[] => [
  header.replace(/^Bearer /, ''),
  ...(credential.kind === 'bearer' ? [credential.key] : [credential.accessKey, credential.secretKey]),
];
