import type { GarmentKind } from '../../../src/shared/wardrobe.ts';

/** A garment that somebody described, with the names of the vocabulary that fit its colours. */
export interface NamedGarment {
  readonly phrase: string;
  readonly kind: GarmentKind;
  readonly colours: ReadonlySet<string>;
}

/** Words of English for the names of the vocabulary. A word between two names fits both. */
const colourWords: Readonly<Record<string, string>> = {
  black: 'black',
  white: 'white',
  grey: 'grey',
  gray: 'grey',
  red: 'red',
  orange: 'orange',
  yellow: 'yellow',
  green: 'green',
  blue: 'blue navy',
  navy: 'navy blue',
  purple: 'purple',
  violet: 'purple',
  pink: 'pink',
  brown: 'brown',
  beige: 'beige',
  charcoal: 'grey black',
  cream: 'white beige',
  ivory: 'white beige',
  tan: 'beige brown',
  camel: 'brown beige',
  rust: 'brown orange red',
  olive: 'green brown',
  khaki: 'green beige brown',
  taupe: 'grey beige brown',
  burgundy: 'red purple',
  maroon: 'red brown',
  magenta: 'pink purple',
  lavender: 'purple',
  turquoise: 'green blue',
  teal: 'green blue',
  mustard: 'yellow orange',
  silver: 'grey',
  gold: 'yellow brown',
  denim: 'blue navy',
};

/** Dark and pale colours border on these. */
const nextTo: readonly (readonly [RegExp, string])[] = [
  [/\bdark (navy|grey|gray|charcoal|olive|brown)/, 'black'],
  [/\b(pale|light) (grey|gray|beige|pink|yellow)/, 'white'],
];

/** The names of the vocabulary that a description of colours allows; empty where it has no word of colour. */
export function wordsOfColour(text: string): Set<string> {
  const lower = text.toLowerCase();
  const words = lower.split(/[^a-z]+/).flatMap((word) => colourWords[word]?.split(' ') ?? []);
  const names = new Set(words);
  if (names.size > 0) for (const [pattern, name] of nextTo) if (pattern.test(lower)) names.add(name);
  return names;
}

const nouns: readonly (readonly [RegExp, GarmentKind])[] = [
  [/\b(shoes|boots|sneakers|pumps|sandals|heels|loafers|flats|clogs|wedges)\b/, 'shoes'],
  [/\b(bag|purse|clutch|backpack|handbag)\b/, 'bag'],
  [/\b(hat|cap|beanie)\b/, 'hat'],
  [/\b(scarf)\b/, 'scarf'],
  [/\b(coat|jacket|blazer|cardigan|vest|cape)\b/, 'outerwear'],
  [/\b(dress|romper)\b/, 'dress'],
  [/\b(skirt|pants|trousers|jeans|shorts|tights|leggings)\b/, 'lower'],
  [/\b(blouse|shirt|sweater|jumper|top|t-shirt|hoodie|sweatshirt|hem)\b/, 'upper'],
  [/\b(suit)\b/, 'outerwear'],
];

/** What covers the upper legs hides what is worn under it: only the outermost is asked for. */
const hidden = /\b(tights|leggings)\b/;

/**
 * The garments of a description such as "long black vest over white blouse; black skirt". Phrases without a word of colour, and
 * what the vocabulary has no word for, are left out.
 */
export function namedGarments(text: string): NamedGarment[] {
  const phrases = text.split(/;| over /).map((phrase) => phrase.trim());
  const garments = phrases.flatMap((phrase): NamedGarment[] => {
    const kind = nouns.find(([pattern]) => pattern.test(phrase))?.[1];
    const colours = wordsOfColour(phrase);
    return kind && colours.size > 0 ? [{ phrase, kind, colours }] : [];
  });
  const isCovered = garments.some(
    ({ kind, phrase }) => (kind === 'lower' || kind === 'dress') && !hidden.test(phrase),
  );
  return garments.filter(({ phrase }) => !(isCovered && hidden.test(phrase)));
}

/** The name that would be right most often if it were said of every garment, and how often. */
export function bestConstant(
  garments: readonly NamedGarment[],
): { name: string; accuracy: number } | undefined {
  const names = [...new Set(garments.flatMap(({ colours }) => [...colours]))];
  const rates = names.map((name) => ({
    name,
    accuracy: garments.filter(({ colours }) => colours.has(name)).length / garments.length,
  }));
  return rates.toSorted((a, b) => b.accuracy - a.accuracy)[0];
}
