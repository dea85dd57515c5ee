import type { DoubtfulBody, Picture, RecognisedElement, RecognisedFace } from '../port.ts';
import { boxOfRect, maskOf } from './bitmaps.ts';
import type { Frame } from './frame.ts';
import type { Garment, SeenObject } from './garments/index.ts';
import { overlapOf, type Rect, sharedArea } from './geometry.ts';
import { headOf } from './heads.ts';
import type { FoundPerson } from './instances.ts';
import type { DetectedObject } from './objects.ts';
import type { Bitmap } from './person.ts';
import type { Pyramid } from './pyramid.ts';

/** The model that is named as the source of clothes: the clothing net, or where it is not used what gave the mask. */
export type ClothesModel = 'cloth' | 'selfie' | 'u2netp';

/** Objects of this class are told as people. */
export const personClass = 'person';

/** A person's elements: the whole, the face, the head, all that is worn and each garment of it. */
export function elementsOfPerson(
  { working, faces, seen }: Frame,
  found: FoundPerson,
  person: number,
  worn: { readonly clothing: Bitmap; readonly garments: readonly Garment[] },
  clothesModel: ClothesModel,
): RecognisedElement[] {
  const whole = maskOf(found.bitmap);
  if (!whole) return [];
  const { score, faceIndex } = found;
  const elements: RecognisedElement[] = [
    { kind: 'subject', ...whole, score, person, model: 'selfie', attributes: bodyOf(found, working) },
  ];
  const face = faceIndex === undefined ? undefined : seen[faceIndex];
  const element = faceIndex === undefined ? undefined : faces[faceIndex];
  if (face && element) {
    const oval = maskOf(face.oval);
    elements.push({ ...element, person, model: 'fr_detect', ...(oval ? { mask: oval.mask } : {}) });
  }
  const head = headOf(found, face, worn.clothing, working);
  const headMask = head ? maskOf(head) : undefined;
  if (headMask) elements.push({ kind: 'head', ...headMask, score, person, model: 'selfie', attributes: {} });
  const clothing = maskOf(worn.clothing);
  if (clothing) {
    elements.push({ kind: 'clothing', ...clothing, score, person, model: clothesModel, attributes: {} });
  }
  return [...elements, ...worn.garments.flatMap((garment) => garmentElement(garment, clothesModel, person))];
}

/** One garment; none where it has no pixels. */
export function garmentElement(
  { kind, bitmap, score, attributes }: Garment,
  clothesModel: ClothesModel,
  person?: number,
): RecognisedElement[] {
  const piece = maskOf(bitmap);
  if (!piece) return [];
  const model = kind === 'bag' || kind === 'tie' ? 'nanodet' : clothesModel;
  return [
    { kind: 'garment', ...piece, score, model, attributes, ...(person === undefined ? {} : { person }) },
  ];
}

/** What was detected, on the working picture. */
export const seenObjects = (objects: readonly DetectedObject[], { scale }: Frame): SeenObject[] =>
  objects.map(({ rect, score, class: name }) => ({
    class: name,
    score,
    box: { x: rect.x / scale.x, y: rect.y / scale.y, w: rect.w / scale.x, h: rect.h / scale.y },
  }));

function bodyOf({ joints, face }: FoundPerson, { widthPx, heightPx }: Picture) {
  const visible = Object.entries(joints ?? {})
    .filter(([, joint]) => joint.visibility >= 0.5)
    .map(([name, { x, y }]) => [name, { x: x / widthPx, y: y / heightPx }] as const);
  return {
    class: 'person' as const,
    isFaceless: face === undefined,
    ...(visible.length > 0 ? { joints: Object.fromEntries(visible) } : {}),
  };
}

/** Faces of a crowd's smallest people, who have no masks. */
export function loneFaces({ faces }: Frame, people: readonly FoundPerson[]): RecognisedFace[] {
  const used = new Set(people.map(({ faceIndex }) => faceIndex));
  return faces.flatMap((face, index) => (used.has(index) ? [] : [{ ...face, model: 'fr_detect' }]));
}

/** Things as elements of the answer; people are told as people. */
export function objectsOf(objects: readonly DetectedObject[], pyramid: Pyramid): RecognisedElement[] {
  return objects
    .filter((object) => object.class !== personClass)
    .map((object) => ({
      kind: 'object',
      box: boxOfRect(object.rect, pyramid),
      score: object.score,
      model: 'nanodet',
      attributes: { class: object.class },
    }));
}

/** Smaller boxes, as part of the picture's height, or more of them in one picture, are a crowd. */
const crowd = { leastHeight: 0.08, most: 12 } as const;
/** A box that shares more than this with that of a person of the picture, or lies in it by so much, is that person. */
const taken = { overlap: 0.5, inside: 0.85 } as const;

function isOf({ box }: FoundPerson, own: Rect): boolean {
  return overlapOf(own, box) > taken.overlap || sharedArea(own, box) > taken.inside * own.w * own.h;
}

/** Boxes that may be people whom nothing else confirms, without those of the people who were found. */
export function doubtfulBodies(
  boxes: readonly DetectedObject[],
  people: readonly FoundPerson[],
  { pyramid, scale }: Frame,
): DoubtfulBody[] {
  return boxes
    .filter(({ rect }) => rect.h >= crowd.leastHeight * pyramid.heightPx)
    .filter(({ rect }) => {
      const own = { x: rect.x / scale.x, y: rect.y / scale.y, w: rect.w / scale.x, h: rect.h / scale.y };
      return !people.some((person) => isOf(person, own));
    })
    .slice(0, crowd.most)
    .map(({ rect, score }) => ({ box: boxOfRect(rect, pyramid), score, model: 'nanodet' }));
}
