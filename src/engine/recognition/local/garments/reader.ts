import type { GarmentAttributes, GarmentKind } from '../../../../shared/wardrobe.ts';
import { findModel, type ModelDescription } from '../../models.ts';
import type { Picture } from '../../port.ts';
import type { Rect } from '../geometry.ts';
import type { Bitmap, PersonInstance } from '../person.ts';
import type { Pyramid } from '../pyramid.ts';
import { accessoriesOf } from './accessories.ts';
import { attributesOf } from './attributes.ts';
import type { Bits, Size } from './bitmaps.ts';
import { bodyOf } from './body.ts';
import { CloseUp } from './close-up.ts';
import { type ClothMaps, ClothNet } from './cloth-net.ts';
import { clothingOf } from './clothing.ts';
import { headOf } from './head.ts';
import { headWearOf } from './head-wear.ts';
import { itemOf } from './items.ts';
import { type LabPicture, labOf } from './lab.ts';
import { regionsOf } from './regions.ts';
import { scoreOf } from './scores.ts';
import { ShapeReader } from './shape-net.ts';
import { skinColourOf, skinLike } from './skin.ts';

/** A thing that a detector saw, in pixels of the working picture; `class` is one of COCO's names. */
export interface SeenObject {
  readonly class: string;
  readonly score: number;
  readonly box: Rect;
}

/** One garment that somebody wears. */
export interface Garment {
  readonly kind: GarmentKind;
  readonly bitmap: Bitmap;
  /** How often such a garment is what it is called, 0 to 1. */
  readonly score: number;
  readonly attributes: GarmentAttributes;
}

/** All that one person wears. */
export interface WornClothes {
  /** All that is worn, shoes and hat with it, bags not. */
  readonly clothing: Bitmap;
  /** Head with hair and what is on it. */
  readonly head: Bitmap;
  readonly garments: readonly Garment[];
}

/** How clothes are read. */
export interface ClothesReaderOptions {
  readonly threads: number;
  /** False leaves the clothing net out: faster, half the memory, no dresses and coats. */
  readonly withNet: boolean;
}

const toBitmap = ({ widthPx, heightPx }: Size, bits: Bits): Bitmap => ({ widthPx, heightPx, bits });

/** Says what people of a picture wear, person by person. */
export class ClothesReader {
  private readonly net: ClothNet | undefined;
  private shapes: ShapeReader | undefined;

  private constructor(net: ClothNet | undefined) {
    this.net = net;
  }

  /** @throws CastlineError `model-missing` or `model-damaged`, naming the file. */
  static async load(
    modelsDir: string,
    models: readonly ModelDescription[],
    { threads, withNet }: ClothesReaderOptions,
  ): Promise<ClothesReader> {
    if (!withNet) return new ClothesReader(undefined);
    return new ClothesReader(await ClothNet.load(modelsDir, findModel(models, 'cloth'), threads));
  }

  /** A reader over a net that is loaded already; without one it works as in fast mode. */
  static over(net?: ClothNet): ClothesReader {
    return new ClothesReader(net);
  }

  /**
   * @param pyramid the whole picture
   * @param working the picture in which the person's masks are
   * @param objects what was detected in the picture, on the working picture: bags and ties are taken from it
   */
  async read(
    person: PersonInstance,
    pyramid: Pyramid,
    working: Picture,
    signal: AbortSignal,
    objects: readonly SeenObject[] = [],
  ): Promise<WornClothes> {
    signal.throwIfAborted();
    const maps = await this.net?.readPerson(person, pyramid);
    signal.throwIfAborted();
    const closeUp = CloseUp.of(person);
    if (!closeUp) return { clothing: person.bitmap, head: person.bitmap, garments: [] };
    const worn = readClothes(
      closeUp.person(person),
      labOf(closeUp.picture(working)),
      maps && closeUp.maps(maps),
      objects.map((object) => ({ ...object, box: closeUp.moved(object.box) })),
    );
    const back = ({ bits }: Bitmap) => closeUp.back(bits);
    return {
      clothing: back(worn.clothing),
      head: back(worn.head),
      garments: worn.garments.map((garment) => ({ ...garment, bitmap: back(garment.bitmap) })),
    };
  }

  /**
   * What stands out in a picture without people, if it is a garment by its outline: laid out, hung up or for sale.
   *
   * @param thing its pixels, from a model that segments what stands out
   */
  async readItem(
    thing: Bitmap,
    pyramid: Pyramid,
    working: Picture,
    signal: AbortSignal,
  ): Promise<Garment | undefined> {
    signal.throwIfAborted();
    const maps = await this.net?.readPicture(thing, pyramid);
    signal.throwIfAborted();
    this.shapes ??= new ShapeReader();
    return itemOf(thing, labOf(working), this.shapes, maps);
  }

  async release(): Promise<void> {
    await this.net?.release();
  }
}

/** Everything but the net: from a person, its picture in CIELAB and the net's maps to the clothes. */
export function readClothes(
  person: PersonInstance,
  lab: LabPicture,
  maps: ClothMaps | undefined,
  objects: readonly SeenObject[] = [],
): WornClothes {
  const body = bodyOf(person);
  const skin = skinLike(lab, skinColourOf(lab, person.face?.oval.bits));
  const head = headOf(person, body, lab, skin, maps);
  const carried = accessoriesOf(person, objects, { body, head: head.bits, skin, maps });
  const bags = carried.filter(({ kind }) => kind === 'bag').map(({ box }) => box);
  const worn = clothingOf(person, body, head, skin, lab, maps, bags);
  const regions = [
    ...regionsOf(person, body, worn, lab, maps),
    ...carried.flatMap((each) => each.region(worn)),
    ...headWearOf(person, body, head.bits, skin, lab, maps),
  ];
  const garments = regions.map((region) => ({
    kind: region.kind,
    bitmap: toBitmap(person.bitmap, region.bits),
    score: scoreOf(region, person, maps),
    attributes: attributesOf(region, body, skin, lab),
  }));
  return { clothing: toBitmap(person.bitmap, worn), head: toBitmap(person.bitmap, head.bits), garments };
}
