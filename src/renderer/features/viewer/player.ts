import type { FrameTimes } from './frame-times.ts';
import { Seeker } from './seeker.ts';

/** What a player tells the desk. */
export interface PlayerReports {
  /** This frame is on screen now. */
  shown(frame: number): void;
  /** Playback has moved the playhead here. */
  arrived(frame: number): void;
  /** Playback has come to the first or the last frame. */
  stopped(): void;
}

/**
 * Shows frames of a clip and plays it, forwards by the video element, backwards by stepping. Without an element, for
 * formats that Chromium does not know, only the clock runs and stills stand in for the picture.
 */
export class Player {
  private readonly video: HTMLVideoElement | undefined;
  private readonly times: FrameTimes;
  private readonly reports: PlayerReports;
  private readonly aborter = new AbortController();
  private readonly seeker: Seeker | undefined;
  private playing = false;
  private shownFrame = 0;
  private clock = 0;
  private frameCallback = 0;

  constructor(video: HTMLVideoElement | undefined, times: FrameTimes, reports: PlayerReports) {
    this.video = video;
    this.times = times;
    this.reports = reports;
    if (!video) return;
    this.seeker = new Seeker(video, times);
    const { signal } = this.aborter;
    video.addEventListener('seeked', () => this.seeker?.seekEnded(), { signal });
    video.addEventListener('ended', () => this.ended(), { signal });
    this.watchFrames(video);
  }

  /** Stands still on a frame. While a seek is under way only the newest wish is kept. */
  show(frame: number): void {
    this.halt();
    this.goTo(frame);
  }

  /** Plays at a signed speed from the frame on screen; 0 stands still on it. */
  setSpeed(speed: number, fromFrame: number): void {
    const wasPlaying = this.playing;
    this.halt();
    if (speed === 0) {
      // The clock that runs backwards has asked for the playhead's frame already.
      if (wasPlaying) this.settle();
      return;
    }
    const last = this.times.count - 1;
    const from = speed > 0 && fromFrame >= last ? 0 : fromFrame;
    if (speed > 0 && this.video) this.playForwards(this.video, speed, from);
    else this.runClock(speed, from);
  }

  /** Lets go of the element. */
  dispose(): void {
    this.halt();
    this.seeker?.stop();
    this.aborter.abort();
    this.video?.cancelVideoFrameCallback(this.frameCallback);
  }

  private watchFrames(video: HTMLVideoElement): void {
    this.frameCallback = video.requestVideoFrameCallback((_now, { mediaTime }) => {
      this.noteShown(this.times.frameAt(mediaTime));
      if (this.playing) this.reports.arrived(this.shownFrame);
      this.watchFrames(video);
    });
  }

  private noteShown(frame: number): void {
    this.shownFrame = frame;
    this.reports.shown(frame);
    this.seeker?.pictureShown(frame);
  }

  private halt(): void {
    cancelAnimationFrame(this.clock);
    this.clock = 0;
    this.playing = false;
    this.video?.pause();
  }

  /** After playback the element's clock lies somewhere in the frame: go to its middle, so that the next step is exact. */
  private settle(): void {
    this.reports.arrived(this.shownFrame);
    this.goTo(this.shownFrame);
  }

  private goTo(frame: number): void {
    if (this.seeker) this.seeker.seek(frame);
    else this.noteShown(frame);
  }

  private playForwards(video: HTMLVideoElement, speed: number, from: number): void {
    this.seeker?.stop();
    this.playing = true;
    const start = (): void => {
      if (!this.playing) return;
      video.playbackRate = speed;
      // Rejected when a pause comes before the first frame; a format that cannot be played reports an error event.
      video.play().catch(() => undefined);
    };
    if (from === this.shownFrame) start();
    else this.seeker?.seek(from, start);
  }

  private ended(): void {
    if (!this.playing) return;
    this.halt();
    this.reports.arrived(this.times.count - 1);
    this.reports.stopped();
  }

  private runClock(speed: number, from: number): void {
    const startedAt = performance.now();
    const origin = this.times.middleOf(from);
    let at = from;
    const tick = (): void => {
      const seconds = ((performance.now() - startedAt) / 1000) * speed;
      const frame = this.times.frameAt(origin + seconds);
      if (frame !== at) {
        at = frame;
        this.reports.arrived(frame);
        this.goTo(frame);
      }
      const atEnd = speed > 0 ? frame >= this.times.count - 1 : frame <= 0;
      if (atEnd) {
        this.clock = 0;
        this.reports.stopped();
      } else {
        this.clock = requestAnimationFrame(tick);
      }
    };
    this.clock = requestAnimationFrame(tick);
  }
}
