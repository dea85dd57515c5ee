import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { AssetDetail } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { loopRange } from './actions.ts';
import { createFrameTimes, mediaClockOffset, proxyClockOffset } from './frame-times.ts';
import { Player } from './player.ts';
import type { PictureSource } from './use-source.ts';
import { useView } from './view-store.ts';

/** Goes back to where the loop begins when playing has come to its end; backwards, to its end. */
function comeRound(detail: AssetDetail, frame: number): void {
  if (!useView.getState().isLooping) return;
  const { speed, seek, setSpeed } = useDesk.getState();
  if (speed === 0) return;
  // The range is that of the frame before: the shot that is played, not the next one.
  const { startFrame, endFrame } = loopRange(detail, speed > 0 ? Math.max(0, frame - 1) : frame + 1);
  const isOver = speed > 0 ? frame >= endFrame - 1 : frame <= startFrame;
  if (!isOver) return;
  seek(speed > 0 ? startFrame : endFrame - 1);
  setSpeed(speed);
}

/** Ties the desk's wishes (frame, speed) to a player. Returns the frame on screen; undefined until there is one. */
export function usePlayer(
  video: RefObject<HTMLVideoElement | null>,
  detail: AssetDetail,
  source: PictureSource,
): number | undefined {
  const [shown, setShown] = useState<number>();
  const { frameTicks, facts } = detail;
  const ticksKey = `${detail.summary.id} ${frameTicks.length}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer of the engine brings an equal, new array
  const times = useMemo(() => {
    const offset =
      source === 'proxy'
        ? proxyClockOffset(frameTicks, facts.video.timeBase)
        : mediaClockOffset(facts.containerStartSeconds);
    return createFrameTimes(frameTicks, facts.video.timeBase, offset);
  }, [ticksKey, source]);
  const latest = useRef(detail);
  latest.current = detail;
  useEffect(() => {
    const desk = useDesk.getState();
    const player = new Player(source === 'stills' ? undefined : (video.current ?? undefined), times, {
      shown: setShown,
      arrived: (frame) => {
        desk.arriveAt(frame);
        comeRound(latest.current, frame);
      },
      stopped: () => desk.setSpeed(0),
    });
    player.show(desk.frame);
    const stop = useDesk.subscribe((state, before) => {
      if (state.seekCount !== before.seekCount) player.show(state.frame);
      else if (state.speed !== before.speed) player.setSpeed(state.speed, state.frame);
    });
    return () => {
      stop();
      player.dispose();
      setShown(undefined);
    };
  }, [video, times, source]);
  return shown;
}
