import { createHmac, timingSafeEqual } from 'node:crypto';
import { stillHeader } from '../../../src/engine/media/index.ts';
import type { CloudRoute } from '../../../src/shared/cloud.ts';

/** The accounts that the server knows. */
export interface Accounts {
  readonly cometKey: string;
  readonly klingKey: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface Refusal {
  readonly status: number;
  readonly code: string | number;
  readonly message: string;
}

const refuse = (status: number, code: string | number, message: string): Refusal => ({
  status,
  code,
  message,
});
const maxBytes = 10 * 1024 * 1024;

/** Checks the Authorization header as the vendors document it; undefined when it is good. */
export function checkAuth(
  route: CloudRoute,
  header: string | undefined,
  accounts: Accounts,
  now: Date,
): Refusal | undefined {
  const token = /^Bearer (\S+)$/.exec(header ?? '')?.[1];
  if (route !== 'kling') {
    return token === accounts.cometKey ? undefined : refuse(401, '', 'invalid token (request id: 2026test)');
  }
  if (!token) return refuse(401, 1001, 'Authorization is empty');
  if (token === accounts.klingKey) return undefined;
  const [head = '', claims = '', signature = ''] = token.split('.');
  const wanted = createHmac('sha256', accounts.secretKey).update(`${head}.${claims}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    return refuse(401, 1002, 'invalid token');
  return checkClaims(head, claims, accounts, now.getTime() / 1000);
}

function checkClaims(head: string, claims: string, accounts: Accounts, seconds: number): Refusal | undefined {
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const { alg, typ } = read(head);
  const { iss, exp, nbf } = read(claims);
  if (alg !== 'HS256' || typ !== 'JWT') return refuse(401, 1000, 'unsupported token');
  if (iss !== accounts.accessKey) return refuse(401, 1002, 'unknown access key');
  if (typeof exp !== 'number' || exp <= seconds || exp > seconds + 1860)
    return refuse(401, 1004, 'token has expired');
  if (typeof nbf !== 'number' || nbf > seconds) return refuse(401, 1003, 'token is not valid yet');
  return undefined;
}

function badRequest(route: CloudRoute, message: string): Refusal {
  // CometAPI answers a missing field with HTTP 500 and this code.
  return route === 'kling' ? refuse(400, 1201, message) : refuse(500, 'invalid_request', message);
}

function imageText(route: CloudRoute, body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if (route !== 'responses')
    return 'image' in body && typeof body.image === 'string' ? body.image : undefined;
  const { model, input } = body as {
    model?: unknown;
    input?: { role?: string; content?: Record<string, unknown>[] }[];
  };
  const parts =
    Array.isArray(input) && input.length === 1 && input[0]?.role === 'user' ? (input[0].content ?? []) : [];
  const hasText = parts.some(({ type, text }) => type === 'input_text' && typeof text === 'string');
  const url = parts.find(({ type }) => type === 'input_image')?.image_url;
  return model === 'kling-image-recognize' && hasText && typeof url === 'string' ? url : undefined;
}

/** The picture of a request, or why it is refused: prefix, Base64, size in bytes and pixels, ratio. */
export function readImage(route: CloudRoute, text: string): { image: Buffer } | Refusal {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return badRequest(route, 'The body is no JSON');
  }
  const given = imageText(route, body);
  if (!given) return badRequest(route, 'image is required');
  const hasPrefix = given.startsWith('data:');
  if (hasPrefix !== (route === 'responses')) return badRequest(route, 'File is not in a valid base64 format');
  const base64 = hasPrefix ? given.replace(/^data:image\/(jpeg|png);base64,/, '') : given;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
    return badRequest(route, 'File is not in a valid base64 format');
  const image = Buffer.from(base64, 'base64');
  if (image.length > maxBytes) return badRequest(route, 'Image is larger than 10 MB');
  if (image.includes('Exif\0') || image.includes('http://ns.adobe.com'))
    return badRequest(route, 'Image has metadata');
  const size = stillHeader(image);
  if (!size) return badRequest(route, 'Image format is not supported');
  const ratio = size.widthPx / size.heightPx;
  if (Math.min(size.widthPx, size.heightPx) < 300 || ratio > 2.5 || ratio < 0.4) {
    return badRequest(route, 'Image pixel is invalid');
  }
  return { image };
}
