import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Decision, decide, requestFor } from '../../src/engine/cloud/index.ts';
import { HttpTransport } from '../../src/engine/network/index.ts';
import type { CloudRoute } from '../../src/shared/cloud.ts';
import { nextSteps } from '../../src/shared/errors.ts';
import { ffmpegOutput } from '../support/cloud-library.ts';
import {
  type RunningServer,
  startKlingServer,
  testAccount,
  testKeys,
} from '../support/kling-server/start.ts';

/** Every error and every shape that the vendors document or others have seen, over HTTP, on each of the three routes. */

let server: RunningServer;
let jpeg: Buffer;
const transports = {} as Record<CloudRoute, HttpTransport>;
const routes: CloudRoute[] = ['responses', 'comet', 'kling'];

beforeAll(async () => {
  server = await startKlingServer();
  jpeg = await ffmpegOutput([
    ...[
      '-f',
      'lavfi',
      '-i',
      'testsrc=size=320x320',
      '-frames:v',
      '1',
      '-f',
      'image2pipe',
      '-c:v',
      'mjpeg',
      'pipe:1',
    ],
  ]);
  for (const route of routes) {
    const pair = { kind: 'pair', accessKey: testKeys.accessKey, secretKey: testKeys.secretKey } as const;
    const account =
      route === 'kling'
        ? testAccount(server.url, 'kling', { credential: pair })
        : testAccount(server.url, 'cometapi', { route });
    const options = { version: '0.0.0-test', clock: () => new Date(), env: {} };
    transports[route] = new HttpTransport({ ...options, account: async () => account });
  }
});
afterAll(async () => {
  for (const transport of Object.values(transports)) await transport.close();
  await server.stop();
});

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly contentType?: string;
}

/** Asks over a route while the server answers to the letter what it is told; gives what the queue would do. */
async function ask(
  route: CloudRoute,
  { status, body, contentType = 'application/json' }: Answer,
): Promise<Decision> {
  await server.setScript({ next: [{ name: 'answer', answer: { status, body, contentType } }] });
  const outcome = await transports[route].send(
    requestFor(route, jpeg, 'What is it?'),
    AbortSignal.timeout(10_000),
  );
  expect(outcome).toMatchObject({ kind: 'answer', status });
  return decide(outcome, { signs: true, hasSignedAgain: false, now: new Date() });
}

const json = (status: number, value: unknown): Answer => ({ status, body: JSON.stringify(value) });
const kling = (status: number, code: number): Answer =>
  json(status, { code, message: 'why', request_id: 'r1' });
const comet = (status: number, code: string, message = 'why'): Answer =>
  json(status, { error: { message, type: 'comet_api_error', param: '', code } });
const failed = (code: string): Answer =>
  json(200, {
    object: 'response',
    id: 'resp_1',
    status: 'failed',
    error: { code, message: 'why' },
    output: [],
  });

type Row = [string, Answer, Decision['action'], string, boolean];
const errors: Row[] = [
  ['1000', kling(401, 1000), 'stop', 'cloud-key-refused', false],
  ['1001', kling(401, 1001), 'stop', 'cloud-key-refused', false],
  ['1002', kling(401, 1002), 'stop', 'cloud-key-refused', false],
  ['1003', kling(401, 1003), 'sign-again', 'cloud-clock', true],
  ['1004', kling(401, 1004), 'sign-again', 'cloud-clock', true],
  ['1100', kling(429, 1100), 'stop', 'cloud-quota', false],
  ['1101', kling(429, 1101), 'stop', 'cloud-quota', false],
  ['1102', kling(429, 1102), 'stop', 'cloud-quota', false],
  ['1103', kling(403, 1103), 'stop', 'cloud-no-right', false],
  ['1200', kling(400, 1200), 'fail', 'cloud-picture-refused', false],
  ['1201', kling(400, 1201), 'fail', 'cloud-picture-refused', false],
  ['1202', kling(404, 1202), 'other-route', 'cloud-wrong-route', false],
  ['1203', kling(404, 1203), 'other-route', 'cloud-model-unknown', false],
  ['1300', kling(400, 1300), 'fail', 'cloud-policy', false],
  ['1301', kling(400, 1301), 'fail', 'cloud-policy', false],
  ['1302', kling(429, 1302), 'wait', 'cloud-too-fast', true],
  ['1303', kling(429, 1303), 'wait', 'cloud-too-fast', true],
  ['1304', kling(429, 1304), 'stop', 'cloud-address-refused', false],
  ['5000', kling(500, 5000), 'wait', 'cloud-down', true],
  ['5001', kling(503, 5001), 'wait', 'cloud-down', true],
  ['5002', kling(504, 5002), 'wait', 'cloud-down', true],
  ['an error of Kling under 200', kling(200, 1201), 'fail', 'cloud-picture-refused', false],
  ['a code as text', json(401, { code: '1002', message: 'why' }), 'stop', 'cloud-key-refused', false],
  ['400', comet(400, 'invalid_request'), 'fail', 'cloud-picture-refused', false],
  ['401', comet(401, ''), 'stop', 'cloud-key-refused', false],
  ['402', comet(402, ''), 'stop', 'cloud-quota', false],
  ['403', comet(403, ''), 'stop', 'cloud-no-right', false],
  ['403 quota', comet(403, 'insufficient_user_quota'), 'stop', 'cloud-quota', false],
  ['404', comet(404, ''), 'other-route', 'cloud-wrong-route', false],
  ['413', comet(413, ''), 'fail', 'cloud-picture-refused', false],
  ['429', comet(429, ''), 'wait', 'cloud-too-fast', true],
  ['500', comet(500, ''), 'wait', 'cloud-down', true],
  ['500 invalid_request', comet(500, 'invalid_request'), 'fail', 'cloud-picture-refused', false],
  ['503', comet(503, ''), 'wait', 'cloud-down', true],
  ['503 model_not_found', comet(503, 'model_not_found'), 'other-route', 'cloud-model-unknown', false],
  ['503 no channel', comet(503, '', 'no available channel'), 'other-route', 'cloud-model-unknown', false],
  ['504', comet(504, ''), 'wait', 'cloud-down', true],
  ['524', comet(524, ''), 'wait', 'cloud-down', true],
  ['relay mode', comet(400, '', 'unsupported relay mode'), 'other-route', 'cloud-wrong-route', false],
  ['no param', json(401, { error: { message: 'why', type: 'x' } }), 'stop', 'cloud-key-refused', false],
  [
    '301',
    { status: 301, body: '<html>Moved', contentType: 'text/html' },
    'other-route',
    'cloud-wrong-route',
    false,
  ],
  [
    'a page',
    { status: 200, body: '<!doctype html>', contentType: 'text/html' },
    'other-route',
    'cloud-wrong-route',
    false,
  ],
  ['a page with 502', { status: 502, body: '<html>', contentType: 'text/html' }, 'wait', 'cloud-down', true],
  ['server_error', failed('server_error'), 'wait', 'cloud-down', true],
  ['rate_limit_exceeded', failed('rate_limit_exceeded'), 'wait', 'cloud-too-fast', true],
  ['invalid_image', failed('invalid_image'), 'fail', 'cloud-picture-refused', false],
  ['image_too_small', failed('image_too_small'), 'fail', 'cloud-picture-refused', false],
  ['failed_to_download_image', failed('failed_to_download_image'), 'fail', 'cloud-picture-refused', false],
  [
    'prose',
    { status: 200, body: 'A man in a hat.', contentType: 'text/plain' },
    'other-route',
    'cloud-declined',
    false,
  ],
  ['truncated', { status: 200, body: '{"code":0,"data":{"task_res' }, 'fail', 'cloud-unreadable', false],
  ['nothing', { status: 200, body: '' }, 'fail', 'cloud-unreadable', false],
  [
    'wrong types',
    json(200, { code: 0, data: { task_result: { images: 'four' } } }),
    'fail',
    'cloud-unreadable',
    false,
  ],
  [
    'a task',
    json(200, { code: 0, data: { task_id: 't', task_status: 'submitted' } }),
    'fail',
    'cloud-unreadable',
    false,
  ],
];

const images = [
  { type: 'head_seg', is_contain: true },
  { type: 'face_seg', is_contain: false, url: null },
  { type: 'cloth_seg', is_contain: true, url: 'https://p1.a.kwimgs.com/output.png' },
  { type: 'object_seg', is_contain: true, url: '' },
];
const inner = { code: 0, message: 'SUCCEED', request_id: 'r1', data: { task_result: { images } } };
const response = (text: string, before: unknown[] = []): Answer =>
  json(200, {
    ...{ id: 'resp_1', object: 'response', created_at: 1, status: 'completed', error: null },
    output: [
      ...before,
      { id: 'm', type: 'message', status: 'completed', role: 'assistant', content: textIn(text) },
    ],
  });
/** In two pieces, as a message may come. */
const textIn = (text: string) =>
  [text.slice(0, 20), text.slice(20)].map((part) => ({ type: 'output_text', annotations: [], text: part }));

const shapes: [string, Answer][] = [
  ['Kling’s envelope', json(200, inner)],
  ['without a request id', json(200, { ...inner, request_id: undefined })],
  ['with what it took', json(200, { ...inner, data: { ...inner.data, final_unit_deduction: '0.1' } })],
  ['in another order', json(200, { ...inner, data: { task_result: { images: images.toReversed() } } })],
  [
    'with a type that nobody knows',
    json(200, {
      ...inner,
      data: { task_result: { images: [...images, { type: 'hat_seg', is_contain: true }] } },
    }),
  ],
  ['with its keys twice', { status: 200, body: JSON.stringify(inner).replace('{', '{"code":1,') }],
  ['as another content type', { ...json(200, inner), contentType: 'text/html' }],
  ['in a response', response(JSON.stringify(inner))],
  ['in a response after reasoning', response(JSON.stringify(inner), [{ type: 'reasoning', summary: [] }])],
  ['in a fence', response(`\`\`\`json\n${JSON.stringify(inner, undefined, 2)}\n\`\`\``)],
  ['the task’s result alone', response(JSON.stringify({ task_result: { images } }))],
  ['the images alone', response(JSON.stringify({ images }))],
  ['a bare list', response(JSON.stringify(images))],
];

describe.each(routes)('over %s', (route) => {
  it.each(errors)('the error %s', async (_name, answer, action, code, retries) => {
    const decision = await ask(route, answer);
    expect(decision).toMatchObject({ action, code, retries });
    expect(decision.message.length).toBeGreaterThan(20);
    expect(decision.code && nextSteps[decision.code].length).toBeGreaterThan(20);
  });

  it.each(shapes)('an answer %s', async (_name, answer) => {
    const { action, reading } = await ask(route, answer);
    expect(action).toBe('keep');
    const sets = reading?.kind === 'sets' ? reading.sets : [];
    expect(new Map(sets.map(({ kind, isPresent, url }) => [kind, url ?? isPresent]))).toEqual(
      new Map<string, string | boolean>([
        ['head', true],
        ['face', false],
        ['clothing', 'https://p1.a.kwimgs.com/output.png'],
        ['subject', true],
      ]),
    );
  });

  it('a refusal and an unfinished response are no results', async () => {
    const content = [{ type: 'refusal', refusal: 'I will not.' }];
    const refused = json(200, {
      object: 'response',
      status: 'completed',
      output: [{ type: 'message', content }],
    });
    expect(await ask(route, refused)).toMatchObject({ action: 'other-route', code: 'cloud-declined' });
    for (const status of ['in_progress', 'queued', 'incomplete', 'cancelled']) {
      const open = json(200, { object: 'response', status, output: [] });
      expect(await ask(route, open)).toMatchObject({ action: 'fail', code: 'cloud-unreadable' });
    }
  });
});
