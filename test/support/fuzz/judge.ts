import { fingerprintFile, probeMedia, readFrameList } from '../../../src/engine/media/index.ts';
import { defaultKeyframes, scanShots } from '../../../src/engine/shots/index.ts';
import { CastlineError } from '../../../src/shared/errors.ts';
import { mediaTools } from '../media-tools.ts';

/** What became of a file: 'read', or the code that it was refused with; or what must not happen. */
export type Outcome = { readonly said: string } | { readonly wrong: string };

/** The whole way of a file to its shots, as an analysis goes it; no step may take longer than a limit. */
export async function judge(path: string, limitMs: number): Promise<Outcome> {
  const tools = await mediaTools();
  const late = AbortSignal.timeout(limitMs);
  try {
    await fingerprintFile(path, late);
    const facts = await probeMedia(tools, path, late);
    const frames = await readFrameList(tools, path, facts, { signal: late });
    const scan = await scanShots(tools, path, facts, frames, { keyframes: defaultKeyframes, signal: late });
    const isWhole = scan.shots.at(-1)?.endFrame === frames.ticks.length;
    return isWhole ? { said: 'read' } : { wrong: 'the shots do not cover the clip' };
  } catch (thrown) {
    if (late.aborted) return { wrong: `no end within ${limitMs / 1000} s` };
    if (!(thrown instanceof CastlineError)) return { wrong: `not coded: ${String(thrown)}` };
    if (thrown.code === 'internal' || thrown.nextStep === '') return { wrong: `internal: ${thrown.message}` };
    return { said: thrown.code };
  }
}
