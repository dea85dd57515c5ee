declare global {
  interface Window {
    /** Makes a timeline with so many spans. */
    prepareTimeline(count: number): void;
    /** Moves over it. Milliseconds by the clock, one a frame. `share`: one of so many steps is taken. */
    moveTimeline(how: 'canvas' | 'elements', gesture: 'pan' | 'zoom', share: number): Promise<number[]>;
  }
}

export {};
