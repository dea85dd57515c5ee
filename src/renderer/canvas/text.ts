const widths = new Map<string, number>();
/** More would be texts that are long out of view. */
const mostKnown = 1000;

/** Width of a text in the font of the context; measured once. */
export function widthOf(context: CanvasRenderingContext2D, text: string): number {
  const key = `${context.font} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  if (widths.size >= mostKnown) widths.clear();
  const { width } = context.measureText(text);
  widths.set(key, width);
  return width;
}

/** As much of a text as there is room for, with a clean stop; nothing where not even two letters fit. */
export function fitText(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (room <= 0) return '';
  const width = widthOf(context, text);
  if (width <= room) return text;
  for (
    let length = Math.min(text.length - 1, Math.floor((text.length * room) / width));
    length > 1;
    length--
  ) {
    const shown = `${text.slice(0, length).trimEnd()}…`;
    if (widthOf(context, shown) <= room) return shown;
  }
  return '';
}

/** Text cut off at an edge with a clean stop instead of a squeeze. Gives the width that it took. */
export function clipText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  right: number,
): number {
  const shown = fitText(context, text, right - x);
  if (shown === '') return 0;
  context.fillText(shown, x, y);
  return widthOf(context, shown);
}
