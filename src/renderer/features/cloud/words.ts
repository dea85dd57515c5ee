import { type CloudRoute, routePaths } from '../../../shared/cloud.ts';
import type { CloudState } from '../../../shared/contract/index.ts';
import { locale, texts } from '../../texts/index.ts';

/** Millionths of a dollar as money: cents, and what is smaller where it matters. */
export function moneyText(micros: number): string {
  return new Intl.NumberFormat(locale(), {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 2,
    maximumFractionDigits: micros < 1_000_000 ? 4 : 2,
  }).format(micros / 1_000_000);
}

/** The time of day of an ISO time. */
export const clockText = (iso: string): string =>
  new Intl.DateTimeFormat(locale(), { timeStyle: 'medium' }).format(new Date(iso));

export const momentText = (iso: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'short', timeStyle: 'medium' }).format(new Date(iso));

/** A size in bytes as it is read. */
export function bytesText(bytes: number): string {
  const unit = bytes < 1000 ? 'byte' : bytes < 1_000_000 ? 'kilobyte' : 'megabyte';
  const size = bytes / { byte: 1, kilobyte: 1000, megabyte: 1_000_000 }[unit];
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit,
    // Short is "12 byte", without its plural.
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: size < 10 ? 1 : 0,
  }).format(size);
}

export const routeText = (route: CloudRoute): string => routePaths[route];

/** Pictures that wait or are under way. */
export const openCount = ({ waiting, sending, fetching }: CloudState['pictures']): number =>
  waiting + sending + fetching;

export type CloudTone = 'off' | 'ok' | 'busy' | 'wait' | 'bad';

/** The state of the cloud in a few words, and how urgent it is. */
export function statusOf(state: CloudState): { text: string; tone: CloudTone; tip: string } {
  const { status } = texts().cloud;
  const { activity, pictures, settings, spent } = state;
  const open = openCount(pictures);
  const failed = pictures.failed + pictures.unknown;
  const tip = activity.error ? `${activity.error.message} ${activity.error.nextStep}` : status.readyTip;
  switch (activity.kind) {
    case 'sending':
      return {
        text: status.sending(pictures.done, pictures.done + failed + open, moneyText(spent.costMicros)),
        tone: 'busy',
        tip,
      };
    case 'stopped':
      return { text: status.stopped, tone: 'bad', tip };
    case 'offline':
      return { text: status.unreachable(clockText(activity.until ?? '')), tone: 'wait', tip };
    case 'waiting':
      return { text: status.waiting(clockText(activity.until ?? '')), tone: 'wait', tip };
    case 'paused':
      return settings.isAllowed
        ? { text: status.paused(open), tone: 'wait', tip }
        : { text: status.off, tone: 'off', tip: status.offTip };
    case 'idle':
      if (settings.isAllowed && state.account && failed > 0) {
        return { text: status.failed(failed), tone: 'wait', tip: status.failedTip };
      }
      return settings.isAllowed && state.account
        ? { text: status.ready, tone: 'ok', tip }
        : { text: status.off, tone: 'off', tip: status.offTip };
    default:
      return activity.kind satisfies never;
  }
}
