import { afterEach, describe, expect, it } from 'vitest';
import type { ColourName, GarmentKind, Pattern } from '../../../shared/wardrobe.ts';
import { setLanguage } from '../../texts/index.ts';
import { garmentFacts, garmentText } from './words.ts';

const worn = (garment: GarmentKind, colour: ColourName, pattern?: Pattern) => ({
  garment,
  colours: [{ name: colour, share: 1, lab: [50, 0, 0] as [number, number, number] }],
  pattern,
});

describe('a garment in words', () => {
  afterEach(() => setLanguage('en'));

  it('has its colour and pattern before it', () => {
    expect(garmentText(worn('outerwear', 'black', 'checked'))).toBe('black checked coat');
    expect(garmentText(worn('upper', 'brown', 'plain'))).toBe('brown top');
  });

  it('bends German adjectives as the noun asks', () => {
    setLanguage('de');
    expect(garmentText(worn('outerwear', 'black', 'checked'))).toBe('schwarzer karierter Mantel');
    expect(garmentText(worn('upper', 'brown'))).toBe('braunes Oberteil');
    expect(garmentText(worn('lower', 'blue', 'striped'))).toBe('blaue gestreifte Hose');
    expect(garmentText(worn('shoes', 'white'))).toBe('weiße Schuhe');
  });

  it('leaves colours as they are that German does not bend, and lists of facts', () => {
    setLanguage('de');
    expect(garmentText(worn('dress', 'pink'))).toBe('rosa Kleid');
    expect(garmentFacts(worn('upper', 'brown', 'checked'))).toBe('braun · kariert · Oberteil');
  });
});
