import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CloudRoute } from '../../src/shared/cloud.ts';
import { unpackMask } from '../../src/shared/masks.ts';
import { ffmpegOutput, type OpenCloud, openCloud, queuePicture } from '../support/cloud-library.ts';
import type { Fault } from '../support/kling-server/faults.ts';
import {
  type RunningServer,
  startKlingServer,
  testAccount,
  testKeys,
} from '../support/kling-server/start.ts';
import { samplePhotograph } from '../support/pictures.ts';

let server: RunningServer;
let photograph: Buffer;
let folder: string;
const open: OpenCloud[] = [];

beforeAll(async () => {
  server = await startKlingServer();
  // Small enough to be quick, large enough for the rules; with the metadata of a camera.
  photograph = await ffmpegOutput([
    ...['-i', samplePhotograph('sample1.jpg'), '-vf', 'scale=480:-2', '-metadata', 'comment=secret-place'],
    ...['-f', 'image2pipe', '-c:v', 'mjpeg', '-q:v', '3', 'pipe:1'],
  ]);
});
afterAll(() => server.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-cloud-'));
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  rmSync(folder, { recursive: true, force: true });
  await server.setScript({});
  await server.reset();
});

type Way = CloudRoute | 'pair' | 'auto';
const accountOf = (way: Way) =>
  way === 'pair'
    ? testAccount(server.url, 'kling', {
        credential: { kind: 'pair', accessKey: testKeys.accessKey, secretKey: testKeys.secretKey },
      })
    : testAccount(server.url, way === 'kling' ? 'kling' : 'cometapi', { route: way });

async function sendOne(
  way: Way,
  script: Parameters<RunningServer['setScript']>[0] = {},
  more: Parameters<typeof openCloud>[2] = {},
) {
  await server.setScript(script);
  // A library has one writer: the one before makes way.
  for (const one of open.splice(0)) await one.close();
  const cloud = openCloud(join(folder, 'Shoot.castline'), accountOf(way), more);
  open.push(cloud);
  const { pixels } = await queuePicture(cloud.library, photograph);
  cloud.queue.wake();
  await cloud.queue.whenAtRest();
  const { calls, fetches } = await server.log();
  const [answer] = cloud.library.cloudAnswers.ofPixels(pixels);
  return { ...cloud, pixels, calls, fetches, answer, item: cloud.library.cloudItems.get(pixels) };
}

describe('a picture over each way', () => {
  it.each<Way>(['responses', 'comet', 'kling', 'pair'])(
    '%s: four sets with masks on the source',
    async (way) => {
      const { item, answer, calls, fetches, library } = await sendOne(way);
      expect(item).toMatchObject({ state: 'done' });
      expect(calls).toHaveLength(1);
      expect(calls[0]).toMatchObject({ status: 200, userAgent: 'Castline/0.0.0-test' });
      expect(fetches).toBe(4);
      expect(answer?.sets.map(({ kind }) => kind)).toEqual(['clothing', 'face', 'head', 'subject']);
      for (const set of answer?.sets ?? []) {
        expect(set).toMatchObject({ isPresent: true, picture: 'kept', form: 'cut-out' });
        expect(set.mask?.widthPx).toBe(480);
        expect(unpackMask(set.mask!).includes(1)).toBe(true);
        expect(library.images.has(set.pictureHash!)).toBe(true);
      }
      const [call] = library.cloudCalls.list();
      expect(call).toMatchObject({
        state: 'settled',
        cost_micros: way === 'kling' || way === 'pair' ? 14_000 : null,
      });
    },
  );

  it.each([['fenced'], ['json']] as const)('the generic one with its answer %s', async (responses) => {
    expect((await sendOne('responses', { responses })).item?.state).toBe('done');
  });

  it.each([['mask'], ['crop'], ['cut-out']] as const)(
    'results that are a %s are told by what they are',
    async (form) => {
      const { answer } = await sendOne('kling', { form });
      const face = answer?.sets.find(({ kind }) => kind === 'face');
      expect(face).toMatchObject({ form, picture: 'kept' });
      expect(face?.box?.w).toBeGreaterThan(0.02);
      expect(face?.mask !== undefined).toBe(form !== 'crop');
      const full = form === 'crop' ? (await sendOne('comet', { form: 'mask' })).answer?.sets : undefined;
      const same = full?.find(({ kind }) => kind === 'face')?.box;
      if (same && face?.box) {
        expect(Math.abs(face.box.x - same.x)).toBeLessThan(0.02);
        expect(Math.abs(face.box.y - same.y)).toBeLessThan(0.02);
      }
    },
  );

  it('flags without pictures stay flags', async () => {
    const { answer, fetches, item } = await sendOne('comet', { urls: 0 });
    expect(item?.state).toBe('done');
    expect(fetches).toBe(0);
    expect(
      answer?.sets.every(({ picture, isPresent, mask }) => picture === 'none' && isPresent && !mask),
    ).toBe(true);
  });
});

describe('the automatic route', () => {
  it.each(['prose', 'model-not-found', 'redirect', 'html'] as const)(
    'goes on to the native one after %s, and remembers',
    async (responses) => {
      const { calls, item, library, queue } = await sendOne('auto', { responses });
      expect(calls.map(({ route }) => route)).toEqual(['responses', 'comet']);
      expect(item?.state).toBe('done');
      expect(library.cloudFacts.state().learned).toEqual({ 'test-cometapi': 'comet' });
      const second = await ffmpegOutput([
        ...[
          '-f',
          'lavfi',
          '-i',
          'testsrc=size=400x400',
          '-frames:v',
          '1',
          '-f',
          'image2pipe',
          '-c:v',
          'mjpeg',
          'pipe:1',
        ],
      ]);
      await queuePicture(library, second);
      queue.wake();
      await queue.whenAtRest();
      expect((await server.log()).calls.map(({ route }) => route)).toEqual(['responses', 'comet', 'comet']);
      expect(library.cloudCalls.list()[0]).toMatchObject({ asked_by: 'probe', state: 'settled' });
    },
  );

  it('stays with the generic one where that answers', async () => {
    const { calls, library } = await sendOne('auto');
    expect(calls.map(({ route }) => route)).toEqual(['responses']);
    expect(library.cloudFacts.state().learned).toEqual({ 'test-cometapi': 'responses' });
  });
});

describe('each error over HTTP', () => {
  const ways: Way[] = ['responses', 'comet', 'pair'];
  const table: [
    Fault['name'],
    { calls: number; state: string; code?: string; activity?: string; ledger: string },
  ][] = [
    [
      '401-1002',
      { calls: 1, state: 'waiting', code: 'cloud-key-refused', activity: 'stopped', ledger: 'settled' },
    ],
    [
      '403-quota',
      { calls: 1, state: 'waiting', code: 'cloud-quota', activity: 'stopped', ledger: 'settled' },
    ],
    ['429-1102', { calls: 1, state: 'waiting', code: 'cloud-quota', activity: 'stopped', ledger: 'settled' }],
    ['429-1302', { calls: 2, state: 'done', ledger: 'settled' }],
    ['429-1303', { calls: 2, state: 'done', ledger: 'settled' }],
    ['500-invalid-request', { calls: 1, state: 'failed', code: 'cloud-picture-refused', ledger: 'settled' }],
    [
      '503-model-not-found',
      { calls: 1, state: 'waiting', code: 'cloud-model-unknown', activity: 'stopped', ledger: 'settled' },
    ],
    ['503-5001', { calls: 2, state: 'done', ledger: 'settled' }],
    ['504', { calls: 2, state: 'done', ledger: 'settled' }],
    ['400-1301', { calls: 1, state: 'failed', code: 'cloud-policy', ledger: 'settled' }],
    [
      '301',
      { calls: 1, state: 'waiting', code: 'cloud-wrong-route', activity: 'stopped', ledger: 'settled' },
    ],
    ['slow-drip', { calls: 1, state: 'unknown', code: 'cloud-end-unknown', ledger: 'unknown' }],
    ['cut', { calls: 1, state: 'unknown', code: 'cloud-end-unknown', ledger: 'unknown' }],
    ['malformed', { calls: 1, state: 'failed', code: 'cloud-unreadable', ledger: 'settled' }],
    ['wrong-content-type', { calls: 1, state: 'done', ledger: 'settled' }],
    ['duplicate-keys', { calls: 1, state: 'done', ledger: 'settled' }],
    ['prose', { calls: 1, state: 'failed', code: 'cloud-declined', ledger: 'settled' }],
    ['refusal', { calls: 1, state: 'failed', code: 'cloud-declined', ledger: 'settled' }],
    ['expired-urls', { calls: 1, state: 'done', ledger: 'settled' }],
    ['file-urls', { calls: 1, state: 'done', ledger: 'settled' }],
  ];
  for (const way of ways) {
    it.each(table)(`${way}: %s`, async (name, wanted) => {
      const { calls, item, library, queue, answer } = await sendOne(
        way,
        { next: [{ name }] },
        { deadlineMs: name === 'slow-drip' ? 600 : 30_000 },
      );
      expect(calls).toHaveLength(wanted.calls);
      const ledger = library.cloudCalls.list();
      expect(ledger).toHaveLength(wanted.calls);
      expect(ledger[0]?.state).toBe(wanted.ledger);
      expect(item).toMatchObject({ state: wanted.state, ...(wanted.code ? { code: wanted.code } : {}) });
      expect(queue.activity.kind).toBe(wanted.activity ?? 'idle');
      if (wanted.activity) {
        expect(queue.activity.error?.code).toBe(wanted.code);
        expect(queue.activity.error?.nextStep.length).toBeGreaterThan(20);
      }
      if (name === 'expired-urls') expect(answer?.sets.every(({ picture }) => picture === 'gone')).toBe(true);
      if (name === 'file-urls') expect(answer?.sets.every(({ picture }) => picture === 'refused')).toBe(true);
    });
  }

  it('signs again once after 1004', async () => {
    const { calls, item } = await sendOne('pair', { next: [{ name: '401-1004' }] });
    expect(calls.map(({ status }) => status)).toEqual([401, 200]);
    expect(item?.state).toBe('done');
    const twice = await sendOne('kling', { next: [{ name: '401-1004' }] });
    expect(twice.calls.map(({ status }) => status)).toEqual([401, 200, 401]);
    expect(twice.queue.activity.error?.code).toBe('cloud-clock');
  });

  it('waits as long as Retry-After says', async () => {
    const begun = performance.now();
    const { calls } = await sendOne(
      'kling',
      { next: [{ name: '429-1303', retryAfter: 1 }] },
      { waitScale: 1 },
    );
    expect(calls).toHaveLength(2);
    expect(Date.parse(calls[1]!.at) - Date.parse(calls[0]!.at)).toBeGreaterThanOrEqual(1000);
    expect(performance.now() - begun).toBeGreaterThan(1000);
  });
});

describe('money', () => {
  it('stops hard at the limits, before anything is sent', async () => {
    const cloud = openCloud(join(folder, 'Shoot.castline'), accountOf('kling'));
    open.push(cloud);
    for (const size of [400, 410, 420, 430]) {
      await queuePicture(
        cloud.library,
        await ffmpegOutput([
          ...['-f', 'lavfi', '-i', `testsrc=size=${size}x400`, '-frames:v', '1'],
          ...['-f', 'image2pipe', '-c:v', 'mjpeg', 'pipe:1'],
        ]),
      );
    }
    const { cloudFacts, cloudCalls } = cloud.library;
    cloudFacts.setSettings({ ...cloudFacts.settings(), maxCalls: 2 });
    cloud.queue.wake();
    await cloud.queue.whenAtRest();
    expect((await server.log()).calls).toHaveLength(2);
    expect(cloud.queue.activity).toMatchObject({ kind: 'stopped', error: { code: 'cloud-budget' } });
    cloudFacts.setSettings({ ...cloudFacts.settings(), maxCalls: null, maxCostMicros: 14_000 * 3 });
    cloud.queue.wake();
    await cloud.queue.whenAtRest();
    expect((await server.log()).calls).toHaveLength(3);
    expect(cloudCalls.totals()).toEqual({ calls: 3, costMicros: 42_000 });
  });
});

describe('without a network', () => {
  it('waits without a loop, and nothing counts as spent', async () => {
    const account = testAccount('http://127.0.0.1:9', 'kling');
    const cloud = openCloud(join(folder, 'Shoot.castline'), account, { waitScale: 1 });
    open.push(cloud);
    await queuePicture(cloud.library, photograph);
    cloud.queue.wake();
    await cloud.queue.whenAtRest();
    for (let index = 0; index < 20; index++) cloud.queue.wake();
    await cloud.queue.whenAtRest();
    expect(cloud.queue.activity).toMatchObject({ kind: 'offline', error: { code: 'cloud-unreachable' } });
    expect(cloud.library.cloudCalls.list().map(({ state }) => state)).toEqual(['released']);
    expect(cloud.library.cloudCalls.totals()).toEqual({ calls: 0, costMicros: 0 });
  });
});
