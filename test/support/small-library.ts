import { createHash } from 'node:crypto';
import { Library } from '../../src/engine/library/index.ts';
import type { AssetId } from '../../src/shared/ids.ts';

const now = '2026-01-02T03:04:05.000Z';

/** A library with clips and pictures that refer to no real footage, for what concerns the file alone. */
export async function makeSmallLibrary(path: string, clips: number): Promise<AssetId[]> {
  const library = new Library(path, { create: true });
  const ids: AssetId[] = [];
  for (let index = 0; index < clips; index++) {
    const fingerprint = createHash('sha256').update(`clip ${index}`).digest('hex');
    const print = { fingerprint, sha256First64k: fingerprint, bytes: 1000 + index };
    const { id } = library.assets.add(`/footage/clip-${index}.mp4`, print, now);
    const image = await library.images.put(Buffer.from(`picture ${index} `.repeat(40)));
    library.shots.addImage({ hash: image, widthPx: 4, heightPx: 3, bytes: 10 });
    library.shots.addPreview(id, { seconds: 0, image });
    ids.push(id);
  }
  library.close();
  return ids;
}
