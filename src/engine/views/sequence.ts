import type { SequenceClip } from '../../shared/contract/index.ts';
import { ticksToSeconds, toNumber } from '../../shared/time.ts';
import { readShots } from '../cuts/index.ts';
import type { Library } from '../library/index.ts';
import { framesOf } from './assets.ts';

/** Pictures of a clip that are shown among all others: few, because there is little room. */
const mostPictures = 24;

function thinned<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, index) => all[Math.floor(index * step)] as T);
}

/** All clips whose frames are known, one after the other in the order of the library. */
export function sequenceOf(library: Library): SequenceClip[] {
  return library.assets.list().flatMap((asset): SequenceClip[] => {
    if (!asset.facts || !asset.frameCount) return [];
    const frames = framesOf(library, asset.id);
    const ticks = frames.endTicks - (frames.ticks[0] ?? 0);
    return [
      {
        assetId: asset.id,
        name: asset.name,
        frameCount: frames.ticks.length,
        seconds: Math.max(0, toNumber(ticksToSeconds(ticks, frames.timeBase))),
        cuts: readShots(library, asset.id).shots.map(({ firstFrame }) => firstFrame),
        film: thinned(library.shots.filmstrip(asset.id), mostPictures),
      },
    ];
  });
}
