const patterns = new Map<string, CanvasPattern>();
const shifts = new WeakMap<CanvasPattern, number>();
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

/** Slanting lines over a rectangle: the form for what is mixed or only proposed. `originX`: what they move with. */
export function hatch(
  context: CanvasRenderingContext2D,
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  colour: string,
  originX: number,
): void {
  const pattern = patternOf(context, colour);
  if (!pattern) return;
  const shift = ((originX % step) + step) % step;
  // Setting a transform costs more than a rectangle: once a frame is enough.
  if (shifts.get(pattern) !== shift) {
    pattern.setTransform(new DOMMatrix([0.5, 0, 0, 0.5, shift, 0]));
    shifts.set(pattern, shift);
  }
  context.fillStyle = pattern;
  context.fillRect(at.x, at.y, at.width, at.height);
}
