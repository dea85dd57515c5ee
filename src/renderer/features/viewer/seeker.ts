import type { FrameTimes } from './frame-times.ts';

/** The part of a video element that seeking needs. */
export type SeekableVideo = Pick<
  HTMLVideoElement,
  'currentTime' | 'playbackRate' | 'volume' | 'pause' | 'play' | 'load'
>;

interface Goal {
  readonly frame: number;
  readonly done: (() => void) | undefined;
  /** How many frames before the goal the last attempt aimed. */
  back: number;
  seeked: boolean;
  landed: number | undefined;
  walking: boolean;
  reloaded: boolean;
}

/** Pictures and the `seeked` event come in either order; this long after the event the picture is there. */
const pictureDelayMs = 60;
const firstStepBack = 4;
const mostFramesBack = 64;

/**
 * Brings a video element to an exact frame. Mostly that is one seek to the middle of the frame. Two faults of Chromium
 * are worked around, both seen with MP4 files with reordered frames and without an edit list:
 * - Seeks go by decode times, so that the last frames before a keyframe give the keyframe instead. Then the video starts
 *   some frames earlier and plays slowly, in silence, until the frame is there.
 * - Chromium 130 stays at the end for ever after a seek to the end. Then the file is loaded anew.
 */
export class Seeker {
  private readonly video: SeekableVideo;
  private readonly times: FrameTimes;
  private goal: Goal | undefined;
  private wanted: Pick<Goal, 'frame' | 'done'> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(video: SeekableVideo, times: FrameTimes) {
    this.video = video;
    this.times = times;
  }

  /** Goes to a frame; while a seek is under way only the newest wish is kept. `done` is not called for a wish that is dropped. */
  seek(frame: number, done?: () => void): void {
    this.wanted = { frame, done };
    if (this.goal?.walking) this.stopWalking();
    if (!this.goal || this.goal.seeked) this.next();
  }

  /** Forgets what was asked for. */
  stop(): void {
    if (this.goal?.walking) this.stopWalking();
    clearTimeout(this.timer);
    this.goal = undefined;
    this.wanted = undefined;
  }

  /** A picture has come on screen. */
  pictureShown(frame: number): void {
    const { goal } = this;
    if (!goal) return;
    goal.landed = frame;
    if (goal.walking && frame >= goal.frame) {
      this.stopWalking();
      this.finish(goal);
    }
  }

  /** The element's `seeked` event. */
  seekEnded(): void {
    const { goal } = this;
    if (!goal || goal.seeked) return;
    if (this.isStuck(goal)) {
      goal.reloaded = true;
      this.video.load();
      this.aim(goal);
      return;
    }
    goal.seeked = true;
    if (this.wanted) this.next();
    else this.timer = setTimeout(() => this.judge(goal), pictureDelayMs);
  }

  private next(): void {
    if (!this.wanted) return;
    clearTimeout(this.timer);
    this.goal = {
      ...this.wanted,
      back: 0,
      seeked: false,
      landed: undefined,
      walking: false,
      reloaded: false,
    };
    this.wanted = undefined;
    this.aim(this.goal);
  }

  private aim(goal: Goal): void {
    goal.seeked = false;
    goal.landed = undefined;
    this.video.currentTime = this.times.middleOf(goal.frame - goal.back);
  }

  /** Far behind where it was sent: the end of the file is the only place where that happens. */
  private isStuck(goal: Goal): boolean {
    const frame = Math.max(0, goal.frame - goal.back);
    return !goal.reloaded && this.video.currentTime > this.times.startOf(frame + 1) - 0.0005;
  }

  private judge(goal: Goal): void {
    if (this.goal !== goal || goal.landed === undefined || goal.landed === goal.frame) {
      if (this.goal === goal) this.finish(goal);
      return;
    }
    if (goal.landed < goal.frame) {
      if (goal.back > 0) this.walk(goal);
      else this.finish(goal);
      return;
    }
    const back = goal.back === 0 ? firstStepBack : goal.back * 2;
    if (goal.frame - goal.back <= 0 || back > mostFramesBack) {
      this.finish(goal);
      return;
    }
    goal.back = back;
    this.aim(goal);
  }

  private walk(goal: Goal): void {
    goal.walking = true;
    this.video.volume = 0;
    this.video.playbackRate = 0.5;
    this.video.play().catch(() => this.finish(goal));
  }

  private stopWalking(): void {
    this.video.pause();
    this.video.volume = 1;
    if (this.goal) this.goal.walking = false;
  }

  private finish(goal: Goal): void {
    this.goal = undefined;
    goal.done?.();
    if (!this.goal) this.next();
  }
}
