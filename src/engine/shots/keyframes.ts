import { shotStart } from './detect.ts';
import { type FrameFeatures, thumbCells } from './features.ts';
import type { Boundary } from './types.ts';

/** A picture that may become a keyframe. */
export interface Candidate {
  frame: number;
  jpeg: Buffer;
  features: FrameFeatures;
}

/** The picture that stands for a part of a shot. */
export interface ChosenKeyframe {
  shotIndex: number;
  candidate: Candidate;
}

/** Frames beside a boundary that still carry something of the other shot: blended fields, coarse first frames. */
const edgeFrames = 1;

/** Cells and means below which two pictures show the same: noise and compression, no gesture. */
const sameMean = 1.6;
const sameCell = 12;

/** True when one picture could stand for the other: compared cell by cell, brightness shared by all taken out. */
export function areNearDuplicates(a: Uint8Array, b: Uint8Array): boolean {
  let shared = 0;
  for (let i = 0; i < thumbCells; i++) shared += ((b[i] as number) - (a[i] as number)) / thumbCells;
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const change = Math.abs((b[i] as number) - (a[i] as number) - (i < thumbCells ? shared : 0));
    if (change > sameCell) return false;
    sum += change;
  }
  return sum / thumbCells < sameMean;
}

/** Detail of the picture, made less by motion: a JPEG at a fixed quantiser grows with what there is to see. */
function appeal(candidate: Candidate): number {
  return candidate.jpeg.length / (1 + candidate.features.distance / 40);
}

/**
 * Keyframes that a picture is compared with: the last of its own shot, and those of the shots before. Of its own no more, or
 * a second person who walks the way of the first would be taken for a repetition; of the others no more than some minutes have.
 */
const keptBefore = 15;
const shownBefore = 120;

/** The shot that is being filled. */
interface OpenShot {
  index: number;
  /** Frames that may be shown: without the mixed frames of the boundaries. */
  from: number;
  slotStart: number;
  /** Thumbs of its keyframes. */
  kept: Uint8Array[];
}

/**
 * Chooses keyframes while the film goes by: the shot is divided into slots as long as the bound a minute allows, and each
 * slot gives its best candidate unless the shot, or one shortly before that it returns to, has that picture already.
 */
export class KeyframeChooser {
  readonly #slotFrames: number;
  #waiting: Candidate[] = [];
  #shot: OpenShot = { index: 0, from: 0, slotStart: 0, kept: [] };
  #boundariesSeen = 0;
  readonly #chosen: ChosenKeyframe[] = [];
  /** Thumbs of the last keyframes of shots that are over, for shots that come again. */
  #shown: Uint8Array[] = [];
  /** Shots that no candidate fell into, with the frame to fetch for them. */
  readonly missing: { shotIndex: number; frame: number }[] = [];

  constructor(rate: number, perMinute: number) {
    this.#slotFrames = Math.max(1, Math.round((rate * 60) / perMinute));
  }

  add(candidate: Candidate): void {
    this.#waiting.push(candidate);
  }

  /** Takes what was chosen since the last call. */
  take(): ChosenKeyframe[] {
    return this.#chosen.splice(0);
  }

  /**
   * @param boundaries all final ones, from the start
   * @param settled frames before this are final and their candidates were added
   */
  advance(boundaries: readonly Boundary[], settled: number): void {
    while (this.#boundariesSeen < boundaries.length) {
      const boundary = boundaries[this.#boundariesSeen] as Boundary;
      if (boundary.endFrame > settled) return;
      this.#closeShot(boundary.firstFrame, shotStart(boundary));
      this.#boundariesSeen++;
      this.#shown = [...this.#shown, ...this.#shot.kept].slice(-shownBefore);
      const from = boundary.endFrame + edgeFrames;
      this.#shot = { index: this.#shot.index + 1, from, slotStart: from, kept: [] };
    }
    while (settled - this.#shot.slotStart >= this.#slotFrames + edgeFrames) {
      this.#fillSlot(this.#shot.slotStart + this.#slotFrames);
    }
  }

  /** The film ends: the last shot is closed. */
  finish(frameCount: number): void {
    this.#closeShot(frameCount, frameCount);
    this.#waiting = [];
  }

  #closeShot(mixedFrom: number, nextShot: number): void {
    const end = Math.max(this.#shot.from + 1, mixedFrom - (mixedFrom === nextShot ? edgeFrames : 0));
    while (end - this.#shot.slotStart >= this.#slotFrames) {
      this.#fillSlot(this.#shot.slotStart + this.#slotFrames);
    }
    const rest = end - this.#shot.slotStart;
    if (this.#shot.kept.length === 0 || rest >= this.#slotFrames / 3) this.#fillSlot(end);
    if (this.#shot.kept.length === 0) {
      const frame = Math.floor((this.#shot.from + end) / 2);
      const missing = { shotIndex: this.#shot.index, frame: Math.min(frame, Math.max(0, nextShot - 1)) };
      this.missing.push(missing);
    }
    this.#waiting = this.#waiting.filter((candidate) => candidate.frame >= mixedFrom);
  }

  #fillSlot(end: number): void {
    const shot = this.#shot;
    const inSlot = this.#waiting.filter(({ frame }) => frame >= shot.slotStart && frame < end);
    this.#waiting = this.#waiting.filter(({ frame }) => frame >= end);
    shot.slotStart = end;
    inSlot.sort((a, b) => appeal(b) - appeal(a));
    // A shot that comes again needs one picture all the same.
    const known = shot.kept.length > 0 ? [...shot.kept.slice(-keptBefore), ...this.#shown] : [];
    const fresh = inSlot.find(
      ({ features }) => !known.some((thumb) => areNearDuplicates(thumb, features.thumb)),
    );
    if (!fresh) return;
    shot.kept.push(fresh.features.thumb);
    this.#chosen.push({ shotIndex: shot.index, candidate: fresh });
  }
}
