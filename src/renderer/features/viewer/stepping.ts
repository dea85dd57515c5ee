/** Speeds that J and L step through. */
const speeds: readonly number[] = [1, 2, 4, 8];

/** What L (`direction` 1) or J (-1) makes of the present speed: start, go faster, or turn round at normal speed. */
export function shuttle(speed: number, direction: 1 | -1): number {
  if (Math.sign(speed) !== direction) return direction;
  const at = speeds.indexOf(Math.abs(speed));
  return direction * (speeds[Math.min(speeds.length - 1, at + 1)] ?? 1);
}

/**
 * The frame that up (`direction` -1) or down (1) goes to. Up goes to the start of the shot first, and from there to the
 * shot before. `shots` in the order of time.
 */
export function shotStep(
  shots: readonly { readonly firstFrame: number; readonly endFrame: number }[],
  frame: number,
  direction: 1 | -1,
): number | undefined {
  if (direction === 1) return shots.find((shot) => shot.firstFrame > frame)?.firstFrame;
  return shots.findLast((shot) => shot.firstFrame < frame)?.firstFrame;
}

/** Half-open index range test used for the shot under the playhead. */
export function shotAt<T extends { readonly firstFrame: number; readonly endFrame: number }>(
  shots: readonly T[],
  frame: number,
): T | undefined {
  let low = 0;
  let high = shots.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const shot = shots[middle];
    if (!shot) return undefined;
    if (frame < shot.firstFrame) high = middle - 1;
    else if (frame >= shot.endFrame) low = middle + 1;
    else return shot;
  }
  return undefined;
}
