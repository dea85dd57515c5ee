import { withAlpha } from './theme.ts';

const patterns = new Map<string, CanvasPattern>();
const step = 8;

/** Slanting lines as a pattern, drawn once for each colour: a stroke a line would cost more than all else together. */
function patternOf(context: CanvasRenderingContext2D, colour: string): CanvasPattern | undefined {
  const known = patterns.get(colour);
  if (known) return known;
  // Drawn at twice the size, so that it stays sharp on dense displays.
  const tile = new OffscreenCanvas(2 * step, 2 * step);
  const drawing = tile.getContext('2d');
  if (!drawing) return undefined;
  drawing.strokeStyle = colour;
  drawing.lineWidth = 4.5;
  drawing.beginPath();
  for (const at of [-step, step, 3 * step]) {
    drawing.moveTo(at - 2 * step, 3 * step);
    drawing.lineTo(at + 2 * step, -step);
  }
  drawing.stroke();
  const pattern = context.createPattern(tile, 'repeat') ?? undefined;
  if (pattern) patterns.set(colour, pattern);
  return pattern;
}

/** Slanting lines over a rectangle: the form for what is mixed or only proposed. They move with its left edge. */
export function hatch(
  context: CanvasRenderingContext2D,
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  colour: string,
  alpha: number,
): void {
  const pattern = patternOf(context, withAlpha(colour, alpha));
  if (!pattern) return;
  pattern.setTransform(new DOMMatrix([0.5, 0, 0, 0.5, at.x, at.y]));
  context.fillStyle = pattern;
  context.fillRect(at.x, at.y, at.width, at.height);
}
