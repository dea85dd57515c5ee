import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { collectMediaFiles, type Engine } from '../engine/index.ts';
import { type ExportRequest, exportRequestSchema } from '../shared/contract/index.ts';
import { CastlineError, type ErrorReport, toCastlineError } from '../shared/errors.ts';
import { openEngine, withEngine } from './host.ts';
import { exitCodes, type Output } from './output.ts';

/** What was given on the command line, as it was given. */
export interface WatchAsked {
  readonly library: string;
  readonly recipe?: string;
  readonly every: number;
  readonly once?: boolean;
}

/** What is written when there is something new. Relative paths begin at the recipe. */
const recipeSchema = z.strictObject({
  version: z.literal(1),
  exports: z.array(exportRequestSchema.extend({ path: z.string().min(1) })).min(1),
});
type RecipeExport = ExportRequest & { readonly path: string };

/** @throws CastlineError input-not-found, usage */
async function readRecipe(path: string): Promise<RecipeExport[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CastlineError('input-not-found', `The recipe "${path}" cannot be read.`, { cause });
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CastlineError('usage', `The recipe "${path}" is no JSON.`, { cause });
  }
  const parsed = recipeSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new CastlineError(
      'usage',
      `The recipe "${path}" is not valid: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
    );
  }
  const folder = resolve(path, '..');
  // A separator at the end says that a folder is meant, and `resolve` takes it off.
  const endOf = (to: string): string => (/[\\/]$/.test(to) ? '/' : '');
  return parsed.data.exports.map((one) => ({ ...one, path: resolve(folder, one.path) + endOf(one.path) }));
}

/** Size and time of change of each media file in folders, by path. A folder that is away for now is empty. */
async function filesIn(folders: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const path of (await collectMediaFiles(folders)).files) {
    const facts = await stat(path).catch(() => undefined);
    if (facts && facts.size > 0) found.set(path, `${facts.size} ${facts.mtimeMs}`);
  }
  return found;
}

/** Files that stayed as they are for one look: what is still being copied grows. */
export const settled = (
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
  done: ReadonlyMap<string, string>,
): string[] =>
  [...now].flatMap(([path, facts]) => (before.get(path) === facts && done.get(path) !== facts ? [path] : []));

async function exportAll(engine: Engine, recipe: readonly RecipeExport[] | undefined) {
  const exports = recipe ?? (await engine.calls.export.remembered());
  const written: { format: string; path: string; rangeCount: number }[] = [];
  const failed: { format: string; error: ErrorReport }[] = [];
  for (const request of exports) {
    try {
      const { format, path, rangeCount } = await engine.calls.export.write(request);
      written.push({ format, path, rangeCount });
    } catch (thrown) {
      failed.push({ format: request.format, error: toCastlineError(thrown).report() });
    }
  }
  return { written, failed };
}

/** One round: analyses what is new, and exports when anything came in. The library is open only meanwhile. */
async function round(
  output: Output,
  paths: readonly string[],
  asked: WatchAsked,
  recipe: readonly RecipeExport[] | undefined,
  signal: AbortSignal,
): Promise<number> {
  const engine = openEngine(asked.library, true, (event) => {
    const [job] = event.type === 'workload' ? event.workload.jobs : [];
    if (job) output.progress(`${job.subject}: ${job.progress.phase}`);
  });
  const stop = (): void => void engine.calls.jobs.cancel({});
  signal.addEventListener('abort', stop);
  try {
    const { added, refused } = await engine.calls.assets.import({ paths: [...paths], leavesRemoved: true });
    if (signal.aborted) stop();
    await engine.whenIdle();
    if (signal.aborted) return exitCodes.cancelled;
    const assets = (await engine.calls.assets.list()).filter(({ id }) => added.includes(id));
    const ready = assets.filter(({ state }) => state === 'ready');
    const exported = ready.length > 0 ? await exportAll(engine, recipe) : { written: [], failed: [] };
    const notReady = assets.flatMap(({ path, error }) => (error ? [{ path, error }] : []));
    const unread = [...refused, ...notReady];
    output.result({ added: ready.map(({ path }) => path), refused: unread, ...exported }, [
      ...ready.map(
        ({ path, shotCount, personCount }) => `${path}: ${shotCount} shots, ${personCount} people`,
      ),
      ...unread.map(({ path, error }) => `${path}: ${error.message} [${error.code}]`),
      ...exported.written.map(({ path, rangeCount }) => `${path}: ${rangeCount} ranges`),
      ...exported.failed.map(({ format, error }) => `${format}: ${error.message} [${error.code}]`),
    ]);
    return unread.length + exported.failed.length > 0 ? exitCodes.someFilesFailed : exitCodes.done;
  } finally {
    signal.removeEventListener('abort', stop);
    await engine.close();
  }
}

/**
 * `watch`: analyses what comes into folders, and exports by a recipe, or what was exported from the library before. With
 * `once` it ends after what lies there now; else when it is told to, which is no failure.
 */
export async function watch(
  output: Output,
  folders: readonly string[],
  asked: WatchAsked,
  signal: AbortSignal,
): Promise<number> {
  const recipe = asked.recipe === undefined ? undefined : await readRecipe(asked.recipe);
  for (const folder of folders) {
    const isFolder = (await stat(folder).catch(() => undefined))?.isDirectory();
    if (!isFolder) throw new CastlineError('input-not-found', `"${folder}" is no folder.`);
  }
  const look = () => filesIn(folders.map((folder) => resolve(folder)));
  const done = new Map<string, string>();
  let before = await look();
  let code: number = exitCodes.done;
  do {
    await wait(asked.every * 1000, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    const now = await look();
    const paths = settled(before, now, done);
    if (paths.length > 0) {
      for (const path of paths) done.set(path, now.get(path) ?? '');
      code = await round(output, paths, asked, recipe, signal);
    }
    before = now;
  } while (!asked.once);
  return asked.once ? code : exitCodes.done;
}

/** `recipe`: what was exported from a library before, for `watch` and for other libraries. */
export function recipe(output: Output, library: string): Promise<number> {
  return withEngine(library, async (engine) => {
    const made = { version: 1, exports: await engine.calls.export.remembered() } as const;
    output.result(made, [JSON.stringify(made, undefined, 2)]);
    return exitCodes.done;
  });
}
