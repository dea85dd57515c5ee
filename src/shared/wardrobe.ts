import { z } from 'zod';

/** The closed vocabulary of clothes. On screen and in search each word is translated; in data it is as written here. */

/** `upper` is worn on the torso next to the skin or over it, `outerwear` over an upper (coat, jacket, blazer, cardigan). */
export const garmentKinds = [
  'upper',
  'lower',
  'dress',
  'outerwear',
  'shoes',
  'bag',
  'tie',
  'hat',
  'scarf',
] as const;
export const garmentKindSchema = z.enum(garmentKinds);
export type GarmentKind = z.infer<typeof garmentKindSchema>;

/** The eleven basic colour terms of Berlin and Kay, with beige and navy, which wardrobes cannot do without. */
export const colourNames = [
  'black',
  'white',
  'grey',
  'red',
  'orange',
  'yellow',
  'green',
  'blue',
  'navy',
  'purple',
  'pink',
  'brown',
  'beige',
] as const;
export const colourNameSchema = z.enum(colourNames);
export type ColourName = z.infer<typeof colourNameSchema>;

/** A colour of a garment: CIE L*a*b* under D65 (L 0 to 100), and the share of the garment that has it, 0 to 1. */
export const garmentColourSchema = z.object({
  name: colourNameSchema,
  lab: z.tuple([z.number(), z.number(), z.number()]),
  share: z.number().min(0).max(1),
});
export type GarmentColour = z.infer<typeof garmentColourSchema>;

export const patternSchema = z.enum(['plain', 'striped', 'checked', 'patterned']);
export type Pattern = z.infer<typeof patternSchema>;
export const sleeveSchema = z.enum(['sleeveless', 'short', 'long']);
export type Sleeve = z.infer<typeof sleeveSchema>;
/** Of coats, dresses, skirts and trousers: where the hem ends. */
export const garmentLengthSchema = z.enum(['hip', 'knee', 'calf', 'ankle']);
export type GarmentLength = z.infer<typeof garmentLengthSchema>;

/** What is known of one garment in one picture; what cannot be seen is left out, not guessed. */
export const garmentAttributesSchema = z.object({
  garment: garmentKindSchema,
  /** The most of it first; at most four. */
  colours: z.array(garmentColourSchema).max(4),
  pattern: patternSchema.optional(),
  sleeve: sleeveSchema.optional(),
  length: garmentLengthSchema.optional(),
});
export type GarmentAttributes = z.infer<typeof garmentAttributesSchema>;

/** Parts of the body that recognition tells apart; what is worn on one of them is compared. */
export type WornSlot = 'top' | 'bottom';

/** One slot of a track: the middle of its colours (CIE L*a*b*), and in how many pictures it was seen. */
export interface SlotColour {
  readonly lab: GarmentColour['lab'];
  readonly weight: number;
}

/** What one kind of garment looked like through a track, picture by picture. */
export interface SeenGarment {
  readonly garment: GarmentKind;
  readonly count: number;
  /** By the name of the main colour, in the order in which they were seen first: how often, and the first of them. */
  readonly looks: readonly {
    readonly name?: ColourName | undefined;
    readonly count: number;
    readonly colours: readonly GarmentColour[];
  }[];
  readonly patterns: readonly { readonly pattern: Pattern; readonly count: number }[];
}

/** All that outfits need to know of a track, so that it can be kept and its pictures need not be read again. */
export interface WornSummary {
  readonly slots: Partial<Record<WornSlot, SlotColour>>;
  readonly garments: readonly SeenGarment[];
  /** Pictures in which clothes were seen. */
  readonly pictures: number;
}
