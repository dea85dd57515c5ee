import type { ReactElement } from 'react';
import type { Crop } from '../../shared/contract/index.ts';
import { imageUrl } from '../../shared/contract/media-urls.ts';
import { faceSquare } from '../features/viewer/picture-fit.ts';
import { cropStyle } from './face.tsx';

/** A square cut out of a stored picture, around a face or a garment; as wide as its place. */
export function CropTile({ crop, margin = 0.25 }: { crop: Crop; margin?: number }): ReactElement {
  const part = faceSquare(crop.box, { width: crop.widthPx, height: crop.heightPx }, margin);
  return (
    <span className="crop" aria-hidden="true">
      <img src={imageUrl(crop.image)} alt="" draggable={false} style={cropStyle(part)} />
    </span>
  );
}

/** Loads a picture into the cache, so that it is there at once when it is shown. */
export function preload(crop: Crop): void {
  new Image().src = imageUrl(crop.image);
}
