import { forms } from '../forms.ts';

const form = forms('en-GB');

/** Counted things. */
export const count = {
  shots: (shots: number) => form(shots, { one: '# shot', other: '# shots' }),
  /** In lists, where a row has little room. */
  shotsShort: (shots: number) => form(shots, { one: '# shot', other: '# shots' }),
  peopleShort: (people: number) => form(people, { one: '# person', other: '# people' }),
  people: (people: number) => form(people, { one: '# person', other: '# people' }),
  clips: (clips: number) => form(clips, { one: '# clip', other: '# clips' }),
  faces: (faces: number) => form(faces, { one: '# face', other: '# faces' }),
  files: (files: number) => form(files, { one: '# file', other: '# files' }),
  ranges: (ranges: number) => form(ranges, { one: '# range', other: '# ranges' }),
  frames: (frames: number) => form(frames, { one: '# frame', other: '# frames' }),
  cuts: (cuts: number) => form(cuts, { one: '# cut', other: '# cuts' }),
};
