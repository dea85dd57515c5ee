import type { Row } from './footage.ts';

export interface Caption {
  readonly file: string;
  readonly frame: number;
  readonly lines: readonly string[];
}

/** Captions in the manifest: "first line / second line (frames 10-20)", several of them parted by semicolons. */
export function captionsOf(manifest: readonly Row[]): Caption[] {
  return manifest.flatMap(({ file = '', on_screen_text = '' }) =>
    on_screen_text.split(';').flatMap((part): Caption[] => {
      const [, text, first, last] = /^(.*)\(frames (\d+)-(\d+)\)\s*$/.exec(part.trim()) ?? [];
      if (!text) return [];
      const frame = Math.round((Number(first) + Number(last)) / 2);
      return [{ file, frame, lines: text.split(' / ').map((line) => line.trim()) }];
    }),
  );
}

/** Levenshtein distance. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** Wrong characters in what was read of a line: the nearest text counts, or nothing at all. Spaces and case count. */
export function characterErrors(line: string, texts: readonly string[]): number {
  return Math.min(line.length, ...texts.map((text) => editDistance(line, text.trim())));
}
