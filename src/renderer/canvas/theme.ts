/** Colours and fonts of the canvas, read from the same tokens as the style sheets. */
export interface CanvasTheme {
  readonly lanes: string;
  readonly panel: string;
  readonly raised: string;
  readonly raisedMore: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textQuiet: string;
  readonly textSoft: string;
  readonly accent: string;
  readonly bad: string;
  readonly font: string;
  readonly mono: string;
}

/** Colours and font of the canvas, from the custom properties of the page. */
export function readTheme(element: HTMLElement): CanvasTheme {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    lanes: token('--bg0'),
    panel: token('--bg1'),
    raised: token('--bg2'),
    raisedMore: token('--bg3'),
    line: token('--line'),
    lineStrong: token('--line2'),
    text: token('--fg'),
    textQuiet: token('--fg3'),
    textSoft: token('--fg2'),
    accent: token('--accent'),
    bad: token('--bad'),
    font: token('--sans'),
    mono: token('--mono'),
  };
}

const mixed = new Map<string, string>();

/** `#rrggbb` with an alpha of 0 to 1. */
export function withAlpha(hex: string, alpha: number): string {
  const key = hex + alpha;
  let colour = mixed.get(key);
  if (colour === undefined) {
    const digits = Math.round(255 * alpha).toString(16);
    colour = `${hex}${digits.padStart(2, '0')}`;
    mixed.set(key, colour);
  }
  return colour;
}

/** Clears a canvas for drawing in CSS pixels, sharp at any display scale. Undefined when the size is nothing. */
export function beginDrawing(
  canvas: HTMLCanvasElement,
  widthPx: number,
  heightPx: number,
): CanvasRenderingContext2D | undefined {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(widthPx * scale), Math.round(heightPx * scale)];
  if (width <= 0 || height <= 0) return undefined;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, widthPx, heightPx);
  return context;
}
