let last: Promise<unknown> = Promise.resolve();

/**
 * Runs what keys and gestures ask for one after the other, so that each works from what the one before has left: two keys
 * pressed within a few milliseconds would both start from the same ends, and the second would take the first one's away.
 *
 * @param work what is to be done alone; answers that need not be waited for are given back inside of something else than a
 * promise
 */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work);
  last = mine.catch(() => undefined);
  return mine;
}
