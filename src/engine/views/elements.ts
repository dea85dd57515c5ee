import { type ElementView, elementViewSchema, type KeyframeElements } from '../../shared/contract/views.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { IdentityId, KeyframeId } from '../../shared/ids.ts';
import { setsOf } from '../../shared/recognition.ts';
import { readSightings } from '../decisions/index.ts';
import type { Library, StoredElement } from '../library/index.ts';
import { chosenSets } from './cloud-sets.ts';

function viewOf(element: StoredElement, identityId: IdentityId | undefined): ElementView {
  const { elementId: id, kind, box, score, person, mask, model, attributes } = element;
  return elementViewSchema.parse({
    id,
    kind,
    box,
    score,
    attributes,
    ...(person === undefined ? {} : { person }),
    ...(mask === undefined ? {} : { mask }),
    ...(model === undefined ? {} : { model }),
    ...(identityId === undefined ? {} : { identityId }),
  });
}

/** All that was seen in one keyframe. @throws CastlineError not-found */
export function keyframeElements(library: Library, keyframeId: KeyframeId): KeyframeElements {
  const keyframe = library.shots.keyframe(keyframeId);
  if (!keyframe)
    throw new CastlineError('not-found', 'The clip was analysed anew and has other keyframes now.');
  const stored = library.elements.list({ keyframeId, withMasks: true });
  const faces = readSightings(library, keyframe.assetId).sightings.filter(
    (one) => one.keyframeId === keyframeId,
  );
  const ofFace = new Map(faces.map((face) => [face.elementId, face.identityId]));
  const ofPerson = new Map(
    stored.flatMap((element) => {
      const identityId = ofFace.get(element.elementId);
      return element.person === undefined || !identityId ? [] : [[element.person, identityId] as const];
    }),
  );
  const elements = stored.map((element) =>
    viewOf(
      element,
      element.person === undefined || ofFace.has(element.elementId)
        ? ofFace.get(element.elementId)
        : ofPerson.get(element.person),
    ),
  );
  return {
    keyframeId,
    frame: keyframe.frame,
    image: keyframe.image,
    elements,
    sets: chosenSets(library, keyframe, setsOf(elements)),
  };
}
