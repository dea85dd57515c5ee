import type { Box } from '../../shared/boxes.ts';
import type { ShotView } from '../../shared/contract/index.ts';
import type { IdentityId, ImageHash } from '../../shared/ids.ts';
import type { FrameSpan } from './spans.ts';

/** A picture of which a part is shown: the face of a person. */
export interface FacePicture {
  readonly image: ImageHash;
  /** 0 to 1 of the picture. */
  readonly part: Box;
}

/** One lane a person. */
export interface PersonLane {
  readonly identityId: IdentityId;
  readonly label: string;
  /** In place of the label where there is little room: the number of an unnamed person. */
  readonly shortLabel: string;
  /** False while the machine only proposes that these faces are one person. */
  readonly named: boolean;
  readonly colour: string;
  readonly face: FacePicture | undefined;
  /** Ascending, not overlapping. */
  readonly spans: readonly FrameSpan[];
}

/** All that the timeline draws of a clip. */
export interface TimelineModel {
  readonly frameCount: number;
  /** Frames a timecode second counts. */
  readonly nominalRate: number;
  /** Frames from timecode zero to the first frame. */
  readonly timecodeStart: number;
  readonly timecodeOf: (frame: number) => string;
  /** Width over height of the upright picture. */
  readonly pictureShape: number;
  readonly film: readonly { readonly frame: number; readonly image: ImageHash }[];
  readonly shots: readonly ShotView[];
  readonly lanes: readonly PersonLane[];
}

/** Heights in CSS pixels, from the top; the names at the left keep to them too. */
export const laneLayout = { ruler: 24, picture: 46, shots: 22, lane: 30, spanInset: 4 } as const;

/** Where the lanes of the people begin. */
export const lanesTop = laneLayout.ruler + laneLayout.picture + laneLayout.shots;
