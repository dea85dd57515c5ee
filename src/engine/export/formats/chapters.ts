import { toNumber } from '../../../shared/time.ts';
import { clock, decimalText, exactRange } from '../plan/exact.ts';
import type { PlanClip } from '../plan/types.ts';
import { oneLine } from '../text/clean.ts';
import { element, textElement, xmlText } from '../text/xml.ts';
import { clipsByName, type Format, filesNamed } from './format.ts';

/** Chapters keep overlapping ranges in Matroska; MOV and MP4 stretch each to the next, so they are not offered for those. */

function matroskaText(clip: PlanClip): string {
  const atoms = clip.ranges.map((range, index) => {
    const { start, end } = exactRange(clip, range);
    return element('ChapterAtom', {}, [
      textElement('ChapterUID', index + 1),
      textElement('ChapterTimeStart', clock(start, 9)),
      textElement('ChapterTimeEnd', clock(end, 9)),
      element('ChapterDisplay', {}, [
        textElement('ChapterString', oneLine(range.name)),
        textElement('ChapterLanguage', 'und'),
      ]),
    ]);
  });
  return xmlText(
    element('Chapters', {}, [element('EditionEntry', {}, atoms)]),
    'Chapters SYSTEM "matroskachapters.dtd"',
  );
}

/** Escapes what FFMETADATA gives a meaning. */
const value = (text: string): string => oneLine(text).replaceAll(/[=;#\\]/g, '\\$&');

function ffmetadataText(clip: PlanClip): string {
  const { rate, media } = clip;
  const isVariable = media.video.variableFrameRate;
  const chapters = clip.ranges.map((range) => {
    const { start, end } = exactRange(clip, range);
    const microseconds = (seconds: typeof start): string => decimalText(seconds, 6).replace('.', '');
    const [first, last] = isVariable
      ? [Number(microseconds(start)), Number(microseconds(end))]
      : [range.startFrame, range.endFrame];
    const timeBase = isVariable ? '1/1000000' : `${rate.den}/${rate.num}`;
    return `[CHAPTER]\nTIMEBASE=${timeBase}\nSTART=${first}\nEND=${last}\ntitle=${value(range.name)}\n`;
  });
  return `;FFMETADATA1\n${chapters.join('')}`;
}

/** ffmpeg's chapters hold milliseconds in Matroska and less than one is none. */
const isTooShort = (clip: PlanClip): boolean =>
  clip.ranges.some((range) => {
    const { start, end } = exactRange(clip, range);
    return toNumber(end) - toNumber(start) < 0.001;
  });

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
    warnings: plan.clips.filter(isTooShort).map(({ media }) => ({
      code: 'range-too-short' as const,
      message: `"${media.name}" has ranges of less than a millisecond, which chapters cannot hold.`,
    })),
  }),
};
