import type { GarmentAttributes, GarmentKind } from '../../shared/wardrobe.ts';
import { mostDescriptionCharacters, mostNameCharacters } from './limits.ts';

const nouns: Record<GarmentKind, string> = {
  upper: 'top',
  lower: 'bottoms',
  dress: 'dress',
  outerwear: 'jacket',
  shoes: 'shoes',
  bag: 'bag',
  tie: 'tie',
  hat: 'hat',
  scarf: 'scarf',
};

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A text in one line and at most so many characters (as code units, the strictest way to count), cut between letters. */
export function cutText(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  let cut = '';
  for (const { segment } of graphemes.segment(line)) {
    if (cut.length + segment.length > most) break;
    cut += segment;
  }
  return cut.trimEnd();
}

/** A name as short as generators take it, in characters. */
export const packName = (name: string): string => cutText(name, mostNameCharacters) || 'Reference';

/** Such as "navy striped top", from what most pictures show. */
export function garmentPhrase({
  garment,
  colours,
  pattern,
}: Pick<GarmentAttributes, 'garment' | 'pattern'> & {
  readonly colours: readonly { readonly name: string }[];
}): string {
  return [
    colours[0]?.name,
    pattern === undefined || pattern === 'plain' ? undefined : pattern,
    nouns[garment],
  ]
    .filter((word) => word !== undefined)
    .join(' ');
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Describes by the clothes, with as many of them as there is room for. */
export function describeBy(garments: readonly string[], lead: string, without: string): string {
  for (let count = garments.length; count > 0; count -= 1) {
    const text = `${lead} ${listed(garments.slice(0, count))}`;
    if (text.length <= mostDescriptionCharacters) return text;
  }
  return cutText(without, mostDescriptionCharacters);
}

/** A word by which a prompt can call a picture: letters, digits and underscores, begins with a letter. */
export function handleOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[a-z]/.test(plain) ? plain : `ref_${plain || '1'}`.replace(/_$/, '');
}
