import { open } from 'node:fs/promises';
import { z } from 'zod';
import type { EngineClient, ImportDifference } from '../shared/contract/index.ts';
import { CastlineError, toCastlineError } from '../shared/errors.ts';
import type { AssetId, IdentityId } from '../shared/ids.ts';
import { multiply, toNumber } from '../shared/time.ts';
import {
  addTag,
  changeTag,
  type Decision,
  removeTag,
  renameOutfit,
  renamePerson,
  setPresence,
} from './decisions/index.ts';
import type { Engine } from './engine.ts';
import { differences, readImport } from './export/index.ts';
import type { Library } from './library/index.ts';
import { framesOf, readOutfits, sightedOutfit } from './views/index.ts';

/** Taking back what editors changed in their programs. */

/** A manifest of half a million ranges fits; other texts take several times their size in memory while they are read. */
const mostBytes = { json: 256 * 1024 ** 2, other: 64 * 1024 ** 2 } as const;

/** @throws CastlineError input-not-found, input-unreadable, import-too-large */
async function readText(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const head = Buffer.alloc(64);
      await file.read(head, 0, head.length, 0);
      const isJson = /^\ufeff?\s*\{/.test(head.toString('utf8'));
      const most = isJson ? mostBytes.json : mostBytes.other;
      if (size > most) {
        const megabytes = (bytes: number): number => Math.round(bytes / 1024 ** 2);
        throw new CastlineError(
          'import-too-large',
          `"${path}" has ${megabytes(size)} MB; at most ${megabytes(most)} MB are read.`,
        );
      }
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (thrown) {
    if (thrown instanceof CastlineError) throw thrown;
    const known = toCastlineError(thrown).code;
    const code = known === 'input-not-found' ? known : 'input-unreadable';
    throw new CastlineError(code, `"${path}" cannot be read.`, { cause: thrown });
  }
}

type Prepare = (library: Library) => Decision;
interface Span {
  readonly startFrame: number;
  readonly endFrame: number;
}

/** The parts of one range that do not lie in another. */
function without(range: Span, other: Span): Span[] {
  return [
    { startFrame: range.startFrame, endFrame: Math.min(range.endFrame, other.startFrame) },
    { startFrame: Math.max(range.startFrame, other.endFrame), endFrame: range.endFrame },
  ].filter(({ startFrame, endFrame }) => startFrame < endFrame);
}

/**
 * A span of frames at the clip's nominal rate as frames of the file: the same where the rate is constant, those shown at
 * that time where it is not.
 */
function fileSpan(library: Library, assetId: AssetId, span: Span): Span {
  const frames = framesOf(library, assetId);
  const count = frames.ticks.length;
  const rate = library.assets.get(assetId).facts?.video.frameRate;
  if (!frames.variableFrameRate || !rate) {
    return { startFrame: Math.min(span.startFrame, count - 1), endFrame: Math.min(span.endFrame, count) };
  }
  const ticksPerFrame = 1 / toNumber(multiply(rate, frames.timeBase));
  const first = frames.ticks[0] ?? 0;
  const nearest = (frame: number): number => {
    const wanted = first + frame * ticksPerFrame;
    const after = frames.ticks.findIndex((ticks) => ticks >= wanted);
    if (after < 0) return wanted - (frames.ticks.at(-1) ?? 0) > frames.endTicks - wanted ? count : count - 1;
    const before = Math.max(0, after - 1);
    return wanted - (frames.ticks[before] ?? 0) < (frames.ticks[after] ?? 0) - wanted ? before : after;
  };
  const startFrame = Math.min(nearest(span.startFrame), count - 1);
  return { startFrame, endFrame: Math.max(startFrame + 1, nearest(span.endFrame)) };
}

function personOf(library: Library, id: string): IdentityId | undefined {
  const row = library.decisions.get('identity', id as IdentityId);
  return row?.kind === 'person' ? row.id : undefined;
}

/** The tag that an element is, where the editor made it. */
const tagRowOf = (library: Library, elementId: string): string | undefined =>
  library.decisions.get('tag', elementId)?.id;

/** What accepting a difference says, in the words of decisions; nothing where it is about something else than people. */
function decisionsFor(library: Library, difference: ImportDifference): Prepare[] {
  const presence = (assetId: AssetId, ids: readonly string[], spans: readonly Span[], isPresent: boolean) =>
    ids.flatMap((id) => {
      const identityId = personOf(library, id);
      return identityId === undefined
        ? []
        : spans.map(
            (span): Prepare =>
              (open) =>
                setPresence(open, { assetId, identityId, isPresent, ...span }),
          );
    });
  switch (difference.kind) {
    case 'renamed': {
      const named = library.decisions
        .list('tag')
        .filter(({ name, assetId }) => name === difference.from && assetId);
      if (difference.tagId.startsWith('tag-')) {
        return named.map(
          ({ id }): Prepare =>
            (open) =>
              changeTag(open, { tagId: id, name: difference.to }),
        );
      }
      const outfitId = difference.tagId as IdentityId;
      const wears = (open: Library) => readOutfits(open).find(({ id }) => id === outfitId);
      if (wears(library)) {
        return [
          (open) => {
            const outfit = wears(open);
            if (!outfit) throw new CastlineError('not-found', 'The outfit is not there any more.');
            return renameOutfit(open, sightedOutfit(open, outfit), difference.to);
          },
        ];
      }
      const identityId = personOf(library, difference.tagId);
      return identityId ? [(open) => renamePerson(open, identityId, difference.to)] : [];
    }
    case 'moved': {
      const assetId = difference.assetId as AssetId;
      const from = fileSpan(library, assetId, difference.from);
      const to = fileSpan(library, assetId, difference.to);
      const tagId = tagRowOf(library, difference.elementId);
      if (tagId) return [(open) => changeTag(open, { tagId, ...to })];
      return [
        ...presence(assetId, difference.tagIds, without(from, to), false),
        ...presence(assetId, difference.tagIds, without(to, from), true),
      ];
    }
    case 'missing': {
      const tagId = tagRowOf(library, difference.elementId);
      if (tagId) return [(open) => removeTag(open, tagId)];
      const assetId = difference.assetId as AssetId;
      return presence(assetId, difference.tagIds, [fileSpan(library, assetId, difference.from)], false);
    }
    case 'added': {
      const assetId = difference.assetId as AssetId;
      const span = fileSpan(library, assetId, difference.to);
      if (difference.tagId && personOf(library, difference.tagId)) {
        return presence(assetId, [difference.tagId], [span], true);
      }
      return [(open) => addTag(open, difference.name, { on: 'range', assetId, ...span })];
    }
    default:
      return difference satisfies never;
  }
}

/** Which elements the last export of a format held, among what a library remembers. */
export const exportedIdsKey = (format: string): string => `exported-ids:${format}`;
export const exportedIdsSchema = z.array(z.string());

/** Reading what was changed in an export elsewhere, and taking it over. */
export function importCalls(engine: Engine): Pick<EngineClient['export'], 'readImport' | 'acceptImport'> {
  const read = async (path: string) => {
    const manifest = await engine.manifestInTurns();
    const imported = readImport(await readText(path), manifest);
    const ids = engine.current.library.remembered.read(exportedIdsKey(imported.format), exportedIdsSchema);
    return { imported, found: differences(manifest, imported, ids && new Set(ids)) };
  };
  return {
    readImport: async ({ path }) => {
      const { imported, found } = await read(path);
      return { format: imported.format, rangeCount: imported.ranges.length, differences: found };
    },
    acceptImport: async ({ path, ids }) => {
      const { found } = await read(path);
      const wanted = new Set(ids);
      const chosen = found.filter(({ id }) => wanted.has(id));
      if (chosen.length === 0) {
        throw new CastlineError('not-found', 'None of these differences is there any more.');
      }
      const { library } = engine.current;
      const perDifference = chosen.map((difference) => decisionsFor(library, difference));
      engine.current.decideAll({ did: 'accept-import', count: chosen.length }, perDifference.flat());
      return { accepted: perDifference.filter((prepares) => prepares.length > 0).length };
    },
  };
}
