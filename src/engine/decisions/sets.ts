import { CastlineError } from '../../shared/errors.ts';
import type { KeyframeId } from '../../shared/ids.ts';
import type { SetKind } from '../../shared/recognition.ts';
import type { Library } from '../library/index.ts';
import { type Decision, put } from './change.ts';

/** Takes the device's or the cloud's result for a set of a keyframe. @throws CastlineError not-found */
export function takeSet(
  library: Library,
  keyframeId: KeyframeId,
  kind: SetKind,
  taken: 'device' | 'cloud',
): Decision {
  const keyframe = library.shots.keyframe(keyframeId);
  if (!keyframe) {
    throw new CastlineError('not-found', 'The clip was analysed anew and has other keyframes now.');
  }
  const { assetId, frame } = keyframe;
  return {
    changes: [put('set_choice', [assetId, frame, kind], { assetId, frame, kind, taken })],
    label: { did: 'take-set', kind, of: taken },
  };
}
