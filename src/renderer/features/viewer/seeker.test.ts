import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFrameTimes } from './frame-times.ts';
import { Seeker } from './seeker.ts';

const times = createFrameTimes(
  Float64Array.from({ length: 101 }, (_, frame) => frame * 40),
  { num: 1, den: 1000 },
  0,
);

/**
 * A video element of 100 frames at 25 a second. `landing` says which picture a seek to a frame brings; playing shows one
 * frame more at each call of `advance`.
 */
function fakeVideo(landing: (frame: number) => number = (frame) => frame) {
  const video = {
    playbackRate: 1,
    volume: 1,
    playing: false,
    loads: 0,
    sought: [] as number[],
    picture: 0,
    time: 0,
    stuckAt: undefined as number | undefined,
    get currentTime() {
      return this.stuckAt ?? this.time;
    },
    set currentTime(seconds: number) {
      this.time = seconds;
      this.sought.push(times.frameAt(seconds));
    },
    pause() {
      this.playing = false;
    },
    play() {
      this.playing = true;
      return Promise.resolve();
    },
    load() {
      this.loads += 1;
      this.stuckAt = undefined;
    },
  };
  const seeker = new Seeker(video, times);
  const answer = (): void => {
    video.picture = landing(times.frameAt(video.time));
    seeker.pictureShown(video.picture);
    seeker.seekEnded();
  };
  const advance = (): void => {
    if (!video.playing) return;
    video.picture += 1;
    seeker.pictureShown(video.picture);
  };
  return { video, seeker, answer, advance };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('seeker', () => {
  it('is done with one seek where the right picture comes', () => {
    const { video, seeker, answer } = fakeVideo();
    const done = vi.fn();
    seeker.seek(40, done);
    answer();
    vi.runAllTimers();
    expect(video.sought).toEqual([40]);
    expect(done).toHaveBeenCalledOnce();
  });

  it('keeps only the newest wish while a seek is under way', () => {
    const { video, seeker, answer } = fakeVideo();
    const dropped = vi.fn();
    seeker.seek(10);
    seeker.seek(20, dropped);
    seeker.seek(30);
    answer();
    answer();
    vi.runAllTimers();
    expect(video.sought).toEqual([10, 30]);
    expect(dropped).not.toHaveBeenCalled();
  });

  it('walks to a frame that a seek overshoots: from earlier, slowly, in silence', () => {
    // Frames 48 and 49 lie before the keyframe 50 but after its decode time.
    const { video, seeker, answer, advance } = fakeVideo((frame) =>
      frame === 48 || frame === 49 ? 50 : frame,
    );
    const done = vi.fn();
    seeker.seek(49, done);
    answer();
    vi.runAllTimers();
    expect(video.sought).toEqual([49, 45]);
    answer();
    vi.runAllTimers();
    expect([video.playing, video.volume, video.playbackRate]).toEqual([true, 0, 0.5]);
    for (let step = 0; step < 10; step++) advance();
    expect([video.playing, video.volume, video.picture]).toEqual([false, 1, 49]);
    expect(done).toHaveBeenCalledOnce();
  });

  it('goes further back while it overshoots, and gives up in the end', () => {
    const { video, seeker, answer } = fakeVideo(() => 99);
    const done = vi.fn();
    seeker.seek(90, done);
    for (let attempt = 0; attempt < 8; attempt++) {
      answer();
      vi.runAllTimers();
    }
    expect(video.sought).toEqual([90, 86, 82, 74, 58, 26]);
    expect(video.playing).toBe(false);
    expect(done).toHaveBeenCalledOnce();
  });

  it('loads the file anew when the element stays at the end', () => {
    const { video, seeker, answer } = fakeVideo();
    video.stuckAt = times.startOf(99);
    seeker.seek(10);
    answer();
    expect([video.loads, video.sought]).toEqual([1, [10, 10]]);
    answer();
    vi.runAllTimers();
    expect(video.picture).toBe(10);
  });

  it('leaves a walk for a new wish', () => {
    const { video, seeker, answer } = fakeVideo((frame) => (frame === 49 ? 50 : frame));
    seeker.seek(49);
    answer();
    vi.runAllTimers();
    answer();
    vi.runAllTimers();
    expect(video.playing).toBe(true);
    seeker.seek(5);
    expect([video.playing, video.volume]).toEqual([false, 1]);
    answer();
    vi.runAllTimers();
    expect(video.picture).toBe(5);
  });
});
