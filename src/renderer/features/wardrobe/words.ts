import type { OutfitView } from '../../../shared/contract/index.ts';
import { colourWords, garmentWords, patternWords, type Words } from '../../../shared/vocabulary.ts';
import { texts, useLanguage } from '../../texts/index.ts';

type Garment = OutfitView['garments'][number];

const shown = (words: Words): string => words[useLanguage.getState().language][0] ?? '';

/** "black checked coat" */
export function garmentText({ garment, colours, pattern }: Garment): string {
  const [colour] = colours;
  return [
    colour ? shown(colourWords[colour.name]) : '',
    pattern && pattern !== 'plain' ? shown(patternWords[pattern]) : '',
    shown(garmentWords[garment]),
  ]
    .filter((word) => word !== '')
    .join(' ');
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
