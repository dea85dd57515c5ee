import type { ColourName } from '../../../../shared/wardrobe.ts';
import type { Lab } from './lab.ts';

/**
 * Boundaries between the basic colour terms in lightness, chroma and hue, put where the naming regions of Berlin and
 * Kay (1969) and of Sturges and Whitfield (1995) meet in CIELAB, then moved for cloth in photographs: it lies in its
 * own folds' shadow, so black cloth has an L of 5 to 25 and white cloth one from 78 on.
 */
const neutral = { black: 26, white: 78 };

/** Below this chroma a colour is black, grey or white; the eye sees tint best in the middle of the scale. */
function greyBelow(l: number, hue: number): number {
  if (l < 16) return 14;
  if (l < 24) return 9;
  // Warm light on grey and white cloth is common, and beige begins where it is more than that.
  if (hue > 40 && hue < 115) return l > 84 ? 10 : l > 50 ? 6 : 8;
  // Shade under a blue sky tints white and grey cloth blue.
  if (hue > 240 && hue < 310) return l > 60 ? 12 : 8;
  return l > 84 ? 8 : 7;
}

function nameOfNeutral(l: number): ColourName {
  if (l < neutral.black) return 'black';
  return l < neutral.white ? 'grey' : 'white';
}

/** Hues from red over orange to yellow, where lightness decides between brown, beige and the colour itself. */
function nameOfWarm(l: number, chroma: number, hue: number): ColourName {
  if (hue < 40) {
    if (l > 66) return chroma < 24 && hue > 28 ? 'beige' : 'pink';
    if (chroma > 34 || (hue < 34 && (chroma > 22 || (hue < 28 && l < 36)))) return 'red';
    if (l > 52 && hue < 28) return 'pink';
    return 'brown';
  }
  if (hue < 62) {
    if (chroma > 62 && l > 45 && l <= 80) return hue < 44 ? 'red' : 'orange';
    if (chroma > 50 && l > 52) return 'orange';
    return l > 62 && chroma < 42 ? 'beige' : chroma > 42 && l > 62 ? 'orange' : 'brown';
  }
  if (hue < 84) {
    // Mustard and ochre in shade: no brown of this hue is as vivid. Nearer to red some are, such as leather.
    const isVivid = hue < 68 ? chroma > 55 && l > 55 : chroma > 50 && l > 46;
    if (isVivid) return hue < 72 ? 'orange' : 'yellow';
    if (chroma > 40 && l > 58 && hue > 76) return 'yellow';
    return l > 58 && chroma < 48 ? 'beige' : 'brown';
  }
  if (hue < 100) {
    if (chroma > 38 && l > 50) return 'yellow';
    if (l > 58) return 'beige';
    return chroma < 18 && l > 22 && hue < 93 ? 'brown' : 'green';
  }
  return 'green';
}

function nameOfCool(l: number, chroma: number, hue: number): ColourName {
  if (hue < 112) return chroma > 38 && l > 55 ? 'yellow' : l > 70 && chroma < 22 ? 'beige' : 'green';
  if (hue < 205) return 'green';
  if (hue < 302) return l < 26 && chroma < 45 ? 'navy' : 'blue';
  if (hue < 332) return 'purple';
  if (hue < 345) return l > 60 || (chroma > 45 && l > 38) ? 'pink' : 'purple';
  return l > 58 || (chroma > 50 && l > 45 && hue < 358) ? 'pink' : 'red';
}

/** The name of a colour out of the closed vocabulary. */
export function nameOfColour([l, a, b]: Lab): ColourName {
  const chroma = Math.hypot(a, b);
  const hue = ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
  if (chroma < greyBelow(l, hue)) return nameOfNeutral(l);
  return hue < 100 ? nameOfWarm(l, chroma, hue) : nameOfCool(l, chroma, hue);
}
