import { withEngine } from './host.ts';
import { exitCodes, type Output } from './output.ts';

/** Most shots that are printed; more are counted. */
const mostShots = 5000;

/** `search` */
export function search(
  output: Output,
  asked: { readonly library: string; readonly query: string; readonly limit?: number | undefined },
): Promise<number> {
  return withEngine(asked.library, async (engine) => {
    const limit = Math.min(asked.limit ?? 200, mostShots);
    const found = await engine.calls.search.find({ query: asked.query, limit });
    const names = new Map((await engine.calls.assets.list()).map(({ id, name }) => [id, name]));
    const hits = found.hits.map(({ assetId, shot, firstFrame, endFrame, seconds, ranges }) => ({
      clip: names.get(assetId) ?? assetId,
      assetId,
      shot: shot + 1,
      firstFrame,
      endFrame,
      seconds,
      ranges,
    }));
    const unclear = found.parts
      .filter(({ isUnclear }) => isUnclear)
      .map(({ from, to }) => asked.query.slice(from, to));
    output.result({ query: asked.query, total: found.total, unclear, shots: hits }, [
      ...unclear.map((part) => `"${part}" was not understood and is left out.`),
      `${found.total} shots`,
      ...hits.map(
        (hit) =>
          `${hit.clip}  shot ${hit.shot}  frames ${hit.ranges.map((one) => `${one.startFrame}-${one.endFrame}`).join(', ')}`,
      ),
    ]);
    return exitCodes.done;
  });
}
