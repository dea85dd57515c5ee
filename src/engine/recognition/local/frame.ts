import type { Picture, RecognisedFace } from '../port.ts';
import { emptyBitmap, fillPolygon } from './bitmaps.ts';
import type { MeshedFace } from './faces.ts';
import { headPose, ovalOf } from './mesh.ts';
import { type Bitmap, workingSidePx } from './person.ts';
import type { Pyramid } from './pyramid.ts';
import type { SeenFace } from './seeds.ts';
import type { Scale } from './silhouettes.ts';

/** A picture with what all later steps look at. */
export interface Frame {
  readonly pyramid: Pyramid;
  readonly working: Picture;
  readonly scale: Scale;
  readonly faces: readonly RecognisedFace[];
  /** The same faces on the working picture. */
  readonly seen: readonly SeenFace[];
}

/** A picture with the faces that were found in it, as those who part and dress people need it. */
export function frameOf(
  pyramid: Pyramid,
  meshes: readonly MeshedFace[],
  faces: readonly RecognisedFace[],
): Frame {
  const working = pyramid.fitted(workingSidePx);
  const scale = { x: pyramid.widthPx / working.widthPx, y: pyramid.heightPx / working.heightPx };
  const seen = meshes.map(({ candidate, mesh }): SeenFace => {
    const { rect } = candidate;
    const points = mesh.map(({ x, y, z }) => ({ x: x / scale.x, y: y / scale.y, z }));
    const { corners, forehead, chin } = ovalOf(points);
    const oval: Bitmap = emptyBitmap(working);
    fillPolygon(oval, corners);
    return {
      box: { x: rect.x / scale.x, y: rect.y / scale.y, w: rect.w / scale.x, h: rect.h / scale.y },
      oval,
      forehead,
      chin,
      yawDegrees: headPose(mesh).yawDegrees,
    };
  });
  return { pyramid, working, scale, faces, seen };
}
