import type { Figure } from './document.ts';

/** How figures are written in the table. */

export const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
export const times = (value: number): string => `${value.toFixed(2)} times`;

interface Judged {
  readonly most?: number;
  readonly least?: number;
  /** The limit in other words than the figure itself. */
  readonly mostText?: string;
  readonly beside?: string;
}

/** A figure with its limit, judged by the value and not by how it is rounded. */
export function figure(
  what: string,
  value: number,
  inWords: (value: number) => string,
  { most, least, mostText, beside }: Judged = {},
): Figure {
  const shown = {
    what,
    measured: Number.isFinite(value) ? inWords(value) : 'not measured',
    ...(beside ? { beside } : {}),
  };
  if (most !== undefined) return { ...shown, limit: `≤ ${mostText ?? inWords(most)}`, holds: value <= most };
  if (least !== undefined) return { ...shown, limit: `≥ ${inWords(least)}`, holds: value >= least };
  return shown;
}
