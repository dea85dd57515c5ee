import type { Box } from '../../shared/boxes.ts';
import type { SeenRange, ShotView } from '../../shared/contract/index.ts';
import type { AssetId, IdentityId, ImageHash } from '../../shared/ids.ts';
import type { FrameSpan } from './spans.ts';

/** A picture of which a part is shown: the face of a person. */
export interface FacePicture {
  readonly image: ImageHash;
  /** 0 to 1 of the picture. */
  readonly part: Box;
}

export const laneKinds = ['people', 'outfits', 'objects', 'texts', 'tags'] as const;
export type LaneKind = (typeof laneKinds)[number];

/** What a span stands for, and so what can be done with it. */
export type SpanTarget =
  | { readonly on: 'appearance'; readonly identityId: IdentityId }
  | { readonly on: 'outfit'; readonly outfitId: IdentityId; readonly identityId: IdentityId }
  | { readonly on: 'seen'; readonly seen: SeenRange }
  | { readonly on: 'tag'; readonly tagId: string };

/** A range on a lane. */
export interface LaneSpan extends FrameSpan {
  /** One on the whole timeline, and the same after reading anew where nothing has changed. */
  readonly key: string;
  readonly label: string;
  /** In place of the label where there is little room. */
  readonly shortLabel: string;
  /** Still a guess of the machine: hatched. */
  readonly proposed: boolean;
  /** 0 to 1; undefined where a person said so. */
  readonly confidence: number | undefined;
  readonly colour: string;
  readonly picture: FacePicture | undefined;
  readonly target: SpanTarget;
}

/** One lane a person; one for all outfits, all objects, all texts, all tags. */
export interface Lane {
  readonly id: string;
  readonly kind: LaneKind;
  /** Of a lane of people: whose. */
  readonly identityId: IdentityId | undefined;
  readonly label: string;
  /** False while the machine only proposes that these faces are one person. */
  readonly named: boolean;
  readonly colour: string;
  /** By their starts. */
  readonly spans: readonly LaneSpan[];
  /** The same spans, overlapping ones below each other: within a row none overlap. At least one row. */
  readonly rows: readonly (readonly LaneSpan[])[];
  readonly isCollapsed: boolean;
  /** CSS pixels below the top of the first lane, before scrolling. */
  readonly top: number;
  readonly height: number;
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
  /** In place of its number. */
  readonly shotLabel?: (shot: ShotView) => string;
  readonly lanes: readonly Lane[];
  /** Present where several clips stand one after the other. */
  readonly sequence?: Sequence;
}

/** Where frames of clips are on a timeline of several. */
export interface Sequence {
  placeOf(assetId: string, frame: number): number | undefined;
  clipAt(place: number): { readonly assetId: AssetId; readonly frame: number } | undefined;
}

/** Heights in CSS pixels, from the top; the names at the left keep to them too. */
export const laneLayout = {
  ruler: 24,
  picture: 46,
  shots: 22,
  lane: 30,
  /** Of each row, where a lane has several. */
  row: 24,
  collapsed: 12,
  spanInset: 4,
} as const;

/** Where the lanes begin. */
export const lanesTop = laneLayout.ruler + laneLayout.picture + laneLayout.shots;

/** Height of a lane in CSS pixels. */
export function laneHeight(rows: number, isCollapsed: boolean): number {
  if (isCollapsed) return laneLayout.collapsed;
  return rows <= 1 ? laneLayout.lane : rows * laneLayout.row + 4;
}

/** Height of all lanes together. */
export function lanesHeight(lanes: readonly Lane[]): number {
  const last = lanes.at(-1);
  return last ? last.top + last.height : 0;
}
