import type { ColourName, GarmentKind, GarmentLength, Pattern, Sleeve } from './wardrobe.ts';

/**
 * The words by which what recognisers see is called, in English and German: the first of each is what the screen shows, the
 * others are understood by search, too. German adjectives stand as stems; the lexicon knows their endings.
 */

export interface Words {
  readonly en: readonly string[];
  readonly de: readonly string[];
}

const words = (en: string, de: string): Words => ({ en: en.split(', '), de: de.split(', ') });

export const garmentWords: Readonly<Record<GarmentKind, Words>> = {
  upper: words(
    'top, shirt, t-shirt, tshirt, tee, blouse, sweater, jumper, pullover, hoodie, sweatshirt, polo',
    'oberteil, hemd, t-shirt, bluse, pullover, pulli, kapuzenpulli, polohemd',
  ),
  lower: words('trousers, pants, jeans, shorts, skirt, leggings', 'hose, jeans, rock, shorts, leggings'),
  dress: words('dress, gown', 'kleid'),
  outerwear: words(
    'coat, jacket, blazer, cardigan, parka, anorak, vest, suit jacket, outerwear',
    'mantel, jacke, jackett, sakko, blazer, strickjacke, weste, anorak',
  ),
  shoes: words('shoes, shoe, boots, boot, sneakers, trainers, heels', 'schuhe, schuh, stiefel, turnschuhe'),
  bag: words('bag, handbag, backpack, purse, rucksack', 'tasche, handtasche, rucksack'),
  tie: words('tie, necktie', 'krawatte, schlips'),
  hat: words('hat, cap, beanie, helmet', 'hut, mütze, kappe, helm'),
  scarf: words('scarf, shawl', 'schal, halstuch'),
};

export const colourWords: Readonly<Record<ColourName, Words>> = {
  black: words('black', 'schwarz'),
  white: words('white', 'weiß, weiss'),
  grey: words('grey, gray', 'grau'),
  red: words('red', 'rot'),
  orange: words('orange', 'orange, orangefarben'),
  yellow: words('yellow', 'gelb'),
  green: words('green, olive', 'grün, gruen, oliv'),
  blue: words('blue', 'blau'),
  navy: words('navy, dark blue', 'dunkelblau, marineblau'),
  purple: words('purple, violet', 'lila, violett'),
  pink: words('pink', 'rosa, pink'),
  brown: words('brown', 'braun'),
  beige: words('beige, tan, cream', 'beige, sandfarben'),
};

export const patternWords: Readonly<Record<Pattern, Words>> = {
  plain: words('plain', 'einfarbig, uni'),
  striped: words('striped, stripes', 'gestreift, streifen'),
  checked: words('checked, chequered, plaid, tartan', 'kariert, karo'),
  patterned: words('patterned, floral, print', 'gemustert, geblümt'),
};

export const sleeveWords: Readonly<Record<Sleeve, Words>> = {
  sleeveless: words('sleeveless', 'ärmellos, aermellos'),
  short: words('short-sleeved, short sleeves', 'kurzärmlig, kurzärmelig'),
  long: words('long-sleeved, long sleeves', 'langärmlig, langärmelig'),
};

export const lengthWords: Readonly<Record<GarmentLength, Words>> = {
  hip: words('hip-length', 'hüftlang'),
  knee: words('knee-length', 'knielang'),
  calf: words('calf-length', 'wadenlang'),
  ankle: words('ankle-length, floor-length', 'knöchellang, bodenlang'),
};

/** The 80 classes of COCO, `class: German`; English is the class itself and what follows a slash. */
const coco = `person/people/man/woman: Person, Mensch, Leute
bicycle/bike: Fahrrad, Rad
car: Auto, Wagen
motorcycle/motorbike: Motorrad
airplane/plane/aeroplane: Flugzeug
bus: Bus
train: Zug
truck/lorry: Lastwagen, LKW
boat/ship: Boot, Schiff
traffic light: Ampel
fire hydrant: Hydrant
stop sign: Stoppschild
parking meter: Parkuhr
bench: Bank
bird: Vogel
cat: Katze
dog: Hund
horse: Pferd
sheep: Schaf
cow: Kuh
elephant: Elefant
bear: Bär
zebra: Zebra
giraffe: Giraffe
backpack/rucksack: Rucksack
umbrella: Regenschirm, Schirm
handbag/bag/purse: Handtasche, Tasche
tie: Krawatte
suitcase: Koffer
frisbee: Frisbee
skis/ski: Ski
snowboard: Snowboard
sports ball/ball: Ball
kite: Drachen
baseball bat: Baseballschläger
baseball glove: Baseballhandschuh
skateboard: Skateboard
surfboard: Surfbrett
tennis racket: Tennisschläger
bottle: Flasche
wine glass/glass: Weinglas, Glas
cup/mug: Tasse, Becher
fork: Gabel
knife: Messer
spoon: Löffel
bowl: Schüssel, Schale
banana: Banane
apple: Apfel
sandwich: Sandwich, Brot
orange: Orange
broccoli: Brokkoli
carrot: Karotte, Möhre
hot dog: Hotdog
pizza: Pizza
donut/doughnut: Donut
cake: Kuchen, Torte
chair: Stuhl
couch/sofa: Sofa, Couch
potted plant/plant: Topfpflanze, Pflanze
bed: Bett
dining table/table: Esstisch, Tisch
toilet: Toilette
tv/television/screen/monitor: Fernseher, Bildschirm
laptop/notebook: Laptop, Notebook
mouse: Maus
remote/remote control: Fernbedienung
keyboard: Tastatur
cell phone/phone/mobile/smartphone: Handy, Telefon, Smartphone
microwave: Mikrowelle
oven: Ofen, Backofen
toaster: Toaster
sink: Spüle, Waschbecken
refrigerator/fridge: Kühlschrank
book/books: Buch, Bücher
clock: Uhr
vase: Vase
scissors: Schere
teddy bear: Teddybär
hair drier/hairdryer: Föhn
toothbrush: Zahnbürste`;

/** Words of each class of objects, by the class. */
export const objectWords: ReadonlyMap<string, Words> = new Map(
  coco.split('\n').map((line) => {
    const [english = '', german = ''] = line.split(': ');
    const names = english.split('/');
    return [names[0] ?? english, { en: names, de: german.split(', ') }];
  }),
);

/** What a word means. */
export type Term =
  | { readonly kind: 'garment'; readonly value: GarmentKind }
  | { readonly kind: 'attribute'; readonly value: ColourName | Pattern | Sleeve | GarmentLength }
  | { readonly kind: 'object'; readonly value: string };

/** Lower case and without marks over letters, so that "Mütze", "MÜTZE" and "mutze" are one. */
export const foldWord = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');

const endings = ['', 'e', 'er', 'es', 'en', 'em'];

function lexicon(): Map<string, Term[]> {
  const found = new Map<string, Term[]>();
  const add = (word: string, term: Term): void => {
    const key = foldWord(word);
    const known = found.get(key) ?? [];
    if (!known.some(({ kind, value }) => kind === term.kind && value === term.value))
      found.set(key, [...known, term]);
  };
  const addAll = (of: Words, term: Term, declined: boolean): void => {
    for (const word of of.en) add(word, term);
    for (const word of of.de) for (const ending of declined ? endings : ['']) add(word + ending, term);
  };
  for (const [value, of] of Object.entries(garmentWords))
    addAll(of, { kind: 'garment', value: value as GarmentKind }, false);
  for (const group of [colourWords, patternWords, sleeveWords, lengthWords])
    for (const [value, of] of Object.entries(group))
      addAll(of, { kind: 'attribute', value: value as ColourName }, true);
  for (const [value, of] of objectWords) addAll(of, { kind: 'object', value }, false);
  return found;
}

const terms = lexicon();

/** What a word, or several with single spaces between, can mean; nothing for words outside of the vocabulary. */
export const meaningsOf = (text: string): readonly Term[] => terms.get(foldWord(text)) ?? [];

/** Words of the vocabulary that begin like this, in the order of the alphabet. */
export function wordsFrom(start: string, most: number): { word: string; terms: readonly Term[] }[] {
  const folded = foldWord(start);
  return [...terms]
    .filter(([word]) => word.startsWith(folded))
    .map(([word, meanings]) => ({ word, terms: meanings }))
    .toSorted((a, b) => a.word.localeCompare(b.word))
    .slice(0, most);
}

/** A language that words are known in. */
export type VocabularyLanguage = keyof Words;

const suggestions = [garmentWords, colourWords, patternWords, sleeveWords, lengthWords]
  .flatMap((group): { of: Words; kind: 'garment' | 'object' }[] =>
    Object.values(group).map((of: Words) => ({ of, kind: 'garment' })),
  )
  .concat([...objectWords.values()].map((of) => ({ of, kind: 'object' })));

/** Words in one language that begin like this, of each meaning the most usual one, in the order of the alphabet. */
export function suggestWords(
  start: string,
  language: VocabularyLanguage,
  most: number,
): { word: string; kind: 'garment' | 'object' }[] {
  const folded = foldWord(start);
  return suggestions
    .flatMap(({ of, kind }) => {
      const word = of[language].find((one) => foldWord(one).startsWith(folded));
      return word === undefined ? [] : [{ word, kind }];
    })
    .filter((one, at, all) => all.findIndex(({ word }) => word === one.word) === at)
    .toSorted((a, b) => a.word.localeCompare(b.word))
    .slice(0, most);
}
