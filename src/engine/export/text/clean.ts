/** Text for formats that cannot carry every character. */

/** One line: line breaks become ` / `, tabs a space, other control characters go. */
export function oneLine(text: string): string {
  return withoutControls(text.replaceAll(/\r\n?|[\n\u2028\u2029\u0085]/g, ' / ').replaceAll('\t', ' '));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML 1.0 forbids.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

/** Without characters that XML 1.0 forbids, and without half surrogates; tabs and line breaks stay. */
export function withoutControls(text: string): string {
  return text.toWellFormed().replace(forbidden, '');
}

/** At most `most` UTF-16 units, never half a character; says whether something was cut. */
export function cutTo(text: string, most: number): { text: string; isCut: boolean } {
  if (text.length <= most) return { text, isCut: false };
  let cut = '';
  for (const sign of text) {
    if (cut.length + sign.length > most - 1) break;
    cut += sign;
  }
  return { text: `${cut}…`, isCut: true };
}
