import { describe, expect, it } from 'vitest';
import { elementOf, everything, manifestWith, mediaOf, person } from '../../../../test/support/manifests.ts';
import type { ExportFormatId } from '../../../shared/contract/index.ts';
import type { Manifest } from '../../../shared/manifest.ts';
import { rational } from '../../../shared/time.ts';
import { exportText } from '../export.ts';
import { differences } from './differences.ts';
import { readImport } from './read.ts';

const clip = mediaOf({ id: 'm1', name: 'a.mov', rate: rational(25), frames: 1000, startFrame: 90_000 });
const people = [person('p1', 'Anna'), person('p2', 'Bob')];
type Ranges = readonly (readonly [tag: string, start: number, end: number])[];

/** As the library would be: an element's id holds where it begins. */
const library = (ranges: Ranges, tags = people): Manifest =>
  manifestWith(
    [clip],
    tags,
    ranges.map(([tag, start, end]) => elementOf(`m1-${start}-${tag}`, clip, tag, [start, end])),
  );

const before: Ranges = [
  ['p1', 100, 200],
  ['p1', 700, 800],
  ['p2', 500, 600],
];

const exported = (manifest: Manifest, format: ExportFormatId = 'csv'): string =>
  exportText({ manifest, format, selection: everything, options: {}, title: 'T', outFolder: '/' }).files[0]
    ?.text ?? '';

const read = (text: string, manifest: Manifest) => differences(manifest, readImport(text, manifest));

/** The table with other cells in a row, counted from 0. */
function edited(text: string, row: number, cells: Readonly<Record<string, string>>): string {
  const lines = text.split('\r\n');
  const columns = (lines[0] ?? '').replace('\ufeff', '').split(',');
  const values = (lines[row + 1] ?? '').split(',');
  for (const [column, value] of Object.entries(cells)) values[columns.indexOf(column)] = value;
  lines[row + 1] = values.join(',');
  return lines.join('\r\n');
}

describe('a table in which one column was edited', () => {
  const moves: [column: string, value: string, from: number, to: number][] = [
    ['tc_in', '01:00:04:10', 110, 200],
    ['start_s', '4.400000', 110, 200],
    ['start_frame', '110', 110, 200],
    ['tc_out', '01:00:08:10', 100, 210],
    ['end_s', '8.4', 100, 210],
    ['end_frame', '210', 100, 210],
    ['frames', '110', 100, 210],
    ['start_frame', '250', 250, 350],
  ];
  it.each(moves)('%s = %s: proposes that, and nothing once it is accepted', (column, value, from, to) => {
    const text = edited(exported(library(before)), 0, { [column]: value });
    const to_ = { startFrame: from, endFrame: to };
    expect(read(text, library(before))).toMatchObject([
      { kind: 'moved', from: { startFrame: 100, endFrame: 200 }, to: to_ },
    ]);
    expect(read(text, library([['p1', from, to], ...before.slice(1)]))).toEqual([]);
  });

  it.each(['name', 'tags'])('%s of all rows of a person: a new name, and nothing once accepted', (column) => {
    const text = edited(exported(library(before)), 1, { [column]: 'Bill' });
    expect(read(text, library(before))).toMatchObject([{ kind: 'renamed', from: 'Bob', to: 'Bill' }]);
    expect(read(text, library(before, [person('p1', 'Anna'), person('p2', 'Bill')]))).toEqual([]);
  });

  it('the name of one row of several: there it is somebody else', () => {
    const text = edited(exported(library(before)), 0, { name: 'Bob', start_frame: '110' });
    expect(read(text, library(before))).toMatchObject([
      { kind: 'added', tagId: 'p2', to: { startFrame: 110, endFrame: 200 } },
      { kind: 'missing', elementId: 'm1-100-p1', replacedBy: 'added-for-m1-100-p1' },
    ]);
    expect(read(text, library([['p2', 110, 200], ...before.slice(1)]))).toEqual([]);
  });
});

describe.each(['csv', 'fcpxml', 'otio', 'resolve-edl'] as const)('an untouched %s', (format) => {
  const marked = (manifest: Manifest): string => exported(manifest, format);
  it('proposes nothing of what was changed in the library since', () => {
    const text = marked(library(before));
    const since: Ranges = [
      ['p1', 120, 180],
      ['p2', 500, 640],
    ];
    expect(read(text, library(since, [person('p1', 'Anna K.'), person('p2', 'Bob')]))).toEqual([]);
  });

  it('proposes nothing of a library that is as it was', () => {
    expect(read(marked(library(before)), library(before))).toEqual([]);
  });
});

it('only what the last export held can be missing', () => {
  const text = exported(library(before.slice(0, 1)));
  const imported = readImport(text, library(before));
  expect(differences(library(before), imported, new Set(['m1-100-p1']))).toEqual([]);
  expect(differences(library(before), imported, new Set(['m1-100-p1', 'm1-700-p1']))).toMatchObject([
    { kind: 'missing', elementId: 'm1-700-p1' },
  ]);
});

describe('outfits and things', () => {
  const coat = { id: 'gCoat', kind: 'clothing', name: 'Red coat', color: '#aa3300', parent: 'p1' } as const;
  const bottle = { id: 'thing-1', kind: 'object', name: 'Bottle', color: '#33aa00' } as const;
  const known = (coatName: string): Manifest =>
    library(
      [...before, ['gCoat', 100, 200], ['gCoat', 700, 800], ['thing-1', 300, 400]],
      [...people, { ...coat, name: coatName }, bottle],
    );

  it('come back from every format as they were', () => {
    for (const format of ['csv', 'fcpxml', 'otio', 'resolve-edl', 'manifest'] as const) {
      expect(read(exported(known('Red coat'), format), known('Red coat')), format).toEqual([]);
    }
  });

  it('propose another name of an outfit; where they are is no question', () => {
    const text = exported(known('Red coat'))
      .replaceAll('Red coat', 'Blue coat')
      .replaceAll('Bottle', 'Glass');
    const renamed = { kind: 'renamed', tagId: 'gCoat', from: 'Red coat', to: 'Blue coat' };
    expect(read(text, known('Red coat'))).toMatchObject([renamed]);
    expect(read(text, known('Blue coat'))).toEqual([]);
    const manifest = JSON.parse(exported(known('Red coat'), 'manifest'));
    for (const element of manifest.elements) element.range.start = '1/1';
    const moved = read(JSON.stringify(manifest), known('Red coat'));
    expect(moved.flatMap((one) => (one.kind === 'moved' ? one.tagIds : []))).toEqual(['p1', 'p1', 'p2']);
  });

  it('are read from a manifest of a newer version, whatever else it says', () => {
    const manifest = JSON.parse(exported(known('Red coat'), 'manifest'));
    const newer = { ...manifest, version: '1.9.0', more: true };
    newer.tags = newer.tags.map((tag: object) => ({ ...tag, aliases: ['x'] }));
    expect(read(JSON.stringify(newer), known('Red coat'))).toEqual([]);
  });
});
