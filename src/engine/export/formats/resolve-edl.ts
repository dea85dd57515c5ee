import { formatTimecode } from '../../../shared/time.ts';
import { paletteFor } from '../plan/colours.ts';
import { idMark } from '../plan/mark.ts';
import { spreadMarkers } from '../plan/spread.ts';
import type { ExportPlan, PlanTimeline, TimelineMarker } from '../plan/types.ts';
import { oneLine } from '../text/clean.ts';
import { type Format, filesNamed } from './format.ts';
import { resolveColours } from './resolve-colours.ts';

/**
 * The EDL that Resolve reads as timeline markers: an event of one frame for each, the length in `|D:`. The text before the
 * first `|` is the note; one that begins with a digit or a star would be taken for something else.
 */

/** Event numbers have three digits. */
const mostEvents = 999;

const field = (text: string): string => oneLine(text).replaceAll('|', '¦').replaceAll(/ {2,}/g, ' ').trim();

function eventText(timeline: PlanTimeline, marker: TimelineMarker, index: number, colour: string): string {
  const { rate, startFrame, dropFrame } = timeline;
  const at = (frame: number): string => formatTimecode(startFrame + frame, rate, dropFrame);
  const [start, end] = [at(marker.startFrame), at(marker.startFrame + 1)];
  const { element, exported, startFrame: rangeStart, endFrame: rangeEnd } = marker.range;
  const shift = { start: marker.startFrame - rangeStart, end: marker.endFrame - rangeEnd };
  const marked = marker.range.note.replace(
    idMark({ id: element.id, exported }),
    idMark({ id: element.id, exported, shift }),
  );
  const note = field(marked).replace(/^(?=[\d*])/, '• ');
  const number = String(index + 1).padStart(3, '0');
  const length = marker.endFrame - marker.startFrame;
  return [
    `${number}  001      V     C        ${start} ${end} ${start} ${end}  `,
    `${note} |C:ResolveColor${colour} |M:${field(marker.range.name)} |D:${length}`,
    '',
    '',
  ].join('\n');
}

interface Part {
  readonly name: string;
  readonly timeline: PlanTimeline;
  readonly markers: readonly TimelineMarker[];
}

function write(plan: ExportPlan) {
  const colourOf = paletteFor(
    plan.clips.flatMap(({ ranges }) => ranges),
    resolveColours,
  );
  const spread = plan.timelines.map((timeline) => ({
    timeline,
    ...spreadMarkers(timeline.markers, timeline.frames, 'Resolve'),
  }));
  const parts = spread.flatMap(({ timeline, markers }): Part[] => {
    const count = Math.ceil(markers.length / mostEvents);
    return Array.from({ length: count }, (_, index) => ({
      name: count === 1 ? timeline.name : `${timeline.name} part ${index + 1}`,
      timeline,
      markers: markers.slice(index * mostEvents, (index + 1) * mostEvents),
    }));
  });
  const text = ({ name, timeline, markers }: Part): string => {
    const head = `TITLE: ${field(name)}\nFCM: ${timeline.dropFrame ? 'DROP FRAME' : 'NON-DROP FRAME'}\n\n`;
    return head + markers.map((one, at) => eventText(timeline, one, at, colourOf(one.range))).join('');
  };
  return {
    files: filesNamed(parts, ' markers.edl', text),
    warnings: spread.flatMap(({ warnings }) => warnings),
  };
}

export const resolveEdlFormat: Format = {
  id: 'resolve-edl',
  name: 'Resolve marker EDL',
  program: 'DaVinci Resolve',
  extension: '.edl',
  per: 'timeline',
  steps: [
    'Media pool: right-click the timeline > Timelines > Import > Timeline Markers from EDL…',
    'The clip must begin where the timeline begins, and the timeline at the timecode chosen here.',
  ],
  shapes: ['annotated'],
  options: ['nameTemplate', 'colourBy', 'timelineStart', 'frameRate'],
  // What Resolve gives a new timeline.
  defaults: { timelineStart: '01:00:00:00' },
  checkedWith: 'own strict reading',
  notRunIn: 'DaVinci Resolve',
  needs: { rates: 'standard', usesTimecode: false },
  write,
};
