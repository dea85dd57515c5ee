/** Width of the lanes in CSS pixels, told by the timeline when it is laid out: zooming by key needs it. */
let width = 1000;

/** In CSS pixels, as it was last laid out. */
export function timelineWidth(): number {
  return width;
}

/** Keeps the timeline’s width, in CSS pixels, for what is worked out before it is drawn again. */
export function rememberTimelineWidth(widthPx: number): void {
  if (widthPx > 0) width = widthPx;
}
