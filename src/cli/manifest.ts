import { resolve } from 'node:path';
import { withEngine } from './host.ts';
import { exitCodes, type Output } from './output.ts';

/** `manifest`: to a file, or to stdout where none is named. */
export function manifest(output: Output, library: string, out: string | undefined): Promise<number> {
  return withEngine(library, async (engine) => {
    if (out === undefined) {
      const built = engine.manifest();
      output.result(built, [JSON.stringify(built, undefined, 2)]);
    } else {
      const written = await engine.calls.export.manifest({ path: resolve(out) });
      output.result(written, [`${written.path}: ${written.bytes} bytes`]);
    }
    return exitCodes.done;
  });
}
