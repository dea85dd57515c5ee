import type { AssetDetail, PersonView } from '../../../shared/contract/index.ts';
import { identityColour, personLabel } from '../../../shared/palette.ts';
import { nominalRate } from '../../../shared/time.ts';
import type { PersonLane, TimelineModel } from '../../canvas/model.ts';
import { frameTimecode } from '../../ui/texts.ts';
import { faceSquare } from '../viewer/picture-fit.ts';

function laneOf(person: PersonView, detail: AssetDetail): PersonLane {
  const { face } = person;
  return {
    identityId: person.id,
    label: personLabel(person),
    shortLabel: person.name ?? String(person.number),
    named: person.name !== null,
    colour: identityColour(person.colour),
    face: face && {
      image: face.image,
      part: faceSquare(face.box, { width: face.widthPx, height: face.heightPx }),
    },
    spans: detail.appearances
      .filter(({ identityId }) => identityId === person.id)
      .toSorted((a, b) => a.startFrame - b.startFrame),
  };
}

/** What the timeline shows of a clip. `people`: those seen in it, in the order of their lanes. */
export function timelineModel(detail: AssetDetail, people: readonly PersonView[]): TimelineModel {
  const { facts } = detail;
  return {
    frameCount: detail.frameCount,
    nominalRate: nominalRate(facts.video.frameRate),
    timecodeStart: facts.timecode.startFrame,
    timecodeOf: (frame) => frameTimecode(facts, frame),
    pictureShape: facts.video.displayWidthPx / facts.video.displayHeightPx,
    film: detail.filmstrip,
    shots: detail.shots,
    lanes: people.map((person) => laneOf(person, detail)),
  };
}
