import type { RawOutcome } from '../../shared/cloud.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { type Reading, readAnswer } from './answers.ts';

/**
 * What follows from an outcome for the queue.
 *
 * `keep`: there is a result. `wait`: the same picture again, later. `sign-again`: at once, once. `fail`: this picture has
 * failed, the others go on. `stop`: no picture would fare better until the user has done something. `other-route`: the route
 * gives no structured answers. `unknown`: it may have been charged and is not sent again by itself. `offline`: nothing has
 * left; all wait for the network.
 */
export type Action = 'keep' | 'wait' | 'sign-again' | 'fail' | 'stop' | 'other-route' | 'unknown' | 'offline';

/** What follows from a reply of the server. */
export interface Decision {
  readonly action: Action;
  /** True where Castline sends it again by itself. */
  readonly retries: boolean;
  /** Undefined with `keep`. */
  readonly code?: ErrorCode;
  /** What happened, in a sentence; what to do next stands with the code. */
  readonly message: string;
  /** Nothing at all goes over this route before the wait is over. */
  readonly pausesRoute: boolean;
  /** Shortest wait before the next attempt, in milliseconds. */
  readonly minWaitMs: number;
  /** False where an error answer says that nothing was done. */
  readonly mayBeCharged: boolean;
  readonly reading?: Reading;
}

interface Rule {
  readonly action: Action;
  readonly code: ErrorCode;
  readonly message: string;
  readonly pausesRoute?: boolean;
  readonly minWaitMs?: number;
}

const longestWaitMs = 3_600_000;

const quota: Rule = {
  action: 'stop',
  code: 'cloud-quota',
  message: 'The account has no credit for this call.',
};
const keyRefused: Rule = {
  action: 'stop',
  code: 'cloud-key-refused',
  message: 'The provider refused the key.',
};
const clock: Rule = {
  action: 'sign-again',
  code: 'cloud-clock',
  message: 'The provider says that the signature is not valid at this time.',
};
const wrongPicture: Rule = {
  action: 'fail',
  code: 'cloud-picture-refused',
  message: 'The provider refused the picture or the request.',
};
const wrongRoute: Rule = {
  action: 'other-route',
  code: 'cloud-wrong-route',
  message: 'The provider does not know this way of asking.',
};
const policy: Rule = {
  action: 'fail',
  code: 'cloud-policy',
  message: 'The provider’s rules do not allow this picture.',
};
const tooFast: Rule = {
  action: 'wait',
  code: 'cloud-too-fast',
  message: 'The provider asks for fewer calls at a time.',
  pausesRoute: true,
  minWaitMs: 1000,
};
const down: Rule = {
  action: 'wait',
  code: 'cloud-down',
  message: 'The provider has trouble of its own.',
  minWaitMs: 1000,
};
const noRight: Rule = { action: 'stop', code: 'cloud-no-right', message: 'The key may not use this model.' };
const modelUnknown: Rule = {
  action: 'other-route',
  code: 'cloud-model-unknown',
  message: 'The provider does not offer the model here.',
};

/** Kling's own codes (kling.ai/document-api, error codes); they count more than the HTTP status. */
const klingRules: Readonly<Record<string, Rule>> = {
  '1000': keyRefused,
  '1001': keyRefused,
  '1002': keyRefused,
  '1003': clock,
  '1004': clock,
  '1100': { ...quota, message: 'The account is not in order.' },
  '1101': { ...quota, message: 'The account is in arrears.' },
  '1102': { ...quota, message: 'The resource pack is used up or has expired.' },
  '1103': noRight,
  '1200': wrongPicture,
  '1201': wrongPicture,
  '1202': wrongRoute,
  '1203': modelUnknown,
  '1300': policy,
  '1301': policy,
  '1302': tooFast,
  '1303': { ...tooFast, message: 'More calls run at once than the resource pack allows.' },
  '1304': {
    action: 'stop',
    code: 'cloud-address-refused',
    message: 'The account takes calls from listed addresses only.',
  },
  '5000': down,
  '5001': { ...down, message: 'The provider is under maintenance.' },
  '5002': { ...down, message: 'The provider took too long.' },
};

/** Codes of CometAPI's envelope and of the Responses object, by what they contain. */
const wordRules: readonly (readonly [RegExp, Rule])[] = [
  [/insufficient|quota|balance|arrears|billing/i, quota],
  [/model_not_found|model_not_exist|no_available_channel/i, modelUnknown],
  [/rate_limit|too_many/i, tooFast],
  [/content_(policy|filter)|moderation|safety/i, policy],
  [/invalid_(image|base64|request)|image_too|failed_to_download/i, wrongPicture],
  [/server_error/i, down],
];

const statusRules: Readonly<Record<number, Rule>> = {
  400: wrongPicture,
  401: keyRefused,
  402: quota,
  403: noRight,
  404: wrongRoute,
  405: wrongRoute,
  413: { ...wrongPicture, message: 'The picture is too large for the provider.' },
  422: wrongPicture,
  429: tooFast,
};

function ruleOfError(status: number, code: string, message: string): Rule {
  const kling = klingRules[code];
  if (kling) return kling;
  const byWord = wordRules.find(([pattern]) => pattern.test(code));
  if (byWord) return byWord[1];
  if (/no available channel/i.test(message)) return modelUnknown;
  if (/unsupported relay mode/i.test(message)) return wrongRoute;
  if (status === 403 && /quota|balance|credit/i.test(message)) return quota;
  // An error in an envelope that came with a success status and no known code: nothing says that asking again helps.
  return statusRules[status] ?? (status >= 500 ? down : wrongPicture);
}

/** Seconds or a date by RFC 9110, section 10.2.3; in milliseconds from now, at most an hour. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now.getTime()) / 1000;
  return Number.isFinite(seconds)
    ? Math.min(longestWaitMs, Math.max(0, Math.ceil(seconds * 1000)))
    : undefined;
}

const decisionOf = (rule: Rule, extra: Partial<Decision> = {}): Decision => ({
  action: rule.action,
  retries: rule.action === 'wait' || rule.action === 'sign-again' || rule.action === 'offline',
  code: rule.code,
  message: rule.message,
  pausesRoute: rule.pausesRoute ?? false,
  minWaitMs: rule.minWaitMs ?? 0,
  mayBeCharged: false,
  ...extra,
});

const said = (message: string): string => (message === '' ? '' : ` It says: “${message.slice(0, 300)}”`);

function decideFailure(outcome: Extract<RawOutcome, { kind: 'failure' }>): Decision {
  if (outcome.failure === 'no-key') {
    return decisionOf({ action: 'stop', code: 'cloud-no-key', message: 'There is no key for the provider.' });
  }
  if (!outcome.wasSent) {
    const message = 'The provider cannot be reached.';
    return decisionOf({ action: 'offline', code: 'cloud-unreachable', message, pausesRoute: true });
  }
  const message = 'The picture was sent, and the answer did not come or not to its end.';
  return decisionOf({ action: 'unknown', code: 'cloud-end-unknown', message }, { mayBeCharged: true });
}

function decideReading(reading: Reading, status: number): Decision {
  switch (reading.kind) {
    case 'sets':
      return {
        action: 'keep',
        retries: false,
        message: '',
        pausesRoute: false,
        minWaitMs: 0,
        mayBeCharged: true,
      };
    case 'error': {
      const rule = ruleOfError(status, reading.code, reading.message);
      return decisionOf({ ...rule, message: `${rule.message}${said(reading.message)}` });
    }
    case 'redirect':
      return decisionOf(wrongRoute);
    case 'html':
      // A web page with a server's own error status is the gateway's word for being down.
      return decisionOf(status === 429 ? tooFast : status >= 500 ? down : wrongRoute);
    case 'prose':
    case 'refusal': {
      if (status >= 400) return decisionOf(statusRules[status] ?? (status >= 500 ? down : wrongPicture));
      const message = `The provider answered in words instead of results.${said(reading.text)}`;
      return decisionOf({ action: 'other-route', code: 'cloud-declined', message }, { mayBeCharged: true });
    }
    case 'unreadable': {
      if (status >= 400) return decisionOf(statusRules[status] ?? (status >= 500 ? down : wrongPicture));
      const message = 'The answer has no form that Castline knows.';
      return decisionOf({ action: 'fail', code: 'cloud-unreadable', message }, { mayBeCharged: true });
    }
  }
}

/** Says what to do after an outcome, by the tables of the providers (see the rules above). Pure. */
export function decide(
  outcome: RawOutcome,
  context: { readonly signs: boolean; readonly hasSignedAgain: boolean; readonly now: Date },
): Decision {
  if (outcome.kind === 'failure') return decideFailure(outcome);
  const reading = readAnswer(outcome);
  const decided = { ...decideReading(reading, outcome.status), reading };
  if (decided.action === 'sign-again' && (!context.signs || context.hasSignedAgain)) {
    return { ...decided, action: 'stop', retries: false };
  }
  if (decided.action !== 'wait') return decided;
  const asked = retryAfterMs(outcome.headers['retry-after'], context.now);
  if (asked === undefined) return decided;
  // Whoever says when to come back means everybody.
  return { ...decided, minWaitMs: Math.max(decided.minWaitMs, asked), pausesRoute: true };
}

/** Exponential backoff with full jitter above half: attempt 1 waits 1 to 2 s, and none longer than 30 s. */
export function backoffMs(attempt: number, random: () => number): number {
  const most = Math.min(30_000, 1000 * 2 ** attempt);
  return Math.round(most / 2 + (random() * most) / 2);
}
