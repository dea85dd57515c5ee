import type {
  AssetSummary,
  EditState,
  LibrarySettings,
  LibraryView,
  PersonView,
  Workload,
} from '../../shared/contract/index.ts';
import { toCastlineError } from '../../shared/errors.ts';
import type { AssetId, IdentityId, ImageHash, JobId } from '../../shared/ids.ts';
import { texts } from '../texts/index.ts';
import { clipsText, editName, personName } from '../ui/texts.ts';
import { showError, useToasts } from '../ui/toast-store.ts';
import type { Environment } from './environment.ts';
import { fetchedAnew, keys } from './queries.ts';
import { inTurn } from './turn.ts';

/** What the editor can do, each ending in a visible result or in a sentence that says why not. */

const toast = useToasts.getState().show;

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** Runs an action whose failure is to be shown. */
export function attempt(action: Promise<unknown>): void {
  action.catch(showError);
}

/** Takes dropped or chosen files and folders in; a single library is opened instead. */
export async function importPaths({ client, queries, desk }: Environment, paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  const library = paths.find((path) => path.toLowerCase().endsWith('.castline'));
  if (library && paths.length === 1) {
    await client.library.open({ path: library, create: false });
    return;
  }
  const { added, known, refused } = await client.assets.import({ paths });
  await fetchedAnew(queries, keys.assets);
  const first = added[0] ?? known[0];
  if (first) desk.getState().selectAsset(first);
  if (added.length > 0)
    toast({ title: texts().actions.added(clipsText(added.length)), text: texts().actions.addedHint });
  else if (known.length > 0) toast({ title: texts().actions.known(clipsText(known.length)) });
  else if (refused.length === 0) toast({ title: texts().actions.noFootage });
  if (refused.length === 1 && refused[0]) {
    const { path, error } = refused[0];
    toast({
      tone: 'error',
      title: texts().actions.refused(fileName(path)),
      text: `${error.message} ${error.nextStep}`,
    });
  } else if (refused.length > 1) {
    const names = refused.slice(0, 3).map(({ path }) => fileName(path));
    const listed = names.join(', ');
    const more = refused.length - names.length;
    const said = more > 0 ? texts().actions.andMore(listed, more) : listed;
    toast({
      tone: 'error',
      title: texts().actions.refusedMany(texts().count.files(refused.length)),
      text: `${said}. ${refused[0]?.error.message ?? ''}`,
    });
  }
}

/** Asks for files or folders and takes them in. */
export async function chooseFootage(environment: Environment, folders: boolean): Promise<void> {
  await importPaths(environment, await environment.client.shell.chooseFootage({ folders }));
}

/** Puts the new name on screen at once, and the old one back when the engine refuses. */
export async function renamePerson(
  environment: Environment,
  identityId: IdentityId,
  typed: string,
): Promise<void> {
  const { client, queries } = environment;
  const name = typed.trim();
  await queries.cancelQueries({ queryKey: keys.cast });
  const before = queries.getQueryData<PersonView[]>(keys.cast);
  const person = before?.find(({ id }) => id === identityId);
  if (!person || (person.name ?? '') === name) return;
  const put = (next: Partial<PersonView>): void => {
    queries.setQueryData<PersonView[]>(keys.cast, (cast) =>
      cast?.map((other) => (other.id === identityId ? { ...other, ...next } : other)),
    );
  };
  put({ name: name === '' ? null : name });
  try {
    put(await client.cast.rename({ identityId, name }));
    toast({
      topic: 'edit',
      title:
        name === ''
          ? texts().actions.nameRemoved(personName(person))
          : texts().actions.named(personName(person), name),
      action: { label: texts().commands.undo, run: () => attempt(undo(environment)) },
    });
  } catch (thrown) {
    put({ name: person.name });
    throw thrown;
  } finally {
    await fetchedAnew(queries, keys.edits, keys.cast);
  }
}

async function step(
  environment: Environment,
  run: () => Promise<EditState>,
  title: () => string,
  back: { label: string; run: () => void },
): Promise<void> {
  const { queries } = environment;
  // In its turn: which edit it takes back is known when those before are made, and the next works from what it has left.
  const said = await inTurn(async () => {
    const done = title();
    try {
      queries.setQueryData<EditState>(keys.edits, await run());
      return { topic: 'edit', title: done, action: back };
    } catch (thrown) {
      const { code, message } = toCastlineError(thrown);
      if (code !== 'nothing-to-undo' && code !== 'nothing-to-redo') throw thrown;
      return { topic: 'edit', title: message };
    }
  });
  toast(said);
  // A step may concern people or cuts.
  await fetchedAnew(queries, keys.cast, keys.assets, keys.details, keys.tags);
}

/** Takes the last edit back, and says what it was. */
export async function undo(environment: Environment): Promise<void> {
  await step(
    environment,
    () => environment.client.edits.undo(),
    () => {
      const what = environment.queries.getQueryData<EditState>(keys.edits)?.undo;
      return texts().actions.undone(what ? editName(what) : undefined);
    },
    {
      label: texts().commands.redo,
      run: () => attempt(redo(environment)),
    },
  );
}

/** Makes again what was taken back last. */
export async function redo(environment: Environment): Promise<void> {
  await step(
    environment,
    () => environment.client.edits.redo(),
    () => {
      const what = environment.queries.getQueryData<EditState>(keys.edits)?.redo;
      return texts().actions.redone(what ? editName(what) : undefined);
    },
    {
      label: texts().commands.undo,
      run: () => attempt(undo(environment)),
    },
  );
}

/** Begins to drag a stored picture out to another program. */
export async function dragPicture({ client }: Environment, image: ImageHash, name: string): Promise<void> {
  await client.shell.dragOut({ kind: 'picture', image, name });
}

/** Begins to drag the manifest of the open library out to another program. */
export async function dragManifest({ client, queries }: Environment): Promise<void> {
  const library = queries.getQueryData<LibraryView>(keys.library);
  await client.shell.dragOut({ kind: 'manifest', name: library?.name ?? 'Castline' });
}

/** Opens another library by one of three ways; the desk starts afresh when the engine says that one was opened. */
export async function switchLibrary(
  { client }: Environment,
  way: 'new' | 'open' | { readonly recent: string },
): Promise<void> {
  if (way === 'new') await client.shell.newLibrary();
  else if (way === 'open') await client.shell.openLibrary();
  else await client.shell.openRecentLibrary({ path: way.recent });
}

/** Shows the new settings at once, and the old ones when the engine refuses. */
export async function saveSettings(
  { client, queries }: Environment,
  settings: LibrarySettings,
): Promise<void> {
  const before = queries.getQueryData<LibrarySettings>(keys.settings);
  queries.setQueryData<LibrarySettings>(keys.settings, settings);
  try {
    queries.setQueryData<LibrarySettings>(keys.settings, await client.settings.write(settings));
  } catch (thrown) {
    queries.setQueryData<LibrarySettings>(keys.settings, before);
    throw thrown;
  }
}

/** Analyses a clip again. */
export async function retryAsset({ client, queries }: Environment, assetId: AssetId): Promise<void> {
  await client.assets.retry({ assetId });
  await queries.invalidateQueries({ queryKey: keys.assets });
}

/** Queues all clips; steps that the settings leave as they were are not repeated. */
export async function analyseAllAgain({ client, queries }: Environment): Promise<void> {
  const assets = await client.assets.list();
  for (const { id } of assets) await client.assets.retry({ assetId: id });
  await queries.invalidateQueries({ queryKey: keys.assets });
  toast({ topic: 'analysis', title: texts().actions.analysedAgain(clipsText(assets.length)) });
}

/** Stops one analysis, or all. */
export async function cancelJobs({ client, queries }: Environment, jobId?: JobId): Promise<void> {
  await client.jobs.cancel(jobId ? { jobId } : {});
  await queries.invalidateQueries({ queryKey: keys.assets });
}

/** Holds all analysis, or lets it go on. */
export async function togglePause({ client, queries }: Environment): Promise<void> {
  const paused = queries.getQueryData<Workload>(keys.workload)?.paused ?? false;
  queries.setQueryData<Workload>(keys.workload, await client.jobs.pause({ paused: !paused }));
}

/** Puts a clip on the desk when none is there: the first one. */
export function chooseFirstAsset({ desk }: Environment, assets: readonly AssetSummary[]): void {
  const { assetId, selectAsset } = desk.getState();
  if (assets.some(({ id }) => id === assetId)) return;
  selectAsset(assets[0]?.id);
}
