import { centroid, type Point } from '../geometry.ts';
import type { Joint, JointName, PersonInstance } from '../person.ts';

/** A joint counts from this visibility on. */
const visibleFrom = 0.5;

/**
 * Where the parts of a body lie, in pixels of the working picture, as far as face and joints tell. Lengths are told in
 * face heights, the one measure that close-ups and full figures share.
 */
export interface Body {
  /** From chin to forehead. */
  readonly facePx: number;
  /** From the chin to the top of the head, length 1. */
  readonly up: Point;
  readonly chin?: Point;
  readonly face?: Point;
  readonly shoulders?: Point;
  readonly hips?: Point;
  readonly knees?: Point;
  readonly ankles?: Point;
  readonly joint: (name: JointName) => Joint | undefined;
}

/** Breadth of the shoulders, and height of a person, in faces. */
const shouldersPerFace = 1.9;
const personsPerFace = 7;

type Frame = Pick<Body, 'facePx' | 'up' | 'chin' | 'face'>;

/** From the face, whose roll is told by the line from its middle to the shoulders. */
function frameOfFace(face: NonNullable<PersonInstance['face']>, shoulders: Point | undefined): Frame {
  const { box } = face;
  const centre = { x: box.x + box.w / 2, y: box.y + box.h / 2 };
  const facePx = Math.max(1, box.h, box.w * 1.1);
  const away = shoulders && { x: centre.x - shoulders.x, y: centre.y - shoulders.y };
  const length = away ? Math.hypot(away.x, away.y) : 0;
  // Half upright, half along the neck: a head seldom leans as far as the line from the shoulders says.
  const lean = away && length > facePx * 0.4 && away.y < 0 ? away.x / length / 2 : 0;
  const up = { x: lean, y: -Math.sqrt(1 - lean * lean) };
  const chin = { x: centre.x - (up.x * box.h) / 2, y: centre.y - (up.y * box.h) / 2 };
  return { facePx, up, chin, face: centre };
}

/** Seen from behind or from the side: the nose joint and the breadth of the shoulders stand for the face. */
function frameOfJoints(person: PersonInstance, joint: Body['joint'], shoulders: Point | undefined): Frame {
  const [left, right, nose] = [joint('leftShoulder'), joint('rightShoulder'), joint('nose')];
  const breadth = left && right ? Math.hypot(left.x - right.x, left.y - right.y) : 0;
  const facePx = Math.max(breadth / shouldersPerFace, person.box.h / personsPerFace / 1.4, 1);
  const up = { x: 0, y: -1 };
  if (nose) return { facePx, up, face: nose, chin: { x: nose.x, y: nose.y + facePx * 0.45 } };
  if (!shoulders) return { facePx, up };
  const chin = { x: shoulders.x, y: shoulders.y - facePx * 0.35 };
  return { facePx, up, chin, face: { x: chin.x, y: chin.y - facePx / 2 } };
}

/** Where a body's joints lie and how large it is, as far as they can be seen. */
export function bodyOf(person: PersonInstance): Body {
  const joint = (name: JointName): Joint | undefined => {
    const found = person.joints?.[name];
    return found && found.visibility >= visibleFrom ? found : undefined;
  };
  const middle = (left: JointName, right: JointName): Point | undefined => {
    const both = [joint(left), joint(right)].filter((each) => each !== undefined);
    return both.length > 0 ? centroid(both) : undefined;
  };
  const shoulders = middle('leftShoulder', 'rightShoulder');
  const frame = person.face ? frameOfFace(person.face, shoulders) : frameOfJoints(person, joint, shoulders);
  const parts = {
    shoulders,
    hips: middle('leftHip', 'rightHip'),
    knees: middle('leftKnee', 'rightKnee'),
    ankles: middle('leftAnkle', 'rightAnkle'),
  };
  const known = Object.fromEntries(Object.entries(parts).filter(([, point]) => point !== undefined));
  return { ...frame, ...known, joint };
}

/** In face heights: along `up` from the chin, and across from the line through the middle of the face. */
export function placeAt(body: Body, x: number, y: number): { along: number; across: number } | undefined {
  const { chin, up, facePx } = body;
  if (!chin) return undefined;
  const dx = x + 0.5 - chin.x;
  const dy = y + 0.5 - chin.y;
  return { along: (dx * up.x + dy * up.y) / facePx, across: (dx * -up.y + dy * up.x) / facePx };
}
