import { describe, expect, it } from 'vitest';
import type { RawOutcome } from '../../shared/cloud.ts';
import { nextSteps } from '../../shared/errors.ts';
import { type Action, backoffMs, decide, retryAfterMs } from './decide.ts';

const now = new Date('2026-01-02T03:04:05Z');
const context = { signs: true, hasSignedAgain: false, now };
const answer = (status: number, body: unknown, headers: Record<string, string> = {}): RawOutcome => ({
  kind: 'answer',
  status,
  headers,
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
});
const kling = (status: number, code: number, headers = {}) =>
  answer(status, { code, message: 'why', request_id: 'r' }, headers);
const comet = (status: number, code: string, message = 'why') =>
  answer(status, { error: { message, type: 'comet_api_error', param: '', code } });
const failure = (kind: 'unreachable' | 'timeout' | 'cut' | 'no-key', wasSent: boolean): RawOutcome => ({
  kind: 'failure',
  failure: kind,
  wasSent,
  detail: '',
});

describe('the table of errors', () => {
  it.each<[string, RawOutcome, Action, string, boolean]>([
    ['401/1000', kling(401, 1000), 'stop', 'cloud-key-refused', false],
    ['401/1001', kling(401, 1001), 'stop', 'cloud-key-refused', false],
    ['401/1002', kling(401, 1002), 'stop', 'cloud-key-refused', false],
    ['401/1003', kling(401, 1003), 'sign-again', 'cloud-clock', true],
    ['401/1004', kling(401, 1004), 'sign-again', 'cloud-clock', true],
    ['429/1100', kling(429, 1100), 'stop', 'cloud-quota', false],
    ['429/1101', kling(429, 1101), 'stop', 'cloud-quota', false],
    ['429/1102', kling(429, 1102), 'stop', 'cloud-quota', false],
    ['403/1103', kling(403, 1103), 'stop', 'cloud-no-right', false],
    ['400/1200', kling(400, 1200), 'fail', 'cloud-picture-refused', false],
    ['400/1201', kling(400, 1201), 'fail', 'cloud-picture-refused', false],
    ['404/1202', kling(404, 1202), 'other-route', 'cloud-wrong-route', false],
    ['404/1203', kling(404, 1203), 'other-route', 'cloud-model-unknown', false],
    ['400/1300', kling(400, 1300), 'fail', 'cloud-policy', false],
    ['400/1301', kling(400, 1301), 'fail', 'cloud-policy', false],
    ['429/1302', kling(429, 1302), 'wait', 'cloud-too-fast', true],
    ['429/1303', kling(429, 1303), 'wait', 'cloud-too-fast', true],
    ['429/1304', kling(429, 1304), 'stop', 'cloud-address-refused', false],
    ['500/5000', kling(500, 5000), 'wait', 'cloud-down', true],
    ['503/5001', kling(503, 5001), 'wait', 'cloud-down', true],
    ['504/5002', kling(504, 5002), 'wait', 'cloud-down', true],
    ['a code of Kling under 200', kling(200, 1201), 'fail', 'cloud-picture-refused', false],
    ['400', comet(400, ''), 'fail', 'cloud-picture-refused', false],
    ['401', comet(401, ''), 'stop', 'cloud-key-refused', false],
    ['402', comet(402, ''), 'stop', 'cloud-quota', false],
    ['403', comet(403, ''), 'stop', 'cloud-no-right', false],
    ['403 with a quota code', comet(403, 'insufficient_user_quota'), 'stop', 'cloud-quota', false],
    ['403 with a quota in words', comet(403, '', 'quota exhausted'), 'stop', 'cloud-quota', false],
    ['413', answer(413, 'too large'), 'fail', 'cloud-picture-refused', false],
    ['429', comet(429, ''), 'wait', 'cloud-too-fast', true],
    ['500', comet(500, ''), 'wait', 'cloud-down', true],
    ['500 invalid_request', comet(500, 'invalid_request'), 'fail', 'cloud-picture-refused', false],
    ['503', comet(503, ''), 'wait', 'cloud-down', true],
    ['503 model_not_found', comet(503, 'model_not_found'), 'other-route', 'cloud-model-unknown', false],
    [
      '503 no channel',
      comet(503, '', 'no available channel for model'),
      'other-route',
      'cloud-model-unknown',
      false,
    ],
    ['504 as a page', answer(504, '<html>'), 'wait', 'cloud-down', true],
    ['524', answer(524, ''), 'wait', 'cloud-down', true],
    ['400 relay mode', comet(400, '', 'unsupported relay mode'), 'other-route', 'cloud-wrong-route', false],
    ['301', answer(301, ''), 'other-route', 'cloud-wrong-route', false],
    ['a page', answer(200, '<html>'), 'other-route', 'cloud-wrong-route', false],
    ['prose', answer(200, 'A man.'), 'other-route', 'cloud-declined', false],
    ['half an answer', answer(200, '{"code":0,'), 'fail', 'cloud-unreadable', false],
    ['no connection', failure('unreachable', false), 'offline', 'cloud-unreachable', true],
    ['no key', failure('no-key', false), 'stop', 'cloud-no-key', false],
    ['too late', failure('timeout', true), 'unknown', 'cloud-end-unknown', false],
    ['cut off', failure('cut', true), 'unknown', 'cloud-end-unknown', false],
  ])('%s', (_name, outcome, action, code, retries) => {
    const decision = decide(outcome, context);
    expect(decision).toMatchObject({ action, code, retries });
    expect(decision.message.length).toBeGreaterThan(20);
    expect(decision.code && nextSteps[decision.code].length).toBeGreaterThan(20);
  });

  it('keeps a result', () => {
    const body = { code: 0, message: '', data: { task_result: { images: [] } } };
    expect(decide(answer(200, body), context)).toMatchObject({ action: 'keep', mayBeCharged: true });
  });

  it('signs again once, and only where it signs', () => {
    expect(decide(kling(401, 1004), { ...context, hasSignedAgain: true })).toMatchObject({
      action: 'stop',
      code: 'cloud-clock',
      retries: false,
    });
    expect(decide(kling(401, 1004), { ...context, signs: false }).action).toBe('stop');
  });
});

describe('waits', () => {
  it('hold the whole route after 1303 for at least a second, and as long as the provider says', () => {
    expect(decide(kling(429, 1303), context)).toMatchObject({ pausesRoute: true, minWaitMs: 1000 });
    expect(decide(kling(429, 1303, { 'retry-after': '7' }), context).minWaitMs).toBe(7000);
    expect(decide(kling(503, 5001, { 'retry-after': '9' }), context)).toMatchObject({
      pausesRoute: true,
      minWaitMs: 9000,
    });
  });

  it('read Retry-After as seconds or a date, and bound it', () => {
    expect(retryAfterMs('2', now)).toBe(2000);
    expect(retryAfterMs('Fri, 02 Jan 2026 03:04:10 GMT', now)).toBe(5000);
    expect(retryAfterMs('Fri, 02 Jan 2026 03:04:00 GMT', now)).toBe(0);
    expect(retryAfterMs('999999', now)).toBe(3_600_000);
    expect(retryAfterMs('soon', now)).toBeUndefined();
    expect(retryAfterMs(undefined, now)).toBeUndefined();
  });

  it('grow, differ, and stay under half a minute', () => {
    expect([1, 2, 3, 4, 9].map((attempt) => backoffMs(attempt, () => 0))).toEqual([
      1000, 2000, 4000, 8000, 15_000,
    ]);
    expect([1, 9].map((attempt) => backoffMs(attempt, () => 1))).toEqual([2000, 30_000]);
  });
});
