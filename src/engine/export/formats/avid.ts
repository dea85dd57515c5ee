import { formatTimecode, rationalText } from '../../../shared/time.ts';
import { type PaletteColour, paletteFor } from '../plan/colours.ts';
import type { ExportPlan, PlanClip } from '../plan/types.ts';
import { cutTo, oneLine } from '../text/clean.ts';
import { type Format, filesNamed } from './format.ts';

/** Avid's marker text and the Avid Log Exchange: tab-separated, lines end with CR LF. */

const colours: readonly PaletteColour[] = [
  { name: 'Red', hex: '#e02020' },
  { name: 'Green', hex: '#20b030' },
  { name: 'Blue', hex: '#3070ff' },
  { name: 'Cyan', hex: '#00d0e0' },
  { name: 'Magenta', hex: '#e040e0' },
  { name: 'Yellow', hex: '#f0d020' },
  { name: 'White', hex: '#ffffff' },
  { name: 'Black', hex: '#000000' },
];

const lines = (rows: readonly string[]): string => rows.map((row) => `${row}\r\n`).join('');

function writeMarkers(plan: ExportPlan) {
  const colourOf = paletteFor(
    plan.clips.flatMap(({ ranges }) => ranges),
    colours,
  );
  const files = filesNamed(plan.timelines, ' avid markers.txt', ({ markers, rate, startFrame, dropFrame }) =>
    lines(
      markers.map(({ range, startFrame: start, endFrame }) => {
        const colour = colourOf(range);
        const timecode = formatTimecode(startFrame + start, rate, dropFrame);
        const comment = oneLine(`${range.name} — ${range.note}`);
        return ['Castline', timecode, 'V1', colour.toLowerCase(), comment, endFrame - start, '', colour].join(
          '\t',
        );
      }),
    ),
  );
  return { files, warnings: [] };
}

export const avidMarkersFormat: Format = {
  id: 'avid-markers',
  name: 'Avid markers',
  program: 'Avid Media Composer',
  extension: '.txt',
  per: 'timeline',
  steps: ['Open the sequence; Markers window > menu > Import Markers…, choose the file.'],
  shapes: ['annotated', 'selects'],
  options: ['shape', 'handleFrames', 'nameTemplate', 'colourBy', 'timelineStart', 'frameRate'],
  defaults: {},
  checkedWith: 'own reading',
  notRunIn: 'Media Composer',
  needs: { rates: 'standard', usesTimecode: true },
  write: writeMarkers,
};

/** A log has one rate. */
interface Log {
  readonly name: string;
  readonly clips: readonly PlanClip[];
}

const columns = ['Name', 'Tracks', 'Start', 'End', 'Duration', 'Source File', 'Keywords', 'Comments'];
/** The old specification's most. */
const mostNameLength = 32;

function fpsText({ num, den }: PlanClip['rate']): string {
  return den === 1 ? String(num) : (num / den).toFixed(num === 24000 ? 3 : 2);
}

function logText({ clips }: Log): { text: string; cutNames: number } {
  let cutNames = 0;
  const rows = clips.flatMap((clip) => {
    const { rate, dropFrame, startFrame, media } = clip;
    const at = (frame: number): string => formatTimecode(frame, rate, dropFrame);
    return clip.ranges.map((range) => {
      const name = cutTo(oneLine(range.name), mostNameLength);
      cutNames += name.isCut ? 1 : 0;
      return [
        name.text,
        media.audio.length > 0 ? 'VA1' : 'V',
        at(startFrame + range.startFrame),
        at(startFrame + range.endFrame),
        at(range.endFrame - range.startFrame),
        oneLine(media.name),
        range.tags.map((tag) => oneLine(tag.name)).join(', '),
        oneLine(range.note),
      ].join('\t');
    });
  });
  const first = clips[0];
  const head = [
    'Heading',
    'FIELD_DELIM\tTABS',
    `VIDEO_FORMAT\t${first && first.media.video.displayHeight <= 720 ? '720' : '1080'}`,
    'AUDIO_FORMAT\t48khz',
    `FPS\t${first ? fpsText(first.rate) : '25'}`,
    '',
    'Column',
    columns.join('\t'),
    '',
    'Data',
  ];
  return { text: lines([...head, ...rows]), cutNames };
}

function writeLogs(plan: ExportPlan) {
  const groups = [...Map.groupBy(plan.clips, ({ rate }) => rationalText(rate))];
  const logs = groups.map(([rate, clips]) => ({
    name: groups.length === 1 ? plan.title : `${plan.title} ${rate.replace('/', '-')}`,
    clips,
  }));
  let cutNames = 0;
  const files = filesNamed(logs, '.ale', (log) => {
    const written = logText(log);
    cutNames += written.cutNames;
    return written.text;
  });
  const message = `${cutNames} names are longer than ${mostNameLength} characters and were cut.`;
  return { files, warnings: cutNames > 0 ? [{ code: 'name-cut' as const, message }] : [] };
}

export const avidAleFormat: Format = {
  id: 'avid-ale',
  name: 'Avid Log Exchange',
  program: 'Avid Media Composer, DaVinci Resolve',
  extension: '.ale',
  per: 'library',
  steps: [
    'Select a bin; File > Input > Import Media… > Shot Log, choose the file, then relink to the media.',
  ],
  shapes: ['selects'],
  options: ['nameTemplate', 'frameRate'],
  defaults: { shape: 'selects' },
  checkedWith: 'own reading',
  notRunIn: 'Media Composer',
  needs: { rates: 'standard', usesTimecode: true },
  write: writeLogs,
};
