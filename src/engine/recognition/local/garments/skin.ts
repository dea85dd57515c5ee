import { type Bits, countOf } from './bitmaps.ts';
import { type Lab, type LabPicture, medianLab } from './lab.ts';

/**
 * The colour of a person's skin, from the face's own pixels. Arms and legs lie in other light: they may be much darker
 * and somewhat lighter, while the hue stays and the chroma falls and rises with the light. The bounds were set by eye
 * on limbs in daylight and indoors.
 */
const bounds = {
  darker: 42,
  lighter: 26,
  hueCosine: Math.cos((17 * Math.PI) / 180),
  leastChroma: 0.5,
  mostChroma: 1.75,
};

/** Grey faces (black-and-white film) tell no hue: below this chroma, differences in a and b are compared instead. */
const greyBelow = 8;
const greyTint = 6;

/** Fewer pixels than this tell no colour. */
const leastPx = 30;

/** Skin in any light and of any complexion: hue in degrees, neither grey nor glaring. */
const anySkin = { leastHue: 20, mostHue: 75, leastChroma: 9, mostChroma: 48, leastL: 15, mostL: 88 };

/** True for a colour that the skin of some person has under some light. CIE L*a*b*. */
export function isAnySkin(l: number, a: number, b: number): boolean {
  if (l < anySkin.leastL || l > anySkin.mostL) return false;
  const chroma = Math.sqrt(a * a + b * b);
  if (chroma < anySkin.leastChroma || chroma > anySkin.mostChroma) return false;
  const hue = (Math.atan2(b, a) * 180) / Math.PI;
  return hue > anySkin.leastHue && hue < anySkin.mostHue;
}

/** With at least this part of the oval in skin's colours, the rest is glasses, beard or shadow. */
const skinOfFace = 0.25;

/** Beards, glasses and brows are in the oval as well, so only what may be skin counts, where there is enough of it. */
export function skinColourOf(lab: LabPicture, oval: Bits | undefined): Lab | undefined {
  if (!oval) return undefined;
  const likely = oval.map((bit, i) =>
    bit && isAnySkin(lab.l[i] as number, lab.a[i] as number, lab.b[i] as number) ? 1 : 0,
  );
  const area = countOf(oval);
  return medianLab(lab, likely, Math.max(leastPx, area * skinOfFace)) ?? medianLab(lab, oval, leastPx);
}

/** Marks what has the colour of the skin, wherever it lies. */
export function skinLike(lab: LabPicture, skin: Lab | undefined): Bits {
  const result = new Uint8Array(lab.l.length);
  if (!skin) return result;
  const [skinL, skinA, skinB] = skin;
  const skinChroma = Math.hypot(skinA, skinB);
  const isGrey = skinChroma < greyBelow;
  for (let i = 0; i < result.length; i += 1) {
    const dl = (lab.l[i] as number) - skinL;
    if (dl < -bounds.darker || dl > bounds.lighter) continue;
    const a = lab.a[i] as number;
    const b = lab.b[i] as number;
    if (isGrey) {
      if (Math.abs(a - skinA) < greyTint && Math.abs(b - skinB) < greyTint) result[i] = 1;
      continue;
    }
    const chroma = Math.sqrt(a * a + b * b);
    if (chroma < bounds.leastChroma * skinChroma || chroma > bounds.mostChroma * skinChroma) continue;
    if (a * skinA + b * skinB > bounds.hueCosine * chroma * skinChroma) result[i] = 1;
  }
  return result;
}
