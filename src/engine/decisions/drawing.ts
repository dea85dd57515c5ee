import { CastlineError } from '../../shared/errors.ts';
import type { ElementId, IdentityId, ImageHash } from '../../shared/ids.ts';
import type { DrawnElement, Library } from '../library/index.ts';
import { type Anchor, type Decision, identityRow, put, sayOf } from './change.ts';

/** Something that was missed and drawn by hand. `image` is the frame's picture. */
export type Drawing = Pick<Anchor, 'assetId' | 'frame' | 'box'> & {
  readonly id: ElementId;
  readonly kind: DrawnElement['kind'];
  readonly image: ImageHash;
  /** Who or which outfit it is, where that was said. */
  readonly to?: IdentityId | undefined;
};

/** Adds what was missed, as drawn by hand, and says who or which outfit it is where `to` does. */
export function drawnElement(
  library: Library,
  { id, assetId, frame, kind, box, image, to }: Drawing,
): Decision {
  const about = kind === 'garment' ? 'garment' : 'person';
  if (to) identityRow(library, to, about);
  const row: DrawnElement = {
    id,
    assetId,
    frame,
    kind,
    boxX: box.x,
    boxY: box.y,
    boxW: box.w,
    boxH: box.h,
    imageHash: image,
  };
  return {
    changes: [
      put('drawn_element', [id], row),
      ...(to ? [sayOf({ assetId, frame, kind, box, elementId: id }, to, 'yes', { about })] : []),
    ],
    label: { did: 'draw', kind },
  };
}

/** Takes a drawing away, with what was said of it. @throws CastlineError not-found */
export function removeDrawn(library: Library, id: ElementId): Decision {
  if (!library.decisions.get('drawn_element', id)) {
    throw new CastlineError('not-found', 'Only what was drawn by hand can be removed.');
  }
  const said = library.decisions.list('sighting_decision').filter(({ elementId }) => elementId === id);
  return {
    changes: [
      put('drawn_element', [id], null),
      ...said.map((one) => put('sighting_decision', [one.id], null)),
    ],
    label: { did: 'remove-drawing' },
  };
}
