import { resolve } from 'node:path';
import { findMediaTools, probeMedia, readFrameList } from '../engine/media/index.ts';
import { scanShots } from '../engine/shots/index.ts';
import { formatTimecode, ticksToSeconds, toNumber } from '../shared/time.ts';
import { exitCodes, type Output } from './output.ts';

/** `shots`: scans one file and prints its shots; no library is touched. */
export async function shots(
  output: Output,
  options: { readonly file: string; readonly signal: AbortSignal },
): Promise<number> {
  const { signal } = options;
  const path = resolve(options.file);
  const tools = await findMediaTools({ env: process.env });
  const facts = await probeMedia(tools, path, signal);
  const frames = await readFrameList(tools, path, facts, { signal });
  const scan = await scanShots(tools, path, facts, frames, {
    signal,
    keyframes: { perMinute: 40, maxSidePx: 640 },
    onProgress: (done) =>
      output.progress(`${Math.floor((100 * done) / frames.ticks.length)} % · finding shots`),
  });
  const { timecode, video } = facts;
  const tickAt = (frame: number): number => frames.ticks[frame] ?? frames.endTicks;
  const secondsAt = (frame: number): number =>
    toNumber(ticksToSeconds(tickAt(frame) - tickAt(0), frames.timeBase));
  const timecodeAt = (frame: number): string =>
    formatTimecode(timecode.startFrame + frame, video.frameRate, timecode.dropFrame);
  const found = scan.shots.map((shot, index) => ({
    index,
    firstFrame: shot.firstFrame,
    endFrame: shot.endFrame,
    startTicks: tickAt(shot.firstFrame),
    endTicks: tickAt(shot.endFrame),
    startSeconds: secondsAt(shot.firstFrame),
    endSeconds: secondsAt(shot.endFrame),
    startTimecode: timecodeAt(shot.firstFrame),
    endTimecode: timecodeAt(shot.endFrame),
    transition: shot.transitionIn,
  }));
  output.result(
    {
      file: path,
      frames: frames.ticks.length,
      timeBase: `${frames.timeBase.num}/${frames.timeBase.den}`,
      frameRate: `${video.frameRate.num}/${video.frameRate.den}`,
      variableFrameRate: frames.variableFrameRate,
      startTimecode: timecode.text,
      startTimecodeAssumed: timecode.assumed,
      shots: found,
    },
    found.map(
      (shot) =>
        `${String(shot.index).padStart(4)}  ${shot.startTimecode} – ${shot.endTimecode}  frames ${shot.firstFrame} to ${shot.endFrame - 1}  ${shot.transition.kind}`,
    ),
  );
  return exitCodes.done;
}
