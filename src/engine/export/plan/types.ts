import type {
  ExportOptions,
  ExportSelection,
  ExportShape,
  ExportWarning,
} from '../../../shared/contract/index.ts';
import type { Manifest, ManifestElement, ManifestMedia, ManifestTag } from '../../../shared/manifest.ts';
import type { Rational } from '../../../shared/time.ts';
import type { ExportedState } from './mark.ts';

/** What an export is made of, the same for every format. All ranges are half-open, in frames at the rate beside them. */

export type RangeKind = ManifestTag['kind'] | 'shot';

/** A range of a clip as it will be read in an editing program. */
export interface PlanRange {
  readonly element: ManifestElement;
  readonly kind: RangeKind;
  readonly tags: readonly ManifestTag[];
  /** By the template; may hold any character. */
  readonly name: string;
  /** What kind it is, how sure, and the element's id, by which it is known again when it comes back. */
  readonly note: string;
  /** `#rrggbb` */
  readonly colour: string;
  readonly startFrame: number;
  readonly endFrame: number;
  /** The same as it stands in the note, by which changes made elsewhere are told from our own. */
  readonly exported: ExportedState;
}

/** A clip at the rate it is exported at. */
export interface PlanClip {
  readonly media: ManifestMedia;
  /** Where the media will lie when the export is opened: plain, relative or a URL, as was asked. */
  readonly path: string;
  /** The same place as an absolute path, after remapping. */
  readonly absolutePath: string;
  readonly rate: Rational;
  readonly frames: number;
  /** Timecode of the first frame, in frames from 00:00:00:00. */
  readonly startFrame: number;
  readonly dropFrame: boolean;
  /** In the order of start, longer ones first. */
  readonly ranges: readonly PlanRange[];
}

/** A part of a clip on a timeline. */
export interface TimelineItem {
  readonly clip: PlanClip;
  readonly name: string;
  readonly inFrame: number;
  readonly outFrame: number;
  /** Frames from the timeline's first frame. */
  readonly atFrame: number;
  /** Those that lie in it, in the clip's frames. */
  readonly ranges: readonly PlanRange[];
}

/** A range in frames of the timeline, [startFrame, endFrame). */
export interface TimelineMarker {
  readonly range: PlanRange;
  readonly startFrame: number;
  readonly endFrame: number;
}

/** One timeline of an export. Frames are its own, at `rate`; `startFrame` is that of its timecode. */
export interface PlanTimeline {
  readonly name: string;
  readonly rate: Rational;
  readonly frames: number;
  readonly startFrame: number;
  readonly dropFrame: boolean;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly items: readonly TimelineItem[];
  /** All ranges in the timeline's frames, in the order of start. */
  readonly markers: readonly TimelineMarker[];
}

/** An export worked out, before any format puts it into words. */
export interface ExportPlan {
  /** What it was made from. */
  readonly manifest: Manifest;
  readonly selection: ExportSelection;
  /** Where it will lie: relative paths begin here. */
  readonly outFolder: string;
  readonly title: string;
  readonly shape: ExportShape;
  readonly options: ExportOptions;
  readonly clips: readonly PlanClip[];
  readonly timelines: readonly PlanTimeline[];
  /** Those in use, in the order of the manifest, with the colours they have in the export. */
  readonly tags: readonly ManifestTag[];
  readonly warnings: readonly ExportWarning[];
}

/** A file to be written; `name` has no folder in it. */
export interface ExportFile {
  readonly name: string;
  readonly text: string;
}

/** What a format makes of a plan. */
export interface Written {
  readonly files: readonly ExportFile[];
  readonly warnings: readonly ExportWarning[];
}
