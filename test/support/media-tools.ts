import { findMediaTools, type MediaTools } from '../../src/engine/media/index.ts';

let found: Promise<MediaTools> | undefined;

/** The tools that the app would use here, looked for once a test file. */
export function mediaTools(): Promise<MediaTools> {
  found ??= findMediaTools({ env: process.env });
  return found;
}
