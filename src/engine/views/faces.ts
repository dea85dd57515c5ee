import type { CastFace, TagView } from '../../shared/contract/index.ts';
import type { IdentityId } from '../../shared/ids.ts';
import { readSightings, rootsOf, type Sighting } from '../decisions/index.ts';
import type { Library, TagRow } from '../library/index.ts';
import { cropOf, sightingQuality } from './best.ts';

/** A sighting as it is corrected. */
export function faceView(one: Sighting): CastFace {
  return {
    elementId: one.elementId,
    assetId: one.assetId,
    frame: one.frame,
    kind: one.kind,
    crop: cropOf(one),
    ...(one.identityId ? { identityId: one.identityId } : {}),
    score: one.likeness,
    quality: sightingQuality(one),
    decidedBy: one.decidedBy,
    isDrawn: one.isDrawn,
    track: one.track,
  };
}

/** The faces of a person, or of nobody. @throws CastlineError not-found */
export function facesOf(library: Library, identityId: IdentityId | null): CastFace[] {
  const wanted = identityId === null ? undefined : rootsOf(library)(library.people.get(identityId).id);
  return readSightings(library)
    .sightings.filter((one) => one.identityId === wanted && (wanted || one.kind === 'face'))
    .map(faceView);
}

/** A tag as the window shows it. */
export function tagView(tag: TagRow): TagView {
  const { boxX: x, boxY: y, boxW: w, boxH: h } = tag;
  return {
    id: tag.id,
    name: tag.name,
    ...(tag.identityId ? { identityId: tag.identityId } : {}),
    ...(tag.assetId ? { assetId: tag.assetId } : {}),
    ...(tag.startFrame === null ? {} : { startFrame: tag.startFrame }),
    ...(tag.endFrame === null ? {} : { endFrame: tag.endFrame }),
    ...(x === null || y === null || w === null || h === null ? {} : { box: { x, y, w, h } }),
  };
}
