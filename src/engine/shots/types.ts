import { type TransitionKind, usualKeyframesPerMinute } from '../../shared/media.ts';

/** What happens between two shots. Frames are numbers of the frame list. */
export interface Boundary {
  kind: TransitionKind;
  /** 0 to 1. */
  confidence: number;
  /** Mixed frames, half-open; for a cut both are the first frame of the new shot. */
  firstFrame: number;
  endFrame: number;
}

/** A shot, half-open. It begins in the middle of a gradual transition. */
export interface ShotRange {
  firstFrame: number;
  endFrame: number;
  /** How it begins; kind `start` for the first shot. */
  transitionIn: Boundary;
}

/** A frame that stands for the part of its shot that lies nearest to it. */
export interface KeyframePicture {
  shotIndex: number;
  frame: number;
  /** Presentation time in the stream's timebase. */
  ticks: number;
  /** Upright, square-pixel, long side at most as asked. */
  jpeg: Buffer;
  widthPx: number;
  heightPx: number;
  /** Bytes a pixel that the picture needs at a fixed quantiser: more detail, less blur. To compare within a shot. */
  sharpness: number;
}

/** A small picture for the timeline, 160 pixels wide. */
export interface FilmstripPicture {
  frame: number;
  ticks: number;
  jpeg: Buffer;
  widthPx: number;
  heightPx: number;
}

/** How many keyframes there are, and how large. */
export interface KeyframeOptions {
  /** Bound on keyframes a minute of film; every shot has one all the same. */
  perMinute: number;
  /** Longest side of the picture. */
  maxSidePx: number;
}

export const defaultKeyframes: KeyframeOptions = { perMinute: usualKeyframesPerMinute, maxSidePx: 1920 };
