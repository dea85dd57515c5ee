import { createHash } from 'node:crypto';

/**
 * What an export says of a range beside the range itself: whose it is, and where it stood and how it was called when it was
 * exported. Only what is other than that was changed elsewhere; what Castline changed since is no change of the file.
 */

/** A range as it was exported, in frames at the rate of the export; `names` are hashes by `nameHash`. */
export interface ExportedState {
  readonly startFrame: number;
  readonly endFrame: number;
  readonly names: readonly string[];
}

/** What Castline writes into a marker, to know it again when the file comes back. */
export interface Mark {
  readonly id: string;
  readonly exported?: ExportedState | undefined;
  /** Frames by which start and end were moved for a program that keeps one marker a frame. */
  readonly shift?: { readonly start: number; readonly end: number };
}

/** Names without what formats must change: separators and white space. */
export const comparableName = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/[\u201a,;+|¦/•]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Eight hexadecimal digits that stand for a name, alike for all that formats make of it. */
export const nameHash = (name: string): string =>
  createHash('sha256').update(comparableName(name)).digest('hex').slice(0, 8);

/** `start-end hash.hash` */
export const exportedText = ({ startFrame, endFrame, names }: ExportedState): string =>
  `${startFrame}-${endFrame} ${[...new Set(names)].join('.')}`;

/** What `exportedText` wrote; nothing where it is something else. */
export function readExported(text: unknown): ExportedState | undefined {
  const match = typeof text === 'string' && /^(\d{1,15})-(\d{1,15}) ([0-9a-f.]+)$/.exec(text);
  if (!match) return undefined;
  return { startFrame: Number(match[1]), endFrame: Number(match[2]), names: (match[3] ?? '').split('.') };
}

const signed = (frames: number): string => (frames < 0 ? String(frames) : `+${frames}`);

/** How a mark stands in a note; `markInNote` reads it. */
export function idMark({ id, exported, shift }: Mark): string {
  const isMoved = shift !== undefined && (shift.start !== 0 || shift.end !== 0);
  const parts = [
    id,
    ...(exported ? [exportedText(exported)] : []),
    ...(isMoved ? [`${signed(shift.start)}${signed(shift.end)}`] : []),
  ];
  return `[castline:${parts.join(' ')}]`;
}

const markPattern =
  /\[castline:([A-Za-z0-9_-]{1,64})(?: (\d{1,15}-\d{1,15} [0-9a-f.]+))?(?: ([+-]\d{1,9})([+-]\d{1,9}))?\]/;

/** What `idMark` wrote in a note that came back, also when something was written around it. */
export function markInNote(note: string): Required<Mark> | undefined {
  const match = markPattern.exec(note);
  if (!match?.[1]) return undefined;
  return {
    id: match[1],
    exported: readExported(match[2]),
    shift: { start: Number(match[3] ?? 0), end: Number(match[4] ?? 0) },
  };
}
