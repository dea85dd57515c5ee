/** Where the window keeps how it was left. Storage may be barred: all is then as usual at each start. */
export function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
