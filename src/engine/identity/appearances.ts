/** A keyframe of a shot and who is seen in it. */
export interface SeenKeyframe {
  readonly frame: number;
  readonly people: readonly { readonly identityId: string; readonly score: number }[];
}

/** Frames [firstFrame, endFrame) of a shot. */
export interface ShotSpan {
  readonly firstFrame: number;
  readonly endFrame: number;
}

/** Frames [startFrame, endFrame) in which a person is seen; confidence is the mean score of the faces behind it. */
export interface SeenRange {
  readonly identityId: string;
  readonly startFrame: number;
  readonly endFrame: number;
  readonly confidence: number;
}

/**
 * The part of the shot that each keyframe stands for: from half-way to the one before to half-way to the one after, the
 * first from the shot's start and the last to its end. Half-open; frames must ascend.
 */
export function keyframeReach(shot: ShotSpan, keyframes: readonly { readonly frame: number }[]): ShotSpan[] {
  return keyframes.map((keyframe, index) => {
    const before = keyframes[index - 1];
    const after = keyframes[index + 1];
    return {
      firstFrame: before ? Math.ceil((before.frame + keyframe.frame) / 2) : shot.firstFrame,
      endFrame: after ? Math.ceil((keyframe.frame + after.frame) / 2) : shot.endFrame,
    };
  });
}

/** Ranges of one shot in which each person is seen: the reach of neighbouring keyframes joined. Never crosses a cut. */
export function appearancesInShot(shot: ShotSpan, keyframes: readonly SeenKeyframe[]): SeenRange[] {
  const reach = keyframeReach(shot, keyframes);
  const open = new Map<string, { startFrame: number; endFrame: number; scores: number[] }>();
  const finished: SeenRange[] = [];
  const close = (identityId: string): void => {
    const range = open.get(identityId);
    if (!range) return;
    open.delete(identityId);
    const confidence = range.scores.reduce((sum, score) => sum + score, 0) / range.scores.length;
    finished.push({ identityId, startFrame: range.startFrame, endFrame: range.endFrame, confidence });
  };
  keyframes.forEach((keyframe, index) => {
    const span = reach[index] as ShotSpan;
    const seen = new Map(keyframe.people.map((person) => [person.identityId, person.score]));
    for (const identityId of [...open.keys()]) if (!seen.has(identityId)) close(identityId);
    for (const [identityId, score] of seen) {
      const range = open.get(identityId);
      if (range) {
        range.endFrame = span.endFrame;
        range.scores.push(score);
      } else {
        open.set(identityId, { startFrame: span.firstFrame, endFrame: span.endFrame, scores: [score] });
      }
    }
  });
  for (const identityId of [...open.keys()]) close(identityId);
  return finished.sort((a, b) => a.startFrame - b.startFrame || a.identityId.localeCompare(b.identityId));
}
