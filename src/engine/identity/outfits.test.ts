import { describe, expect, it } from 'vitest';
import type { GarmentAttributes } from '../../shared/wardrobe.ts';
import { findOutfits, type WornTrack } from './outfits.ts';

type Lab = [number, number, number];
const garment = (
  kind: GarmentAttributes['garment'],
  name: 'red' | 'navy' | 'green',
  lab: Lab,
): GarmentAttributes => ({
  garment: kind,
  colours: [{ name, lab, share: 0.9 }],
});
const red = (light = 45): GarmentAttributes => garment('upper', 'red', [light, 60, 40]);
const navy = (light = 20): GarmentAttributes => garment('upper', 'navy', [light, 5, -30]);
const green = (): GarmentAttributes => garment('lower', 'green', [40, -35, 25]);

const worn = (track: string, ...sightings: GarmentAttributes[][]): WornTrack => ({ track, sightings });
const tracksOf = (found: ReturnType<typeof findOutfits>): string[][] =>
  found.map(({ tracks }) => [...tracks]);

describe('outfits of one person', () => {
  it('are one where the clothes are the same in another light, and two where they are others', () => {
    const found = findOutfits([worn('t1', [red()]), worn('t2', [navy()]), worn('t3', [red(70)])]);
    expect(tracksOf(found)).toEqual([['t1', 't3'], ['t2']]);
    expect(found[0]?.garments).toMatchObject([{ garment: 'upper', count: 2, colours: [{ name: 'red' }] }]);
  });

  it('follow most of the pictures of a track, not the one that went wrong', () => {
    const found = findOutfits([worn('t1', [red()], [red()], [navy()]), worn('t2', [red()])]);
    expect(tracksOf(found)).toEqual([['t1', 't2']]);
  });

  it('are not told apart by what only one of them shows', () => {
    const found = findOutfits([worn('t1', [red(), green()]), worn('t2', [red()])]);
    expect(tracksOf(found)).toEqual([['t1', 't2']]);
    expect(found[0]?.garments.map((one) => one.garment)).toEqual(['upper', 'lower']);
  });

  it('take a blazer for what is worn on top, as an upper', () => {
    const blazer = { ...navy(), garment: 'outerwear' as const };
    expect(tracksOf(findOutfits([worn('t1', [navy()]), worn('t2', [blazer])]))).toEqual([['t1', 't2']]);
  });

  it('are what an editor said before what the colours say', () => {
    const found = findOutfits([
      { ...worn('t1', [red()]), said: 'oA' },
      { ...worn('t2', [red()]), said: 'oB' },
      { ...worn('t3', [navy()]), said: 'oA' },
    ]);
    expect(found.map(({ id, tracks }) => [id, ...tracks])).toEqual([
      ['oA', 't1', 't3'],
      ['oB', 't2'],
    ]);
  });

  it('are none where no clothes are seen', () => {
    expect(findOutfits([worn('t1', []), worn('t2')])).toEqual([]);
  });
});
