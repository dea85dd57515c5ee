/** Words at the end of a query that may go on, and where they begin in it. */
export interface Unfinished {
  readonly from: number;
  readonly text: string;
}

const plainWord = /^[\p{L}\p{N}][^":]*$/u;

/**
 * What is being typed: the last two words, which may be the beginning of one name, then the last alone. Nothing inside of
 * quotes, nor of a field other than `tag:`.
 */
export function unfinishedOf(query: string): Unfinished[] {
  const last = /\S+$/.exec(query);
  if (!last || (query.split('"').length - 1) % 2 === 1) return [];
  const sign = /^(?:-?tag:|-)/i.exec(last[0])?.[0] ?? '';
  const own = { from: last.index + sign.length, text: last[0].slice(sign.length) };
  if (!plainWord.test(own.text)) return [];
  const before = /(\S+)\s+$/.exec(query.slice(0, last.index));
  if (sign !== '' || !before?.[1] || !plainWord.test(before[1])) return [own];
  return [{ from: before.index, text: query.slice(before.index) }, own];
}

/** The query with a suggestion in place of what was typed, ready for the next word. */
export function completed(query: string, from: number, text: string, isTag: boolean): string {
  // The words of a tag only stand together in quotes; names are known.
  const whole = isTag && /\s/.test(text) ? `"${text.replaceAll('"', '')}"` : text;
  return `${query.slice(0, from)}${whole} `;
}
