/** Longest line that is kept; what a tool prints here is far shorter. */
const maxLine = 64 * 1024;

/** Lines of a text that arrives in pieces, without their ends. */
export async function* lines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = (parts.pop() ?? '').slice(-maxLine);
    yield* parts;
  }
  if (rest !== '') yield rest;
}
