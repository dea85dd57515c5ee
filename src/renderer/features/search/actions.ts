import type { SearchHit, SmartBin } from '../../../shared/contract/index.ts';
import { attempt, undo } from '../../app/actions.ts';
import type { Environment } from '../../app/environment.ts';
import { keys } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { useToasts } from '../../ui/toast-store.ts';
import { foundNow } from './queries.ts';
import { useSearch } from './search-store.ts';

/** Puts the cursor into the field and its results at the side. */
export function openSearch({ desk }: Environment): void {
  if (desk.getState().side !== 'search') desk.getState().openSide('search');
  useSearch.getState().focusField();
}

/** Shows a found shot where it begins to be true. */
export function showHit({ desk }: Environment, hit: SearchHit): void {
  desk.getState().show(hit.assetId, hit.ranges[0]?.startFrame ?? hit.firstFrame);
}

/** Goes on to the next or previous found shot, and shows it. */
export function stepFound(environment: Environment, by: 1 | -1): void {
  const hits = foundNow(environment);
  const { chosen, choose } = useSearch.getState();
  const next = Math.min(hits.length - 1, Math.max(0, chosen + by));
  const hit = hits[next];
  if (!hit) return;
  choose(next);
  showHit(environment, hit);
}

const withUndo = (environment: Environment, title: string): void =>
  useToasts.getState().show({
    topic: 'edit',
    title,
    action: { label: texts().commands.undo, run: () => attempt(undo(environment)) },
  });

/** Keeps the search under its own words; the name can be typed right after. */
export async function saveSearch(environment: Environment): Promise<void> {
  const query = useSearch.getState().query.trim();
  if (query === '') return;
  const bin = await environment.client.search.saveBin({ name: query, query });
  await environment.queries.invalidateQueries({ queryKey: keys.bins });
  withUndo(environment, texts().search.saved(bin.name));
  useSearch.getState().nameBin(bin.id);
}

/** Shows the new name at once, and the old one when the engine refuses. */
export async function renameBin(environment: Environment, bin: SmartBin, typed: string): Promise<void> {
  const { client, queries } = environment;
  useSearch.getState().nameBin(undefined);
  const name = typed.trim();
  if (name === '' || name === bin.name) return;
  const put = (to: string): void => {
    queries.setQueryData<SmartBin[]>(keys.bins, (bins) =>
      bins?.map((one) => (one.id === bin.id ? { ...one, name: to } : one)),
    );
  };
  put(name);
  try {
    await client.search.changeBin({ id: bin.id, name });
  } catch (thrown) {
    put(bin.name);
    throw thrown;
  }
}

/** Takes a bin away at once; it comes back when the engine refuses, or by undo. */
export async function removeBin(environment: Environment, bin: SmartBin): Promise<void> {
  const { client, queries } = environment;
  const before = queries.getQueryData<SmartBin[]>(keys.bins);
  queries.setQueryData<SmartBin[]>(
    keys.bins,
    before?.filter(({ id }) => id !== bin.id),
  );
  try {
    await client.search.removeBin({ id: bin.id });
    withUndo(environment, texts().search.removed(bin.name));
  } catch (thrown) {
    queries.setQueryData<SmartBin[]>(keys.bins, before);
    throw thrown;
  }
}

/** Opens what a bin holds. */
export function openBin(environment: Environment, bin: SmartBin): void {
  useSearch.getState().ask(bin.query);
  environment.desk.getState().openSide('search');
}
