import type { ImageHash } from '../../shared/ids.ts';
import type { Library } from '../library/index.ts';

/** Stores a JPEG in the library: the file first, then the row, so that no row points to nothing. */
export async function storePicture(
  library: Library,
  picture: { readonly jpeg: Buffer; readonly widthPx: number; readonly heightPx: number },
): Promise<ImageHash> {
  const hash = await library.images.put(picture.jpeg);
  library.shots.addImage({
    hash,
    widthPx: picture.widthPx,
    heightPx: picture.heightPx,
    bytes: picture.jpeg.byteLength,
  });
  return hash;
}
