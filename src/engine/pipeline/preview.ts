import type { AssetId } from '../../shared/ids.ts';
import { previewFrames } from '../media/index.ts';
import { type AnalysisTools, probeAsset } from './analyse.ts';
import { storePicture } from './pictures.ts';

/** Clips longer than this get a strip of pictures; a shorter one has its real filmstrip soon after. */
const longSeconds = 120;
const stripPictures = 12;

/**
 * Probes a clip that was just added and fetches its first picture, for a long one a strip of them, so that something can be
 * seen at once. Calls back after every picture.
 */
export async function previewAsset(
  tools: Pick<AnalysisTools, 'library' | 'media' | 'clock'>,
  assetId: AssetId,
  onPicture: () => void,
  signal: AbortSignal,
): Promise<void> {
  const { library, media } = tools;
  if (library.shots.preview(assetId).length > 0 || library.shots.keyframes(assetId).length > 0) return;
  const asset = library.assets.get(assetId);
  const { facts } = await probeAsset(tools, asset, signal);
  const count = (facts.claimedDurationSeconds ?? 0) > longSeconds ? stripPictures : 1;
  for await (const picture of previewFrames(media, asset.path, facts, { count, signal })) {
    // The scan may have been quicker.
    if (library.shots.keyframes(assetId).length > 0) return;
    const image = await storePicture(library, picture);
    library.shots.addPreview(assetId, { seconds: picture.seconds, image });
    onPicture();
  }
}
