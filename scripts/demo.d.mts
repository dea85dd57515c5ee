import type { Film, Truth } from './film/render.mjs';

export const demoFilm: Film;
export function makeDemo(options: {
  outFile: string;
  log?: (line: string) => void;
  ffmpeg?: string;
}): Promise<Truth & { file: string }>;
