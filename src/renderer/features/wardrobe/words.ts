import type { OutfitView } from '../../../shared/contract/index.ts';
import {
  colourWords,
  garmentWords,
  objectWords,
  patternWords,
  type Words,
} from '../../../shared/vocabulary.ts';
import type { GarmentKind } from '../../../shared/wardrobe.ts';
import { texts, useLanguage } from '../../texts/index.ts';

type Garment = Pick<OutfitView['garments'][number], 'garment' | 'colours'> & {
  readonly pattern?: OutfitView['garments'][number]['pattern'] | undefined;
};

const shown = (words: Words): string => words[useLanguage.getState().language][0] ?? '';

/** A noun: German writes it with a capital letter. */
function shownNoun(words: Words): string {
  const word = shown(words);
  return useLanguage.getState().language === 'de' ? `${word.charAt(0).toUpperCase()}${word.slice(1)}` : word;
}

/** What German adds to an adjective before the word that the screen shows for a garment. */
const germanEndings: Readonly<Record<GarmentKind, 'e' | 'er' | 'es'>> = {
  upper: 'es',
  lower: 'e',
  dress: 'es',
  outerwear: 'er',
  shoes: 'e',
  bag: 'e',
  tie: 'e',
  hat: 'er',
  scarf: 'er',
};
/** Colours that German took from elsewhere and leaves as they are. */
const unbent: ReadonlySet<string> = new Set(['orange', 'lila', 'rosa', 'beige']);

function beforeGarment(words: Words, garment: GarmentKind): string {
  const word = shown(words);
  if (useLanguage.getState().language !== 'de' || unbent.has(word)) return word;
  return word + germanEndings[garment];
}

/** "black checked coat", "schwarzer karierter Mantel" */
export function garmentText({ garment, colours, pattern }: Garment): string {
  const [colour] = colours;
  return [
    colour ? beforeGarment(colourWords[colour.name], garment) : '',
    pattern && pattern !== 'plain' ? beforeGarment(patternWords[pattern], garment) : '',
    shownNoun(garmentWords[garment]),
  ]
    .filter((word) => word !== '')
    .join(' ');
}

/** All colours, the pattern and the kind of a garment: "red, white · striped · top". */
export function garmentFacts({ garment, colours, pattern }: Garment): string {
  return [
    colours.map(({ name }) => shown(colourWords[name])).join(', '),
    pattern && pattern !== 'plain' ? shown(patternWords[pattern]) : '',
    shownNoun(garmentWords[garment]),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** A class of objects in the language in use; as it is where the vocabulary has no word for it. */
export function objectText(name: string): string {
  const words = objectWords.get(name);
  return words ? shownNoun(words) : name;
}

/** "black coat, white top": the garments of an outfit in words. */
export const outfitText = ({ garments }: OutfitView): string => garments.map(garmentText).join(', ');

export const outfitName = ({ name, number }: OutfitView): string => name ?? texts().wardrobe.outfit(number);

/** The garments' main colours for swatches, those that fill most of the body first; CSS takes CIE Lab as it is. */
export function swatches({ garments }: OutfitView): string[] {
  return garments.slice(0, 3).flatMap(({ colours }) => {
    const [l, a, b] = colours[0]?.lab ?? [];
    return l === undefined ? [] : [`lab(${l.toFixed(1)} ${a?.toFixed(1)} ${b?.toFixed(1)})`];
  });
}
