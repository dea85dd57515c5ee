import type { Rational } from '../../../shared/time.ts';
import { clock, decimalText, exactRange } from '../plan/exact.ts';
import type { PlanClip } from '../plan/types.ts';
import { oneLine } from '../text/clean.ts';
import { element, textElement, xmlText } from '../text/xml.ts';
import { clipsByName, type Format, filesNamed } from './format.ts';

/** Chapters keep overlapping ranges in Matroska; MOV and MP4 stretch each to the next, so they are not offered for those. */

const billion = 1_000_000_000;

/**
 * Chapters in nanoseconds, in the order of start. ffmpeg, and with it mpv and others, drops one that does not begin after
 * the one before it: such a one begins a nanosecond later, which is the same frame.
 */
function chaptersOf(clip: PlanClip): { name: string; start: number; end: number }[] {
  const nanoseconds = (seconds: Rational): number => Number(decimalText(seconds, 9).replace('.', ''));
  let last = -1;
  return clip.ranges.map((range) => {
    const exact = exactRange(clip, range);
    const start = Math.max(nanoseconds(exact.start), last + 1);
    last = start;
    return { name: oneLine(range.name), start, end: Math.max(start + 1, nanoseconds(exact.end)) };
  });
}

function matroskaText(clip: PlanClip): string {
  const atoms = chaptersOf(clip).map(({ name, start, end }, index) =>
    element('ChapterAtom', {}, [
      textElement('ChapterUID', index + 1),
      textElement('ChapterTimeStart', clock({ num: start, den: billion }, 9)),
      textElement('ChapterTimeEnd', clock({ num: end, den: billion }, 9)),
      element('ChapterDisplay', {}, [
        textElement('ChapterString', name),
        textElement('ChapterLanguage', 'und'),
      ]),
    ]),
  );
  return xmlText(
    element('Chapters', {}, [element('EditionEntry', {}, atoms)]),
    'Chapters SYSTEM "matroskachapters.dtd"',
  );
}

/** Escapes what FFMETADATA gives a meaning. */
const value = (text: string): string => oneLine(text).replaceAll(/[=;#\\]/g, '\\$&');

function ffmetadataText(clip: PlanClip): string {
  const chapters = chaptersOf(clip).map(
    ({ name, start, end }) =>
      `[CHAPTER]\nTIMEBASE=1/${billion}\nSTART=${start}\nEND=${end}\ntitle=${value(name)}\n`,
  );
  return `;FFMETADATA1\n${chapters.join('')}`;
}

export const matroskaChaptersFormat: Format = {
  id: 'matroska-chapters',
  name: 'Matroska chapters',
  program: 'MKVToolNix, VLC, mpv',
  extension: '.xml',
  per: 'clip',
  steps: ['mkvmerge -o out.mkv --chapters <file> <clip>, or MKVToolNix > Chapters.'],
  shapes: ['annotated'],
  options: ['nameTemplate'],
  defaults: {},
  checkedWith: 'mkvmerge and ffprobe',
  notRunIn: '',
  needs: { rates: 'any', usesTimecode: false },
  write: (plan) => ({
    files: filesNamed(clipsByName(plan), ' chapters.xml', ({ clip }) => matroskaText(clip)),
    warnings: [],
  }),
};

export const ffmetadataFormat: Format = {
  id: 'ffmetadata',
  name: 'FFMETADATA chapters',
  program: 'ffmpeg',
  extension: '.ffmetadata',
  per: 'clip',
  steps: ['ffmpeg -i <clip> -i <file> -map 0 -map_chapters 1 -c copy out.mkv'],
  shapes: ['annotated'],
  options: ['nameTemplate'],
  defaults: {},
  checkedWith: 'ffmpeg and ffprobe',
  notRunIn: '',
  needs: { rates: 'any', usesTimecode: false },
  write: (plan) => ({
    files: filesNamed(clipsByName(plan), '.ffmetadata', ({ clip }) => ffmetadataText(clip)),
    warnings: [],
  }),
};
