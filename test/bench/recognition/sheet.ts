import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Picture, RecognisedElement } from '../../../src/engine/recognition/index.ts';
import { halve } from '../../../src/engine/recognition/local/pyramid.ts';
import type { Box } from '../../../src/shared/boxes.ts';
import { type Mask, unpackMask } from '../../../src/shared/masks.ts';
import { pngOf } from './png.ts';

type Colour = readonly [number, number, number];

const personColours: readonly Colour[] = [
  [230, 60, 60],
  [60, 120, 240],
  [60, 190, 80],
  [240, 180, 40],
  [170, 80, 220],
  [40, 200, 210],
  [240, 120, 180],
  [150, 150, 60],
];
const thingColour: Colour = [200, 200, 200];
const kindColours: Readonly<Record<RecognisedElement['kind'], Colour>> = {
  subject: [230, 60, 60],
  head: [60, 120, 240],
  face: [255, 220, 60],
  clothing: [60, 190, 80],
  garment: [240, 120, 180],
  object: [40, 200, 210],
  text: [255, 255, 255],
};

function paint({ rgb, widthPx, heightPx }: Picture, mask: Mask, colour: Colour, strength: number): void {
  const bits = unpackMask(mask);
  const { region } = mask;
  const isIn = (x: number, y: number): boolean => {
    const u = Math.floor((((x + 0.5) / widthPx - region.x) / region.w) * mask.widthPx);
    const v = Math.floor((((y + 0.5) / heightPx - region.y) / region.h) * mask.heightPx);
    return u >= 0 && v >= 0 && u < mask.widthPx && v < mask.heightPx && bits[v * mask.widthPx + u] === 1;
  };
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      if (!isIn(x, y)) continue;
      const isEdge = !isIn(x - 1, y) || !isIn(x + 1, y) || !isIn(x, y - 1) || !isIn(x, y + 1);
      const share = isEdge ? 1 : strength;
      const at = (y * widthPx + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        rgb[at + channel] = rgb[at + channel]! * (1 - share) + colour[channel]! * share;
      }
    }
  }
}

function outline({ rgb, widthPx, heightPx }: Picture, box: Box, colour: Colour): void {
  const left = Math.round(box.x * (widthPx - 1));
  const right = Math.round((box.x + box.w) * (widthPx - 1));
  const top = Math.round(box.y * (heightPx - 1));
  const bottom = Math.round((box.y + box.h) * (heightPx - 1));
  for (let x = left; x <= right; x += 1)
    for (const y of [top, bottom]) rgb.set(colour, (y * widthPx + x) * 3);
  for (let y = top; y <= bottom; y += 1)
    for (const x of [left, right]) rgb.set(colour, (y * widthPx + x) * 3);
}

const captionOf = (element: RecognisedElement): string => {
  const { kind, score, person } = element;
  const who = person === undefined ? '' : ` ${person}`;
  const detail =
    kind === 'garment'
      ? ` ${element.attributes.garment} ${element.attributes.colours.map(({ name }) => name).join('/')} ${element.attributes.pattern ?? ''}`
      : kind === 'object'
        ? ` ${element.attributes.class}`
        : kind === 'text'
          ? ` "${element.attributes.text}"`
          : kind === 'subject'
            ? ` ${element.attributes.class}${element.attributes.isFaceless ? ', no face' : ''}`
            : '';
  return `${kind}${who}${detail} ${score.toFixed(2)}`;
};

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** One cell of a sheet that is a picture: three copies side by side. */
const cell = { widthPx: 960, heightPx: 320 };
const cellsInRow = 3;

/** All cells in one picture, each as large as fits by halving. */
function mosaicOf(pictures: readonly Picture[]): Buffer {
  const widthPx = cell.widthPx * Math.min(cellsInRow, pictures.length);
  const heightPx = cell.heightPx * Math.ceil(pictures.length / cellsInRow);
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (const [index, { rgb: own, widthPx: width, heightPx: height }] of pictures.entries()) {
    const left = (index % cellsInRow) * cell.widthPx;
    const top = Math.floor(index / cellsInRow) * cell.heightPx;
    for (let y = 0; y < height; y += 1) {
      rgb.set(own.subarray(y * width * 3, (y + 1) * width * 3), ((top + y) * widthPx + left) * 3);
    }
  }
  return pngOf(rgb, widthPx, heightPx);
}

/**
 * Pictures with what was seen in them, for a person to look at: a page that shows each thrice, with words, or one PNG with all
 * of them.
 */
export class ContactSheet {
  private readonly folder: string;
  private readonly page: string;
  private readonly rows: string[] = [];
  private readonly cells: Picture[] = [];

  /** @param page the file's name in the folder: `.png` for one picture; for a page pictures lie beside it */
  constructor(folder: string, page = 'index.html') {
    this.folder = folder;
    this.page = page;
  }

  /** Adds a picture and what a recogniser answered: people in one copy, parts in the next, clothes and things last. */
  async add(name: string, picture: Picture, elements: readonly RecognisedElement[]): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    let small = picture;
    while (Math.max(small.widthPx, small.heightPx) > 1280) small = halve(small);
    const { widthPx, heightPx } = small;
    const copies = [0, 1, 2].map(() => ({ ...small, rgb: Uint8Array.from(small.rgb) }));
    const [people, parts, things] = copies as [Picture, Picture, Picture];
    for (const element of elements) {
      const { kind, mask, person, box } = element;
      const own = person === undefined ? thingColour : personColours[person % personColours.length]!;
      if (kind === 'subject' && mask) paint(people, mask, own, 0.45);
      else if (kind === 'garment' || kind === 'object' || kind === 'text') {
        if (mask) paint(things, mask, own, 0.35);
        outline(things, box, kindColours[kind]);
      } else if (mask) paint(parts, mask, kindColours[kind], 0.4);
      if (kind === 'face') outline(people, box, kindColours.face);
    }
    const rgb = new Uint8Array(widthPx * heightPx * 9);
    copies.forEach((copy, index) => {
      for (let y = 0; y < heightPx; y += 1) {
        rgb.set(copy.rgb.subarray(y * widthPx * 3, (y + 1) * widthPx * 3), (y * 3 + index) * widthPx * 3);
      }
    });
    if (this.page.endsWith('.png')) {
      let tiny: Picture = { rgb, widthPx: widthPx * 3, heightPx };
      while (tiny.widthPx > cell.widthPx || tiny.heightPx > cell.heightPx) tiny = halve(tiny);
      this.cells.push(tiny);
      return;
    }
    const file = `${name.replace(/[^\w.-]+/g, '_')}.png`;
    await writeFile(join(this.folder, file), pngOf(rgb, widthPx * 3, heightPx));
    const captions = elements.map((element) => escaped(captionOf(element))).join('; ');
    this.rows.push(`<h2>${escaped(name)}</h2><img src="${encodeURIComponent(file)}"><p>${captions}</p>`);
  }

  /** Writes the page. Returns its path. */
  async finish(): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, this.page);
    if (this.page.endsWith('.png')) {
      if (this.cells.length > 0) await writeFile(path, mosaicOf(this.cells));
      return path;
    }
    const style = 'body{font:14px sans-serif;background:#222;color:#ddd}img{max-width:100%}';
    await writeFile(
      path,
      `<!doctype html><meta charset="utf-8"><title>What was seen</title><style>${style}</style>${this.rows.join('\n')}`,
    );
    return path;
  }
}
