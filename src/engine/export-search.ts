import type { EngineClient, ExportSelection, SearchHit } from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';
import type { AssetId } from '../shared/ids.ts';
import type { Manifest } from '../shared/manifest.ts';
import { ticksToSeconds, toNumber } from '../shared/time.ts';
import type { Library } from './library/index.ts';
import { framesOf } from './views/index.ts';

/** Exporting only what a search or a bin finds. */

const pageSize = 5000;

async function queryOf(search: EngineClient['search'], selection: ExportSelection): Promise<string[]> {
  if (selection.binId === undefined) return selection.query === undefined ? [] : [selection.query];
  const bin = (await search.bins()).find(({ id }) => id === selection.binId);
  if (!bin) throw new CastlineError('not-found', 'The bin that was to be exported is not there any more.');
  return [bin.query, ...(selection.query === undefined ? [] : [selection.query])];
}

async function allHits(search: EngineClient['search'], query: string): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  let after: number | undefined;
  do {
    const page = await search.find({ query, limit: pageSize, ...(after === undefined ? {} : { after }) });
    hits.push(...page.hits);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return hits;
}

type Seconds = readonly [start: number, end: number];

/** Where it is found, in seconds from the first frame of each clip; a clip without shots is found as a whole. */
function placesOf(library: Library, hits: readonly SearchHit[]): Map<string, Seconds[]> {
  const ofClip = Map.groupBy(hits, ({ assetId }) => assetId);
  return new Map(
    [...ofClip].map(([assetId, own]): [AssetId, Seconds[]] => {
      const { ticks, endTicks, timeBase } = framesOf(library, assetId);
      const at = (frame: number): number =>
        toNumber(ticksToSeconds((ticks[frame] ?? endTicks) - (ticks[0] ?? 0), timeBase));
      const ranges = own.flatMap((hit) =>
        hit.endFrame > hit.firstFrame
          ? hit.ranges.length > 0
            ? hit.ranges
            : [{ startFrame: hit.firstFrame, endFrame: hit.endFrame }]
          : [{ startFrame: 0, endFrame: ticks.length }],
      );
      return [assetId, ranges.map(({ startFrame, endFrame }) => [at(startFrame), at(endFrame)])];
    }),
  );
}

const secondsOf = (text: string): number => {
  const [num = 0, den = 1] = text.split('/').map(Number);
  return num / den;
};

/** Times are compared to a tenth of the shortest frame. */
const tolerance = 0.0005;

/** The manifest with those elements only that are, in part at least, where the search and the bin of a selection find something. */
export async function onlyFound(
  library: Library,
  search: EngineClient['search'],
  manifest: Manifest,
  selection: ExportSelection,
): Promise<Manifest> {
  let { elements } = manifest;
  for (const query of await queryOf(search, selection)) {
    const places = placesOf(library, await allHits(search, query));
    elements = elements.filter(({ media, range }) => {
      const start = secondsOf(range.start);
      const end = start + secondsOf(range.duration);
      return (places.get(media) ?? []).some(([from, to]) => start < to - tolerance && from < end - tolerance);
    });
  }
  return elements === manifest.elements ? manifest : { ...manifest, elements };
}
