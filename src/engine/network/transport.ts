import { lookup } from 'node:dns';
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import {
  type CloudAccount,
  type CloudRequest,
  type CloudTransport,
  type Credential,
  type NetworkFailure,
  type PictureOutcome,
  type RawOutcome,
  routePaths,
} from '../../shared/cloud.ts';
import { type LookupAll, PrivateAddressError, publicLookup, refusalOf } from './addresses.ts';
import { authorisation, keysOf, withoutKeys } from './credentials.ts';

/** How the cloud recogniser is reached. */
export interface TransportOptions {
  readonly account: () => Promise<{ account: CloudAccount; credential: Credential } | undefined>;
  /** Castline's version, for the user agent. */
  readonly version: string;
  readonly clock: () => Date;
  /** `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` are honoured, in either case. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From the first byte of the request to the last of the answer, in milliseconds; two minutes unless told. */
  readonly deadlineMs?: number;
  /** How names of results are resolved; the system's way unless told. */
  readonly lookup?: LookupAll;
}

const defaultDeadlineMs = 120_000;
const pictureDeadlineMs = 60_000;
/** An answer names four addresses; a megabyte is a page that was not asked for. */
const maxAnswerBytes = 1024 * 1024;
const maxPictureBytes = 32 * 1024 * 1024;
const maxHeaderBytes = 16 * 1024;
/** A result may lie behind a content network; each address on the way is held to the same rules. */
const mostHops = 3;
const pictureTypes = /^image\/(png|jpeg|webp)\b|^(application|binary)\/octet-stream\b/;

/** What the provider cannot have seen anything of. */
const notSentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const certificateCode = /CERT|SELF_SIGNED|^ERR_TLS|^ERR_SSL/;

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';

/** Several attempts to connect end in one error that holds them all. */
function causesOf(thrown: unknown): string[] {
  const inner = thrown instanceof AggregateError ? thrown.errors.flatMap(causesOf) : [];
  const cause = thrown instanceof Error && thrown.cause ? causesOf(thrown.cause) : [];
  return [codeOf(thrown), ...inner, ...cause].filter((code) => code !== '');
}

function failureOf(thrown: unknown, signal: AbortSignal, deadline: AbortSignal): RawOutcome {
  const codes = causesOf(thrown);
  const detail = codes[0] ?? (thrown instanceof Error ? thrown.name : 'unknown');
  const wasSent = !codes.some((code) => notSentCodes.has(code) || certificateCode.test(code));
  const kind = (): NetworkFailure => {
    if (signal.aborted) return 'aborted';
    if (!wasSent) return 'unreachable';
    if (codes.some((code) => code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')) return 'too-large';
    return deadline.aborted || codes.some((code) => code.endsWith('_TIMEOUT')) ? 'timeout' : 'cut';
  };
  return { kind: 'failure', failure: kind(), wasSent, detail };
}

const usedHeaders = ['content-type', 'retry-after', 'location', 'date'];

function headersOf(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    usedHeaders.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, Array.isArray(value) ? (value[0] ?? '') : value]];
    }),
  );
}

async function readBody(
  body: Dispatcher.ResponseData['body'],
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytes) {
      body.destroy();
      return undefined;
    }
    chunks.push(chunk as Buffer);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/**
 * Speaks HTTP with the provider and puts address and key to what the engine asks. Redirects are never followed: a wrong path
 * at CometAPI answers with one, and a key must not travel on.
 */
export class HttpTransport implements CloudTransport {
  private readonly options: TransportOptions;
  private readonly calls: Dispatcher;
  private readonly publicPictures: Dispatcher;
  /** What the provider's clock is ahead of ours, learned when it refused a signature's time. */
  private clockOffsetMs = 0;

  constructor(options: TransportOptions) {
    this.options = options;
    const env = (name: string) => options.env[name.toLowerCase()] ?? options.env[name];
    const shared = {
      maxHeaderSize: maxHeaderBytes,
      keepAliveTimeout: 4000,
      connections: 8,
      headersTimeout: options.deadlineMs ?? defaultDeadlineMs,
      bodyTimeout: 30_000,
    };
    const proxies = {
      httpProxy: env('HTTP_PROXY') ?? '',
      httpsProxy: env('HTTPS_PROXY') ?? env('HTTP_PROXY') ?? '',
      noProxy: env('NO_PROXY') ?? '',
    };
    this.calls = new EnvHttpProxyAgent({ ...shared, ...proxies, connect: { timeout: 10_000 } });
    // Behind a proxy it is the proxy that connects, and its rules that hold.
    const hasProxy = proxies.httpsProxy !== '';
    this.publicPictures = hasProxy
      ? this.calls
      : new Agent({
          ...shared,
          connect: { timeout: 10_000, lookup: publicLookup(options.lookup ?? lookup) },
        });
  }

  async account(): Promise<CloudAccount | undefined> {
    return (await this.options.account())?.account;
  }

  async send(asked: CloudRequest, signal: AbortSignal): Promise<RawOutcome> {
    const known = await this.options.account();
    if (!known) return { kind: 'failure', failure: 'no-key', wasSent: false, detail: 'no key' };
    const { account, credential } = known;
    const deadline = AbortSignal.timeout(this.options.deadlineMs ?? defaultDeadlineMs);
    const header = authorisation(credential, new Date(this.options.clock().getTime() + this.clockOffsetMs));
    try {
      const { statusCode, headers, body } = await request(addressOf(account.baseUrl, asked.route), {
        method: 'POST',
        dispatcher: this.calls,
        signal: AbortSignal.any([signal, deadline]),
        headers: {
          authorization: header,
          'content-type': 'application/json',
          accept: 'application/json',
          'user-agent': `Castline/${this.options.version}`,
        },
        body: asked.body,
      });
      const bytes = await readBody(body, maxAnswerBytes);
      if (!bytes)
        return { kind: 'failure', failure: 'too-large', wasSent: true, detail: `${maxAnswerBytes} bytes` };
      const used = headersOf(headers);
      if (statusCode === 401) this.learnClock(used.date);
      return {
        kind: 'answer',
        status: statusCode,
        headers: used,
        body: withoutKeys(keysOf(credential, header), bytes),
      };
    } catch (thrown) {
      return failureOf(thrown, signal, deadline);
    }
  }

  async fetchPicture(url: string, signal: AbortSignal): Promise<PictureOutcome> {
    const allowsPrivate = (await this.account())?.allowsPrivateAddresses ?? false;
    const within = AbortSignal.any([signal, AbortSignal.timeout(pictureDeadlineMs)]);
    try {
      return await this.follow(url, allowsPrivate, within);
    } catch (thrown) {
      const isPrivate =
        thrown instanceof PrivateAddressError || causesOf(thrown).includes('CASTLINE_PRIVATE_ADDRESS');
      const detail = causesOf(thrown)[0] ?? 'unknown';
      return { kind: 'refused', reason: isPrivate ? 'address' : 'unreachable', detail };
    }
  }

  /** Follows redirects of a result, each checked as the first address was. */
  private async follow(from: string, allowsPrivate: boolean, signal: AbortSignal): Promise<PictureOutcome> {
    let url = from;
    for (let hop = 0; hop <= mostHops; hop++) {
      const refusal = refusalOf(url, allowsPrivate);
      if (refusal) return { kind: 'refused', reason: 'address', detail: refusal };
      const answer = await request(url, {
        dispatcher: allowsPrivate ? this.calls : this.publicPictures,
        signal,
        headers: { accept: 'image/*', 'user-agent': `Castline/${this.options.version}` },
      });
      const { location } = headersOf(answer.headers);
      if (answer.statusCode < 300 || answer.statusCode >= 400 || !location) return readPicture(answer);
      await answer.body.dump({ limit: 64 * 1024 }).catch(() => undefined);
      if (!URL.canParse(location, url)) return { kind: 'refused', reason: 'address', detail: 'no address' };
      url = new URL(location, url).href;
    }
    return { kind: 'refused', reason: 'address', detail: `more than ${mostHops} redirects` };
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.calls.destroy(), this.publicPictures.destroy()]);
  }

  private learnClock(date: string | undefined): void {
    const theirs = Date.parse(date ?? '');
    if (!Number.isNaN(theirs)) this.clockOffsetMs = theirs - this.options.clock().getTime();
  }
}

async function readPicture(answer: Dispatcher.ResponseData): Promise<PictureOutcome> {
  const { statusCode, headers, body } = answer;
  const contentType = headersOf(headers)['content-type'] ?? '';
  const refuse = async (reason: 'type' | 'gone' | 'unreachable', detail: string): Promise<PictureOutcome> => {
    await body.dump({ limit: 64 * 1024 }).catch(() => undefined);
    return { kind: 'refused', reason, detail };
  };
  if ([403, 404, 410].includes(statusCode)) return refuse('gone', `HTTP ${statusCode}`);
  if (statusCode !== 200) return refuse('unreachable', `HTTP ${statusCode}`);
  if (!pictureTypes.test(contentType)) return refuse('type', contentType.slice(0, 100));
  const bytes = await readBody(body, maxPictureBytes);
  return bytes
    ? { kind: 'picture', contentType, bytes }
    : { kind: 'refused', reason: 'too-large', detail: `more than ${maxPictureBytes} bytes` };
}

/** A base address may have a path of its own: that of a gateway. */
export function addressOf(baseUrl: string, route: CloudRequest['route']): string {
  const base = baseUrl.replace(/\/+$/, '');
  const path = routePaths[route];
  // People copy the address that OpenAI's clients take; it ends in the first part of the path.
  return path.startsWith('/v1/') && base.endsWith('/v1') ? base + path.slice(3) : base + path;
}
