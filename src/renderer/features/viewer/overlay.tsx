import type { ReactElement } from 'react';
import type { AssetDetail } from '../../../shared/contract/index.ts';
import { identityColour } from '../../../shared/palette.ts';
import { toNumber } from '../../../shared/time.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useCast, useElements } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { personName } from '../../ui/texts.ts';
import { elementsAt, leastInPause, movedBox, type ShownElement } from './elements-at.ts';
import { FaceBox } from './face-box.tsx';
import { boxStrength, type FaceOnFrame, facesAt, keyframeFor } from './faces-at.ts';
import { type PlacedLabel, placeLabels, type WantedLabel } from './labels.ts';
import { MaskLayer } from './mask-layer.tsx';
import { type PixelRect, placeBox } from './picture-fit.ts';
import { useView } from './view-store.ts';

/** In pause at most so many garments are labelled when nobody is selected; more would hide the picture. */
const fewGarments = 8;
const nobodysColour = 'var(--fg3)';

/** What was seen in the frame on screen, over the picture: masks, boxes, names. */
export function Overlay(props: { detail: AssetDetail; frame: number; rect: PixelRect }): ReactElement {
  const { detail, frame } = props;
  // All within is clipped to the picture, and measured from its corner.
  const rect = { ...props.rect, left: 0, top: 0 };
  const people = useCast().data ?? [];
  const selectedId = useDesk((state) => state.personId);
  const boxesShown = useDesk((state) => state.boxesShown);
  const masksShown = useView((state) => state.masksShown);
  const isMoving = useDesk((state) => state.speed !== 0);
  const keyframe = keyframeFor(detail.keyframes, frame);
  const seen = useElements(boxesShown || masksShown ? keyframe?.id : undefined).data;
  const framesPerSecond = toNumber(detail.facts.video.frameRate);
  // In pause a box may be clicked as long as its picture is there; in a fade it is not.
  const isBrief = isMoving || isMixed(detail, frame);
  const inKeyframe = facesAt(detail.keyframes, frame);
  const known = new Set<string>(inKeyframe.map(({ elementId }) => elementId));
  const faces = [...inKeyframe, ...drawnAt(detail, frame).filter(({ elementId }) => !known.has(elementId))]
    .map((face) => {
      const trusted = boxStrength(face, framesPerSecond);
      return { face, strength: isBrief || face.isDrawn ? trusted : Math.max(leastInPause, trusted) };
    })
    .filter(({ strength }) => strength > 0);
  const elements =
    seen && keyframe && seen.keyframeId === keyframe.id
      ? elementsAt(
          seen,
          keyframe,
          faces.map(({ face }) => face),
          frame,
          { framesPerSecond, isMoving: isBrief },
        )
      : [];
  const personOf = (identityId: string | undefined) => people.find(({ id }) => id === identityId);
  const colourOf = (element: ShownElement): string => {
    const person = personOf(element.identityId);
    return person ? identityColour(person.colour) : nobodysColour;
  };
  const boxes = [...faces, ...elements.flatMap(bodyBox)];
  const quiet = isMoving ? [] : quietElements(elements, selectedId);
  const labels = labelsFor(boxes, quiet, rect, (face) => {
    const person = personOf(face.identityId);
    return person && personName(person);
  });
  return (
    <div className={`overlay ${isMoving ? 'moving' : ''}`} style={{ ...props.rect }}>
      {masksShown ? (
        <MaskLayer
          elements={elements}
          rect={rect}
          colourOf={colourOf}
          isSelected={({ identityId }) => identityId !== undefined && identityId === selectedId}
        />
      ) : null}
      {boxesShown
        ? quiet.map((element) => (
            <QuietBox
              key={element.id}
              element={element}
              place={placeBox(movedBox(element.box, element.move), rect)}
              colour={element.isPersons ? colourOf(element) : nobodysColour}
              label={labels.get(element.id)}
            />
          ))
        : null}
      {boxesShown ? (
        <section className="face-boxes" aria-label={texts().viewer.faces}>
          {boxes.map(({ face, strength }) => (
            <FaceBox
              key={face.elementId}
              face={face}
              person={personOf(face.identityId)}
              place={placeBox(face.box, rect)}
              label={labels.get(face.elementId)}
              strength={strength}
              frame={rect}
            />
          ))}
        </section>
      ) : null}
    </div>
  );
}

/** True for frames of a dissolve, fade or wipe: what a keyframe shows is not there yet, or no longer. */
const isMixed = ({ shots }: AssetDetail, frame: number): boolean =>
  shots.some(({ transition }) => frame >= transition.firstFrame && frame < transition.endFrame);

/** Faces that were drawn by hand on or near a frame. */
function drawnAt({ drawn }: AssetDetail, frame: number): FaceOnFrame[] {
  return drawn.flatMap((one) =>
    one.kind === 'face'
      ? [
          {
            ...{ elementId: one.elementId, identityId: one.identityId, box: one.box },
            ...{ framesAway: Math.abs(frame - one.frame), isHeld: true, isDrawn: true },
          },
        ]
      : [],
  );
}

/** A person whose face is not seen is boxed whole. */
function bodyBox(element: ShownElement): { face: FaceOnFrame; strength: number }[] {
  const { id: elementId, kind, hasFace, isPersons, identityId, box, move, strength } = element;
  if (kind !== 'subject' || hasFace || !isPersons) return [];
  const face = { elementId, identityId, box: movedBox(box, move), framesAway: 0, isHeld: true };
  return [{ face: { ...face, isBody: true }, strength }];
}

/** Garments of the selected person, or of everybody where they are few; objects and writing. */
function quietElements(elements: readonly ShownElement[], selectedId: string | undefined): ShownElement[] {
  const garments = elements.filter(({ kind }) => kind === 'garment');
  const own = garments.filter(({ identityId }) => identityId !== undefined && identityId === selectedId);
  const rest = elements.filter(({ kind }) => kind === 'object' || kind === 'text');
  return [...(own.length > 0 ? own : garments.length <= fewGarments ? garments : []), ...rest];
}

function labelsFor(
  faces: readonly { face: FaceOnFrame }[],
  quiet: readonly ShownElement[],
  rect: PixelRect,
  nameOf: (face: FaceOnFrame) => string | undefined,
): Map<string, PlacedLabel> {
  const ofFaces = faces.flatMap(({ face }): WantedLabel[] => {
    const text = nameOf(face);
    return text === undefined
      ? []
      : [{ id: face.elementId, text, at: placeBox(face.box, rect), isNeeded: true }];
  });
  const others = quiet.map(
    ({ id, label, box, move }): WantedLabel => ({
      ...{ id, text: label, isNeeded: false },
      at: placeBox(movedBox(box, move), rect),
    }),
  );
  const placed = placeLabels(
    [...ofFaces, ...others],
    rect,
    ofFaces.map(({ at }) => at),
  );
  return new Map(placed.map((label) => [label.id, label]));
}

function QuietBox(props: {
  element: ShownElement;
  place: PixelRect;
  colour: string;
  label: PlacedLabel | undefined;
}): ReactElement {
  const { element, place, label } = props;
  return (
    <div
      className={`quiet-box ${element.kind}`}
      style={{ ...place, opacity: element.strength, ['--person' as string]: props.colour }}
    >
      {label ? (
        <span style={{ left: label.left - place.left, top: label.top - place.top, maxWidth: label.width }}>
          {element.label}
        </span>
      ) : null}
    </div>
  );
}
