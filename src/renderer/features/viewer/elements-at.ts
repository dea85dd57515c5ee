import type { Box } from '../../../shared/boxes.ts';
import type { ElementView, KeyframeElements, KeyframeView } from '../../../shared/contract/index.ts';
import type { ElementId, IdentityId } from '../../../shared/ids.ts';
import type { Mask } from '../../../shared/masks.ts';
import { garmentText, objectText } from '../wardrobe/words.ts';
import { boxStrength, type FaceOnFrame } from './faces-at.ts';

/** A move of the picture's plane, in shares of the picture: about `from`, which comes to `to`. */
export interface Move {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly scale: number;
}

/** Something beside faces that is drawn over a frame, as it was seen in the keyframe that stands for the frame. */
export interface ShownElement {
  readonly id: ElementId;
  readonly kind: ElementView['kind'];
  readonly box: Box;
  readonly mask: Mask | undefined;
  readonly identityId: IdentityId | undefined;
  /** The person's face is seen, and stands for the person. */
  readonly hasFace: boolean;
  /** True for all that belongs to a person, also one who has not been told from others. */
  readonly isPersons: boolean;
  /** 0 to 1, how much it is trusted to still be there. */
  readonly strength: number;
  /** Where the person's face has moved since; what the person wears goes along. */
  readonly move: Move | undefined;
  readonly label: string;
}

/** In pause what stands far from its keyframe is faint, but there. */
export const leastInPause = 0.35;

/** What the elements of a keyframe look like over one frame of its range. */
export function elementsAt(
  { elements }: KeyframeElements,
  keyframe: KeyframeView,
  faces: readonly FaceOnFrame[],
  frame: number,
  options: { readonly framesPerSecond: number; readonly isMoving: boolean },
): ShownElement[] {
  const own = new Map(keyframe.faces.map((face) => [face.elementId, face]));
  const now = new Map(faces.map((face) => [face.elementId, face]));
  const faceOf = new Map(
    elements.flatMap((element) =>
      element.kind === 'face' && element.person !== undefined ? [[element.person, element]] : [],
    ),
  );
  return elements.flatMap((element): ShownElement[] => {
    if (element.kind === 'face' || element.kind === 'head') return [];
    const face = element.person === undefined ? undefined : faceOf.get(element.person);
    const seen = face && own.get(face.id);
    const shown = face && now.get(face.id);
    const held = { framesAway: Math.abs(frame - keyframe.frame), isHeld: true };
    const trusted = boxStrength(shown && !shown.isHeld ? shown : held, options.framesPerSecond);
    const strength = options.isMoving ? trusted : Math.max(leastInPause, trusted);
    if (strength <= 0) return [];
    return [
      {
        ...{ id: element.id, kind: element.kind, box: element.box, mask: element.mask, strength },
        identityId: face ? seen?.identityId : element.identityId,
        hasFace: face !== undefined,
        isPersons:
          element.person !== undefined ||
          (element.kind === 'subject' && element.attributes.class === 'person'),
        move: seen && shown && !shown.isHeld ? moveBetween(seen.box, shown.box) : undefined,
        label: labelOf(element),
      },
    ];
  });
}

function moveBetween(from: Box, to: Box): Move {
  const middle = ({ x, y, w, h }: Box) => ({ x: x + w / 2, y: y + h / 2 });
  const size = (box: Box): number => box.w + box.h;
  return { from: middle(from), to: middle(to), scale: size(from) > 0 ? size(to) / size(from) : 1 };
}

/** A box, moved along. */
export function movedBox(box: Box, move: Move | undefined): Box {
  if (!move) return box;
  const { from, to, scale } = move;
  return {
    x: to.x + (box.x - from.x) * scale,
    y: to.y + (box.y - from.y) * scale,
    w: box.w * scale,
    h: box.h * scale,
  };
}

function labelOf(element: ElementView): string {
  switch (element.kind) {
    case 'garment': {
      const { garment, colours } = element.attributes;
      return garmentText({ garment, colours });
    }
    case 'object':
      return objectText(element.attributes.class);
    case 'text':
      return element.attributes.text;
    default:
      return '';
  }
}
