import type { Box } from '../../shared/boxes.ts';
import type { ManifestTag } from '../../shared/manifest.ts';
import type { MediaFacts } from '../../shared/media.ts';

/** What a manifest is made of: plain data, as the library has it. */

/** A clip as the manifest needs it. `frameTicks` ends with the end of the last frame. */
export interface ManifestClip {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256First64k: string;
  readonly facts: MediaFacts;
  readonly frameTicks: Float64Array;
  readonly variableFrameRate: boolean;
  readonly shots: readonly {
    readonly id: string;
    readonly firstFrame: number;
    readonly endFrame: number;
    readonly transition: {
      readonly kind: string;
      readonly confidence: number;
      readonly firstFrame: number;
      readonly endFrame: number;
    };
  }[];
  readonly appearances: readonly {
    readonly identityId: string;
    readonly startFrame: number;
    readonly endFrame: number;
    readonly confidence: number;
    /** Where the person is in the keyframes of this range, in the order of time. */
    readonly boxes: readonly { readonly frame: number; readonly box: Box }[];
  }[];
  readonly tagged?: readonly TaggedRange[];
  /** Outfits and things that are seen. */
  readonly seen?: readonly LabelledRange[];
}

/** Where something is seen that has a tag of its own: an outfit, a thing. */
export interface LabelledRange {
  readonly tag: ManifestTag;
  readonly startFrame: number;
  readonly endFrame: number;
  /** 0 to 1 */
  readonly confidence: number;
  /** The editor named it. */
  readonly isConfirmed: boolean;
  /** What else is known, such as the garments of an outfit; beside the recogniser in the element's source. */
  readonly about: Readonly<Record<string, unknown>>;
  readonly boxes: readonly { readonly frame: number; readonly box: Box }[];
}

/** A range that the editor tagged. */
export interface TaggedRange {
  readonly id: string;
  readonly name: string;
  readonly startFrame: number;
  readonly endFrame: number;
  readonly box?: Box;
}

/** All that a manifest is made of, in reading order. */
export interface ManifestSource {
  readonly generator: { readonly name: string; readonly version: string };
  /** Model and version that the appearances come from. */
  readonly recogniser: string;
  readonly shotDetector: string;
  readonly people: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly number: number;
    readonly colour: number;
  }[];
  readonly clips: readonly ManifestClip[];
}

/** Everything about the whole, and nothing about one clip. */
export type ManifestAbout = Omit<ManifestSource, 'clips'>;
