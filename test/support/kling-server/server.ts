import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type CloudRoute, cloudRoutes, routePaths } from '../../../src/shared/cloud.ts';
import { errorReply, type Reply, resultReply } from './answers.ts';
import { type Fault, faultOf, randomOf, type Script, scriptSchema } from './faults.ts';
import { ResultPictures } from './pictures.ts';
import { type Accounts, checkAuth, readImage } from './validate.ts';

/** One call as the server saw it. */
export interface LoggedCall {
  readonly at: string;
  readonly route: CloudRoute;
  /** SHA-256 of the picture's bytes; empty where there was none. */
  readonly picture: string;
  readonly bytes: number;
  readonly status: number;
  readonly fault: string | null;
  /** True where a result was worked out: then it is paid for, whether or not it arrived. */
  readonly isCharged: boolean;
  readonly userAgent: string;
}

const maxBodyBytes = 20 * 1024 * 1024;

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBodyBytes) throw new Error('too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

/** A server that speaks the three routes as they are documented, with faults by a script, and writes down every call. */
export class KlingServer {
  private readonly accounts: Accounts;
  private readonly pictures = new ResultPictures();
  private readonly kept = new Map<string, { png: Buffer; until: number }>();
  private readonly calls: LoggedCall[] = [];
  private fetches = 0;
  private script: Script = scriptSchema.parse({});
  private sinceScript = 0;
  readonly http: Server;

  constructor(accounts: Accounts) {
    this.accounts = accounts;
    this.http = createServer((request, response) => {
      this.answer(request, response).catch((thrown: unknown) => {
        process.stderr.write(`${String(thrown)}\n`);
        response.destroy();
      });
    });
  }

  async close(): Promise<void> {
    this.http.closeAllConnections();
    this.http.close();
    await this.pictures.close();
  }

  private get origin(): string {
    const address = this.http.address();
    return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, search } = new URL(request.url ?? '/', 'http://server');
    const route = cloudRoutes.find((one) => routePaths[one] === path);
    if (route && request.method === 'POST') return this.recognise(route, request, response);
    if (path.startsWith('/results/')) return this.sendResult(path, search, response);
    if (path.startsWith('/control/')) return this.control(path, request, response);
    // What the vendors do with a path that they do not know.
    response.writeHead(301, { location: 'https://www.example.com/', 'content-type': 'text/html' });
    response.end('<html>Moved</html>');
  }

  private sendResult(path: string, query: string, response: ServerResponse): void {
    this.fetches += 1;
    const kept = this.kept.get(path.slice('/results/'.length));
    if (!kept || kept.until < Date.now()) {
      response.writeHead(kept ? 403 : 404, { 'content-type': 'application/xml' });
      response.end('<Error><Code>AccessDenied</Code></Error>');
      return;
    }
    const isSecond = query !== '';
    sendPicture(response, kept.png, isSecond ? 'png' : this.script.results, path);
  }

  private async control(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (path === '/control/script' && request.method === 'POST') {
      this.script = scriptSchema.parse(JSON.parse(await readAll(request)));
      this.sinceScript = 0;
    }
    if (path === '/control/reset') {
      this.calls.length = 0;
      this.fetches = 0;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ calls: this.calls, fetches: this.fetches }));
  }

  private async recognise(
    route: CloudRoute,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { script } = this;
    const number = this.sinceScript++;
    const text = await readAll(request);
    const refused = checkAuth(route, request.headers.authorization, this.accounts, new Date());
    const read = refused ?? readImage(route, text);
    const image = 'image' in read ? read.image : undefined;
    const fault = image ? faultOf(script, number) : undefined;
    if (script.delayMs > 0) await wait(script.delayMs);
    const reply = image
      ? await this.replyTo(route, image, fault, script, request.headers.authorization ?? '')
      : errorReply(read as Exclude<typeof read, { image: Buffer }>);
    this.calls.push({
      at: new Date().toISOString(),
      route,
      picture: image ? createHash('sha256').update(image).digest('hex') : '',
      bytes: text.length,
      status: reply.status,
      fault: fault?.name ?? null,
      isCharged: reply.isCharged,
      userAgent: request.headers['user-agent'] ?? '',
    });
    await send(response, reply, fault);
  }

  private async replyTo(
    route: CloudRoute,
    image: Buffer,
    fault: Fault | undefined,
    script: Script,
    authorisation: string,
  ): Promise<Reply> {
    if (fault?.name === 'echo-key') {
      return errorReply({ status: 401, code: 1002, message: `The key ${authorisation} is not valid` });
    }
    if (fault?.name === 'answer' && fault.answer) return { ...fault.answer, isCharged: false };
    const known = fault && errorReply(fault);
    if (known) return known;
    const share = Number.parseInt(createHash('sha256').update(image).digest('hex').slice(0, 8), 16);
    const hasUrls = randomOf(share) < script.urls;
    const sets = await this.pictures.of(image, script.form, hasUrls);
    const until = Date.now() + (fault?.name === 'expired-urls' ? -1 : script.expireSeconds * 1000);
    const images = sets.map(({ kind, isPresent, png }) => {
      const name = `${randomUUID()}.png`;
      if (png) this.kept.set(name, { png, until });
      return { kind, isPresent, ...(png ? { url: this.urlOf(name, fault) } : {}) };
    });
    return resultReply(route, images, fault, script);
  }

  private urlOf(name: string, fault: Fault | undefined): string {
    if (fault?.name === 'file-urls') return 'file:///etc/passwd';
    if (fault?.name === 'local-urls') return 'http://169.254.169.254/latest/meta-data';
    return `${this.origin}/results/${name}`;
  }
}

/** A PNG that says it is far larger than it is: 60000 x 60000 pixels of nothing. */
function bombOf(png: Buffer): Buffer {
  const bomb = Buffer.from(png);
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  return bomb;
}

function sendPicture(response: ServerResponse, png: Buffer, as: Script['results'], path: string): void {
  const moved = {
    moved: `${path}?again`,
    loop: path,
    'moved-away': 'http://169.254.169.254/latest/meta-data',
  };
  if (as === 'loop' || as === 'moved-away' || as === 'moved') {
    response.writeHead(302, { location: moved[as] });
    response.end();
    return;
  }
  const bodies = { png, html: '<html>', garbage: 'no picture at all', bomb: bombOf(png) };
  response.writeHead(200, { 'content-type': as === 'html' ? 'text/html' : 'image/png' });
  if (as !== 'huge') {
    response.end(bodies[as]);
    return;
  }
  const chunk = Buffer.alloc(1024 * 1024);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

async function send(response: ServerResponse, reply: Reply, fault: Fault | undefined): Promise<void> {
  const body = Buffer.from(reply.body);
  const retryAfter = fault?.retryAfter;
  response.writeHead(reply.status, {
    'content-type': reply.contentType,
    ...(reply.location ? { location: reply.location } : {}),
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    ...(fault?.name === 'huge-headers' ? { 'x-padding': 'x'.repeat(64_000) } : {}),
    'content-length': body.length,
  });
  if (fault?.name === 'cut') {
    response.write(body.subarray(0, body.length >> 1));
    await wait(20);
    response.destroy();
    return;
  }
  if (fault?.name === 'slow-drip') {
    for (let at = 0; at < body.length && !response.destroyed; at++) {
      response.write(body.subarray(at, at + 1));
      await wait(100);
    }
  }
  response.end(fault?.name === 'slow-drip' ? undefined : body);
}
