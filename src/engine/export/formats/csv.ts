import { stringify } from 'csv-stringify/sync';
import { formatTimecode, rationalText } from '../../../shared/time.ts';
import { decimalText } from '../plan/exact.ts';
import type { ExportPlan, PlanClip, PlanRange } from '../plan/types.ts';
import { withoutControls } from '../text/clean.ts';
import { type Format, filesNamed } from './format.ts';

/** The columns, in order; the import reads them by name. */
export const csvColumns = [
  'clip',
  'element',
  'tags',
  'kinds',
  'name',
  'tc_in',
  'tc_out',
  'start_s',
  'end_s',
  'start_frame',
  'end_frame',
  'frames',
  'rate',
  'confidence',
  'status',
  'note',
  'path',
] as const;

/** A spreadsheet runs what begins like this; an apostrophe in front keeps it text. `unguarded` takes it away. */
const formula = /^[=+@\t\r-]/;
const guarded = (text: string): string => (formula.test(text) ? `'${text}` : text);
/** A cell as it was before it was guarded against being read as a formula. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text;

function row(clip: PlanClip, range: PlanRange): (string | number)[] {
  const { rate, startFrame, dropFrame } = clip;
  const timecode = (frame: number): string => formatTimecode(startFrame + frame, rate, dropFrame);
  const seconds = (frame: number): string => decimalText({ num: frame * rate.den, den: rate.num }, 6);
  const words = [
    clip.media.name,
    range.element.id,
    range.tags.map(({ name }) => name).join('; '),
    [...new Set(range.tags.map(({ kind }) => (range.kind === 'shot' ? 'shot' : kind)))].join('; '),
    range.name,
  ].map((text) => guarded(withoutControls(text)));
  return [
    ...words,
    timecode(range.startFrame),
    timecode(range.endFrame),
    seconds(range.startFrame),
    seconds(range.endFrame),
    range.startFrame,
    range.endFrame,
    range.endFrame - range.startFrame,
    rationalText(rate),
    range.element.confidence,
    range.element.status,
    range.note,
    guarded(withoutControls(clip.path)),
  ];
}

function text(plan: ExportPlan): string {
  const rows = plan.clips.flatMap((clip) => clip.ranges.map((range) => row(clip, range)));
  // The byte order mark tells Excel that it is UTF-8.
  return stringify([[...csvColumns], ...rows], { bom: true, record_delimiter: '\r\n' });
}

export const csvFormat: Format = {
  id: 'csv',
  name: 'CSV table',
  program: 'Excel, Numbers, LibreOffice, Google Sheets',
  extension: '.csv',
  per: 'library',
  steps: ['Open the file in the spreadsheet; it is UTF-8 with commas.'],
  shapes: ['annotated'],
  options: ['nameTemplate', 'mediaPaths', 'remap', 'frameRate'],
  defaults: {},
  checkedWith: "Python's csv module",
  notRunIn: 'Excel, Numbers',
  needs: { rates: 'any', usesTimecode: true },
  write: (plan) => ({ files: filesNamed([{ name: plan.title }], '.csv', () => text(plan)), warnings: [] }),
};
