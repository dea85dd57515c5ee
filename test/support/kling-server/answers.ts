import { randomUUID } from 'node:crypto';
import type { CloudRoute } from '../../../src/shared/cloud.ts';
import type { SetKind } from '../../../src/shared/recognition.ts';
import type { Fault, Script } from './faults.ts';
import type { Refusal } from './validate.ts';

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly location?: string;
  readonly isCharged: boolean;
}

interface Image {
  readonly kind: SetKind;
  readonly isPresent: boolean;
  readonly url?: string;
}

const typeOf: Record<SetKind, string> = {
  subject: 'object_seg',
  head: 'head_seg',
  face: 'face_seg',
  clothing: 'cloth_seg',
};

/** Faults that are answers of their own. */
const errors: Partial<Record<Fault['name'], Refusal>> = {
  '401-1002': { status: 401, code: 1002, message: 'invalid authorization' },
  '401-1004': { status: 401, code: 1004, message: 'authorization has expired' },
  '403-quota': { status: 403, code: 'insufficient_user_quota', message: 'the user quota is not enough' },
  '429-1102': { status: 429, code: 1102, message: 'resource pack has been used up or expired' },
  '429-1302': { status: 429, code: 1302, message: 'requests are too fast' },
  '429-1303': { status: 429, code: 1303, message: 'concurrency is over the resource pack' },
  '500-invalid-request': { status: 500, code: 'invalid_request', message: 'the request is invalid' },
  '503-model-not-found': {
    status: 503,
    code: 'model_not_found',
    message: 'no available channel for the model',
  },
  '503-5001': { status: 503, code: 5001, message: 'server is temporarily unavailable' },
  '504': { status: 504, code: 5002, message: 'internal timeout' },
  '400-1301': { status: 400, code: 1301, message: 'content safety policy was triggered' },
};

const json = (status: number, value: unknown, isCharged = false): Reply => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(value),
  isCharged,
});

/** An error in the envelope of the route's vendor; undefined for a fault that happens to a result. */
export function errorReply(what: Refusal): Reply;
export function errorReply(what: Fault | Refusal): Reply | undefined;
export function errorReply(what: Fault | Refusal): Reply | undefined {
  if ('name' in what && what.name === '301') {
    return {
      status: 301,
      contentType: 'text/html',
      body: '<html>Moved</html>',
      location: '/home',
      isCharged: false,
    };
  }
  if ('name' in what && what.name === 'huge') return json(200, { code: 0, padding: 'x'.repeat(3_000_000) });
  const refusal = 'name' in what ? errors[what.name] : what;
  if (!refusal) return undefined;
  const { status, code, message } = refusal;
  if (typeof code === 'number') return json(status, { code, message, request_id: randomUUID() });
  return json(status, { error: { message, type: 'comet_api_error', param: '', code } });
}

/** Without pictures CometAPI leaves `url` out; Kling's own may be null or empty. The order is Comet's. */
function imagesOf(route: CloudRoute, images: readonly Image[]) {
  const order: SetKind[] = ['head', 'face', 'clothing', 'subject'];
  return images
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map(({ kind, isPresent, url }, index) => ({
      type: typeOf[kind],
      is_contain: isPresent,
      ...(url ? { url } : route === 'kling' ? { url: index % 2 === 0 ? null : '' } : {}),
    }));
}

function response(text: string, refusal?: string): object {
  const content = refusal ? { type: 'refusal', refusal } : { type: 'output_text', annotations: [], text };
  return {
    id: `resp_${randomUUID()}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    status: 'completed',
    error: null,
    incomplete_details: null,
    model: 'kling-image-recognize',
    output: [
      {
        id: `msg_${randomUUID()}`,
        type: 'message',
        status: 'completed',
        role: 'assistant',
        content: [content],
      },
    ],
    usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
    metadata: {},
  };
}

const prose = 'The picture shows a person who looks into the camera.';

function genericReply(result: object, script: Script): Reply {
  const text = JSON.stringify(result);
  switch (script.responses) {
    case 'json':
      return json(200, response(text), true);
    case 'fenced':
      return json(200, response(`\`\`\`json\n${text}\n\`\`\``), true);
    case 'prose':
      return json(200, response(prose), true);
    case 'model-not-found':
      return errorReply(errors['503-model-not-found'] as Refusal);
    case 'redirect':
      return { status: 301, contentType: 'text/html', body: '', location: '/home', isCharged: false };
    case 'html':
      return {
        status: 200,
        contentType: 'text/html',
        body: '<!doctype html><title>Home</title>',
        isCharged: false,
      };
  }
}

/** The result in the shape of the route, with what a fault does to it. */
export function resultReply(
  route: CloudRoute,
  images: readonly Image[],
  fault: Fault | undefined,
  script: Script,
): Reply {
  const data = {
    task_result: { images: imagesOf(route, images) },
    ...(route === 'kling'
      ? { final_unit_deduction: '0.1', final_balance_deduction: { quota: '0', list_price: '0' } }
      : {}),
  };
  const result = { code: 0, message: 'SUCCEED', request_id: randomUUID(), data };
  if (fault?.name === 'prose') {
    return route === 'responses'
      ? json(200, response(prose), true)
      : { status: 200, contentType: 'text/plain', body: prose, isCharged: true };
  }
  if (fault?.name === 'refusal') return json(200, response('', 'I cannot help with that.'), true);
  const reply = route === 'responses' ? genericReply(result, script) : json(200, result, true);
  switch (fault?.name) {
    case 'malformed':
      return { ...reply, body: reply.body.slice(0, -5) };
    case 'wrong-content-type':
      return { ...reply, contentType: 'text/html; charset=utf-8' };
    case 'duplicate-keys':
      return { ...reply, body: reply.body.replace('{', '{"message":"first","message":"second",') };
    default:
      return reply;
  }
}
