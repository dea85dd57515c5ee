import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createRawServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HttpTransport } from '../../src/engine/network/index.ts';
import { ffmpegOutput, type OpenCloud, openCloud, queuePicture } from '../support/cloud-library.ts';
import {
  type RunningServer,
  startKlingServer,
  testAccount,
  testKeys,
} from '../support/kling-server/start.ts';
import { samplePhotograph } from '../support/pictures.ts';

/** A provider that answers in bad faith, or somebody in its place. */

let server: RunningServer;
let photograph: Buffer;
let folder: string;
const open: OpenCloud[] = [];

beforeAll(async () => {
  server = await startKlingServer();
  photograph = await ffmpegOutput([
    ...['-i', samplePhotograph('sample1.jpg'), '-vf', 'scale=480:-2'],
    ...['-f', 'image2pipe', '-c:v', 'mjpeg', '-q:v', '3', 'pipe:1'],
  ]);
});
afterAll(() => server.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-hostile-'));
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  rmSync(folder, { recursive: true, force: true });
  await server.setScript({});
  await server.reset();
});

async function sendOne(script: Parameters<RunningServer['setScript']>[0], allowsPrivateAddresses = true) {
  await server.setScript(script);
  const { account, credential } = testAccount(server.url, 'kling');
  const cloud = openCloud(join(folder, 'Shoot.castline'), {
    account: { ...account, allowsPrivateAddresses },
    credential,
  });
  open.push(cloud);
  const { pixels } = await queuePicture(cloud.library, photograph);
  cloud.queue.wake();
  await cloud.queue.whenAtRest();
  const { calls, fetches } = await server.log();
  const [answer] = cloud.library.cloudAnswers.ofPixels(pixels);
  const pictures = [...new Set(answer?.sets.map(({ picture }) => picture))];
  return { ...cloud, calls, fetches, answer, pictures, item: cloud.library.cloudItems.get(pixels) };
}

describe('results of a provider that is not to be trusted', () => {
  it.each([
    ['html', 'refused'],
    ['garbage', 'refused'],
    ['bomb', 'refused'],
    ['huge', 'refused'],
    ['moved', 'kept'],
    ['loop', 'refused'],
  ] as const)('%s: %s, and the picture is not asked for again', async (results, wanted) => {
    const { pictures, item, calls } = await sendOne({ results });
    expect(pictures).toEqual([wanted]);
    expect(item?.state).toBe('done');
    expect(calls).toHaveLength(1);
  });

  it('near this computer are not fetched unless the user says so', async () => {
    const { pictures, fetches } = await sendOne({}, false);
    expect(pictures).toEqual(['refused']);
    expect(fetches).toBe(0);
  });

  it('at a name of this computer get no connection at all', async () => {
    let connections = 0;
    const near = createRawServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => near.listen(0, '127.0.0.1', resolve));
    const { port } = near.address() as AddressInfo;
    const known = testAccount(server.url, 'kling');
    const transport = new HttpTransport({
      account: async () => ({ ...known, account: { ...known.account, allowsPrivateAddresses: false } }),
      version: '0.0.0-test',
      clock: () => new Date(),
      env: {},
      // A name that means the public internet when it is looked at, and this computer when it is used.
      lookup: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    for (const host of ['localhost', 'results.example']) {
      const outcome = await transport.fetchPicture(
        `https://${host}:${port}/a.png`,
        AbortSignal.timeout(5000),
      );
      expect(outcome).toMatchObject({ kind: 'refused', reason: 'address' });
    }
    expect(connections).toBe(0);
    await transport.close();
    near.close();
  });
});

describe('answers that are no answers', () => {
  it.each([
    ['huge', 'unknown'],
    ['huge-headers', 'unknown'],
  ] as const)('%s: read no further than the limit, and not asked again by itself', async (name, state) => {
    const { item, calls, library } = await sendOne({ next: [{ name }] });
    expect(calls).toHaveLength(1);
    expect(item).toMatchObject({ state, code: 'cloud-end-unknown' });
    expect(library.cloudCalls.list()[0]).toMatchObject({ state: 'unknown' });
  });

  it('repeats the key: it is kept without it, on the screen and on the disk', async () => {
    const { queue, calls } = await sendOne({ next: [{ name: 'echo-key' }] });
    expect(calls).toHaveLength(1);
    expect(queue.activity.error?.message).toContain('[key]');
    for (const one of open.splice(0)) await one.close();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(0);
    for (const { parentPath, name } of files) {
      expect(readFileSync(join(parentPath, name)).includes(testKeys.klingKey)).toBe(false);
    }
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['noise', Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256))],
    ['another protocol', Buffer.from('SSH-2.0-OpenSSH_9.6\r\n')],
    ['deep nesting', Buffer.from(`HTTP/1.1 200 OK\r\n\r\n${'['.repeat(200_000)}`)],
    ['a length that is not kept', Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"code":0')],
  ])('%s: nothing hangs, and the library says how it ended', async (_name, bytes) => {
    const odd = createRawServer((socket) => {
      socket.once('data', () => socket.end(bytes));
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    const { port } = odd.address() as AddressInfo;
    const cloud = openCloud(join(folder, 'Shoot.castline'), testAccount(`http://127.0.0.1:${port}`, 'kling'));
    open.push(cloud);
    const { pixels } = await queuePicture(cloud.library, photograph);
    cloud.queue.wake();
    await cloud.queue.whenAtRest();
    expect(cloud.library.cloudItems.get(pixels)?.state).toMatch(/^(unknown|failed)$/);
    expect(cloud.library.cloudCalls.list()).toHaveLength(1);
    odd.close();
  });

  it('redirects carry the key nowhere', async () => {
    const seen: (string | undefined)[] = [];
    const thief = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{}');
    });
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    const away = `http://127.0.0.1:${(thief.address() as AddressInfo).port}/`;
    const mover = createServer((_request, response) => {
      response.writeHead(307, { location: away });
      response.end();
    });
    await new Promise<void>((resolve) => mover.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(mover.address() as AddressInfo).port}`;
    const cloud = openCloud(join(folder, 'Shoot.castline'), testAccount(url, 'kling'));
    open.push(cloud);
    await queuePicture(cloud.library, photograph);
    cloud.queue.wake();
    await cloud.queue.whenAtRest();
    expect(cloud.queue.activity.error?.code).toBe('cloud-wrong-route');
    expect(seen).toEqual([]);
    thief.close();
    mover.close();
  });
});
