import { CastlineError } from '../../shared/errors.ts';
import type { AssetId, ImageHash } from '../../shared/ids.ts';
import type { Library } from '../library/index.ts';
import { decodeFrameList, extractFrames, type MediaTools } from '../media/index.ts';
import { storePicture } from './pictures.ts';

/** Large enough to judge a cut by on a dense display, small enough to be there at once. */
const maxSidePx = 640;

/**
 * Exact frames of clips as small pictures, kept in the library. One is decoded at a time, what was asked for last first: an
 * editor who steps on does not wait for what was left behind.
 */
export class FramePictures {
  private readonly library: Library;
  private readonly findMedia: () => Promise<MediaTools>;
  private readonly waiting: (() => Promise<void>)[] = [];
  private isRunning = false;

  constructor(library: Library, findMedia: () => Promise<MediaTools>) {
    this.library = library;
    this.findMedia = findMedia;
  }

  /**
   * The pictures of these frames, in their order.
   *
   * @throws CastlineError not-found, invalid-request (a frame outside of the clip), and as decoding does
   */
  async get(assetId: AssetId, frames: readonly number[], signal?: AbortSignal): Promise<ImageHash[]> {
    const { frameCount, name } = this.library.assets.get(assetId);
    if (frameCount === undefined)
      throw new CastlineError('not-found', `"${name}" has not been analysed yet.`);
    if (frames.some((frame) => frame < 0 || frame >= frameCount)) {
      throw new CastlineError('invalid-request', `"${name}" has no such frame.`);
    }
    if (frames.some((frame) => !this.library.cuts.picture(assetId, frame))) {
      await this.whenFree(() => this.take(assetId, frames, signal));
    }
    return frames.map((frame) => {
      const image = this.library.cuts.picture(assetId, frame);
      if (!image) throw new CastlineError('media-damaged', `Frame ${frame} of "${name}" cannot be decoded.`);
      return image;
    });
  }

  private async take(
    assetId: AssetId,
    frames: readonly number[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { library } = this;
    const missing = frames.filter((frame) => !library.cuts.picture(assetId, frame));
    const { path, facts } = library.assets.get(assetId);
    const list = library.assets.frameList(assetId);
    if (missing.length === 0 || !facts || !list) return;
    const media = await this.findMedia();
    const options = { maxSidePx, signal };
    for await (const picture of extractFrames(media, path, facts, decodeFrameList(list), missing, options)) {
      library.cuts.addPicture(assetId, picture.frame, await storePicture(library, picture));
    }
  }

  private whenFree(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push(() => work().then(resolve, reject));
      void this.runNext();
    });
  }

  private async runNext(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    for (let next = this.waiting.pop(); next; next = this.waiting.pop()) await next();
    this.isRunning = false;
  }
}
