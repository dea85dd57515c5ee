import { type CloudWork, isoNow } from './work.ts';

/**
 * Takes up what processes that are gone left behind: a call that was only reserved never left, so its picture waits again;
 * a call that was sent may have been charged, so its picture is shown and not sent again by itself.
 */
export function recover(work: CloudWork): void {
  const { library } = work;
  if (library.isReadOnly) return;
  library.transaction(() => {
    const inTheDark = new Set(library.cloudCalls.closeOrphans(isoNow(work)));
    for (const { pixels, state } of library.cloudItems.orphans()) {
      if (inTheDark.has(pixels)) {
        const message = 'Castline ended before the answer came.';
        library.cloudItems.release(pixels, { state: 'unknown', code: 'cloud-end-unknown', message });
      } else {
        library.cloudItems.release(pixels, { state: state === 'fetching' ? 'fetching' : 'waiting' });
      }
    }
  });
}
