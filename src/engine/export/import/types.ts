import type { Rational } from '../../../shared/time.ts';
import type { ExportedState } from '../plan/mark.ts';

/** What an import found, in any format. */

export const importFormats = ['manifest', 'csv', 'fcpxml', 'otio', 'resolve-edl'] as const;
/** A format that can be taken back. */
export type ImportFormat = (typeof importFormats)[number];

/**
 * A range that came back. A file may say the same place several times over (frame and timecode, keyword and marker), and an
 * editor may have changed only one of them: all are kept, the most trusted first.
 */
export interface ImportedRange {
  /** The element's id, where the file kept it. */
  readonly id: string | undefined;
  /** How it was exported, where the file kept it: what is alike was not changed elsewhere. */
  readonly exported: ExportedState | undefined;
  /** The media's name or id. */
  readonly media: string;
  /** All that may be its name now. */
  readonly names: readonly string[];
  /** Frames from the first of the media, at `rate`. */
  readonly starts: readonly number[];
  /** Exclusive. Empty where the file has points only. */
  readonly ends: readonly number[];
  readonly rate: Rational;
}

/** What a file from an editing program says. */
export interface Imported {
  readonly format: ImportFormat;
  readonly ranges: readonly ImportedRange[];
  /** Names that people have now, by tag id; of a manifest only. */
  readonly tagNames: ReadonlyMap<string, string>;
}
