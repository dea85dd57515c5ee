import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import type { JsonFile } from './preferences.ts';

const rectangle = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export const windowPlaceSchema = z.object({ bounds: rectangle.nullable(), isMaximised: z.boolean() });
export type WindowPlace = z.infer<typeof windowPlaceSchema>;
export const usualPlace: WindowPlace = { bounds: null, isMaximised: false };

/** Enough of a window to take hold of it. */
const leastShownPx = 80;

/** Where the window was, if a display still shows that place. */
export function placeToOpen({ bounds }: WindowPlace): Rectangle | undefined {
  if (!bounds) return undefined;
  const isShown = screen.getAllDisplays().some(({ workArea }) => {
    const width =
      Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
    return (
      width >= leastShownPx &&
      bounds.y >= workArea.y &&
      bounds.y + leastShownPx <= workArea.y + workArea.height
    );
  });
  return isShown ? bounds : undefined;
}

/** Remembers where the window is left. */
export function rememberPlace(window: BrowserWindow, file: JsonFile<WindowPlace>): void {
  let due: NodeJS.Timeout | undefined;
  const note = (): void => {
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    const place = { bounds: window.getNormalBounds(), isMaximised: window.isMaximized() };
    // A place that cannot be kept is no reason to trouble anybody.
    file.write(place).catch(() => undefined);
  };
  const soon = (): void => {
    clearTimeout(due);
    due = setTimeout(note, 400);
  };
  for (const event of ['resize', 'move'] as const) window.on(event as 'resize', soon);
  window.on('close', () => {
    clearTimeout(due);
    note();
  });
}
