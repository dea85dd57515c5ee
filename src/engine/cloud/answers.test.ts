import { describe, expect, it } from 'vitest';
import { resultSetsSchema } from '../../shared/recognition.ts';
import { readAnswer } from './answers.ts';

const read = (body: string, status = 200, type = 'application/json') =>
  readAnswer({ status, headers: { 'content-type': type }, body: new TextEncoder().encode(body) });
const json = (value: unknown, status = 200) => read(JSON.stringify(value), status);

const images = [
  { type: 'head_seg', is_contain: true, url: 'https://p1.example/head.png' },
  { type: 'face_seg', is_contain: true, url: null },
  { type: 'cloth_seg', is_contain: false, url: '' },
  { type: 'object_seg', is_contain: true },
];
const expected = [
  { kind: 'head', isPresent: true, url: 'https://p1.example/head.png' },
  { kind: 'face', isPresent: true },
  { kind: 'clothing', isPresent: false },
  { kind: 'subject', isPresent: true },
];
const envelope = { code: 0, message: 'SUCCEED', request_id: 'r1', data: { task_result: { images } } };
const response = (text: string, extra: object = {}) => ({
  id: 'resp_1',
  object: 'response',
  status: 'completed',
  error: null,
  output: [
    { type: 'reasoning', summary: [] },
    {
      id: 'm',
      type: 'message',
      role: 'assistant',
      content: [{ type: 'output_text', annotations: [], text }],
    },
  ],
  usage: { total_tokens: 1 },
  ...extra,
});

describe('every shape of an answer', () => {
  it.each<[string, unknown]>([
    ['the envelope of Kling', { ...envelope, data: { ...envelope.data, final_unit_deduction: '0.1' } }],
    ['the envelope without a request id', { code: 0, message: 'ok', data: { task_result: { images } } }],
    ['the envelope with a null request id', { ...envelope, request_id: null }],
    ['the inner part', { task_result: { images } }],
    ['the data alone', { data: { task_result: { images } } }],
    ['the list in an object', { images }],
    ['the bare list', images],
    ['a response with the envelope', response(JSON.stringify(envelope))],
    ['a response with the inner part', response(JSON.stringify({ task_result: { images } }))],
    ['a response with a bare list', response(JSON.stringify(images))],
    ['a response, fenced', response(`\`\`\`json\n${JSON.stringify(envelope)}\n\`\`\``)],
    ['a response, fenced without a word', response(`\`\`\`\n${JSON.stringify(envelope)}\n\`\`\`\n`)],
  ])('%s gives the four sets', (_name, value) => {
    const reading = json(value);
    expect(reading).toMatchObject({ kind: 'sets', sets: expected, unknownTypes: [] });
    if (reading.kind === 'sets') {
      resultSetsSchema.parse(reading.sets.map(({ kind, isPresent }) => ({ kind, isPresent })));
    }
  });

  it('joins the parts of a text', () => {
    const text = JSON.stringify(envelope);
    const content = [text.slice(0, 30), text.slice(30)].map((part) => ({ type: 'output_text', text: part }));
    expect(json(response('', { output: [{ type: 'message', content }] }))).toMatchObject({ sets: expected });
  });

  it('takes types in any order, keeps unknown ones apart, and one of two that are alike', () => {
    const mixed = [
      { type: 'shoe_seg', is_contain: true },
      { type: 'cloth_seg', is_contain: true },
      { type: 'cloth_seg', is_contain: true, url: 'https://a.example/c.png' },
    ];
    expect(json({ images: mixed })).toEqual({
      kind: 'sets',
      sets: [{ kind: 'clothing', isPresent: true, url: 'https://a.example/c.png' }],
      unknownTypes: ['shoe_seg'],
    });
  });

  it('takes the last of duplicate keys, as JSON does', () => {
    const text = `{"code":1201,"code":0,"message":"","data":{"task_result":{"images":[{"type":"head_seg","is_contain":false,"is_contain":true}]}}}`;
    expect(read(text)).toMatchObject({ kind: 'sets', sets: [{ kind: 'head', isPresent: true }] });
  });

  it('reads what was taken off the account', () => {
    const data = { task_result: { images }, final_unit_deduction: '0.1' };
    expect(json({ ...envelope, data })).toMatchObject({ units: 0.1, requestId: 'r1' });
  });

  it('reads JSON whatever the content type says', () => {
    expect(read(JSON.stringify(envelope), 200, 'text/html')).toMatchObject({ kind: 'sets' });
  });
});

describe('what is no answer', () => {
  it.each<[string, ReturnType<typeof read>, object]>([
    ['prose in a response', json(response('I see a person in a coat.')), { kind: 'prose' }],
    [
      'a refusal',
      json(response('', { output: [{ type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] }] })),
      { kind: 'refusal', text: 'No.' },
    ],
    [
      'a response that is not finished',
      json(response('', { status: 'in_progress' })),
      { reason: 'unfinished' },
    ],
    [
      'a response that failed',
      json(response('', { status: 'failed', error: { code: 'image_too_small', message: 'small' } })),
      { kind: 'error', code: 'image_too_small', message: 'small', requestId: 'resp_1' },
    ],
    ['a response without output', json(response('', { output: [] })), { reason: 'empty' }],
    ['a response cut off', json(response('{"task_result":{"im')), { kind: 'unreadable', reason: 'no-json' }],
    ['a response with other JSON', json(response('{"persons":2}')), { reason: 'wrong-types' }],
    ['truncated JSON', read('{"code":0,"data":{"task_re'), { kind: 'unreadable', reason: 'no-json' }],
    ['a trailing comma', read('{"code":0,"message":"",}'), { kind: 'unreadable', reason: 'no-json' }],
    ['nothing', read(''), { kind: 'unreadable', reason: 'empty' }],
    ['plain words', read('upstream error'), { kind: 'prose' }],
    ['a web page', read('<!doctype html><title>Not found</title>', 200, 'text/html'), { kind: 'html' }],
    ['a web page that calls itself JSON', read('<html></html>'), { kind: 'html' }],
    ['a redirect', read('', 301), { kind: 'redirect' }],
    [
      'a flag that is a word',
      json({ images: [{ type: 'head_seg', is_contain: 'true' }] }),
      { reason: 'wrong-types' },
    ],
    ['an envelope without data', json({ code: 0, message: 'ok' }), { reason: 'wrong-types' }],
    [
      'a task instead of a result',
      json({ code: 0, data: { task_id: '1', task_status: 'submitted' } }),
      { reason: 'unfinished' },
    ],
    [
      'an error of Kling',
      json({ code: 1102, message: 'used up', request_id: 'q' }, 429),
      { kind: 'error', code: '1102', message: 'used up', requestId: 'q' },
    ],
    [
      'an error of Comet',
      json(
        { error: { message: 'bad (request id: 2026x)', type: 'comet_api_error', code: 'invalid_request' } },
        500,
      ),
      { kind: 'error', code: 'invalid_request', requestId: '2026x' },
    ],
    [
      'an error of Comet without a code',
      json({ error: { message: 'm', code: '' } }, 400),
      { kind: 'error', code: '' },
    ],
  ])('%s', (_name, reading, wanted) => {
    expect(reading).toMatchObject(wanted);
  });
});
