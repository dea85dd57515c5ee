import { imageUrl } from '../../shared/contract/media-urls.ts';
import type { ImageHash } from '../../shared/ids.ts';

/** Pictures for the canvas, by hash. The ones longest unused are let go. */
export class ImageCache {
  private readonly images = new Map<ImageHash, HTMLImageElement>();
  private readonly onLoad: () => void;
  private readonly most: number;

  /** @param onLoad called when a picture that was asked for has arrived */
  constructor(onLoad: () => void, most = 600) {
    this.onLoad = onLoad;
    this.most = most;
  }

  /** The picture when it is there; else it is fetched and `onLoad` tells. */
  get(hash: ImageHash): HTMLImageElement | undefined {
    const known = this.images.get(hash);
    if (known) {
      this.images.delete(hash);
      this.images.set(hash, known);
      return known.complete && known.naturalWidth > 0 ? known : undefined;
    }
    const image = new Image();
    image.decoding = 'async';
    image.onload = this.onLoad;
    image.src = imageUrl(hash);
    this.images.set(hash, image);
    const oldest = this.images.keys().next();
    if (this.images.size > this.most && !oldest.done) this.images.delete(oldest.value);
    return undefined;
  }
}
