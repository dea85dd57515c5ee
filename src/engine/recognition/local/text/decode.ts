/** A line of writing as it was read. */
export interface Reading {
  readonly text: string;
  /** Mean probability of its characters, 0 to 1; 0 for no text. */
  readonly score: number;
}

/**
 * Reads the most likely character of each step; a character that goes on over steps counts once, index 0 is none.
 * Graves et al., "Connectionist Temporal Classification", 2006, best path.
 *
 * @param values steps by characters, row by row, probabilities
 * @param characters by index, the first stands for none
 */
export function readBestPath(values: Float32Array, characters: readonly string[]): Reading {
  const count = characters.length;
  let text = '';
  let sum = 0;
  let read = 0;
  let previous = 0;
  for (let from = 0; from + count <= values.length; from += count) {
    let best = 0;
    let most = values[from] as number;
    for (let index = 1; index < count; index += 1) {
      const value = values[from + index] as number;
      if (value > most) {
        most = value;
        best = index;
      }
    }
    if (best !== 0 && best !== previous) {
      text += characters[best];
      sum += most;
      read += 1;
    }
    previous = best;
  }
  return { text: text.trim(), score: read === 0 ? 0 : sum / read };
}

/** The alphabet of the reading model from its file, one character a line: none before it, the space after it. */
export function parseCharacters(file: string): string[] {
  const lines = file.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return ['', ...lines, ' '];
}
