import type { AssetSummary } from '../../../shared/contract/index.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { attempt, undo } from '../../app/actions.ts';
import type { Environment } from '../../app/environment.ts';
import { keys } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { clipsText } from '../../ui/texts.ts';
import { useToasts } from '../../ui/toast-store.ts';

const assetsOf = ({ queries }: Environment): readonly AssetSummary[] =>
  queries.getQueryData<AssetSummary[]>(keys.assets) ?? [];

/** The clip that stands next once some are gone: the one behind them, or else before. */
function nextTo(assets: readonly AssetSummary[], gone: ReadonlySet<AssetId>): AssetId | undefined {
  const at = assets.findLastIndex(({ id }) => gone.has(id));
  const stays = ({ id }: AssetSummary): boolean => !gone.has(id);
  return (assets.slice(at).find(stays) ?? assets.slice(0, at).findLast(stays))?.id;
}

/** Takes clips out of the library; their files stay where they are. One step to undo. */
export async function removeClips(environment: Environment, assetIds: readonly AssetId[]): Promise<void> {
  const { client, queries, desk } = environment;
  const { names } = await client.assets.remove({ assetIds: [...assetIds] });
  const gone = new Set(assetIds);
  const before = assetsOf(environment);
  const { assetId, selectAsset } = desk.getState();
  if (assetId === undefined || gone.has(assetId)) selectAsset(nextTo(before, gone));
  queries.setQueryData<AssetSummary[]>(
    keys.assets,
    before.filter(({ id }) => !gone.has(id)),
  );
  const words = texts().clips;
  useToasts.getState().show({
    topic: 'edit',
    title: words.removed(names.length === 1 ? (names[0] ?? '') : clipsText(names.length)),
    text: words.fileStays,
    action: { label: texts().commands.undo, run: () => attempt(undo(environment)) },
  });
}

/** The clip on the desk, as a list of those to remove. */
export function clipOnDesk({ desk }: Environment): AssetId[] {
  const { assetId } = desk.getState();
  return assetId === undefined ? [] : [assetId];
}

const folderOf = (path: string): string => path.replace(/[^\\/]*$/, '');

/** The clips whose files lie in the same folder as that on the desk. */
export function clipsOfFolder(environment: Environment): AssetId[] {
  const assets = assetsOf(environment);
  const { assetId } = environment.desk.getState();
  const path = assets.find(({ id }) => id === assetId)?.path;
  if (path === undefined) return [];
  return assets.filter((one) => folderOf(one.path) === folderOf(path)).map(({ id }) => id);
}

/** True where the file of a clip is not where it was. */
export const lacksFootage = (environment: Environment): boolean =>
  assetsOf(environment).some(({ online }) => !online);

/** Asks for a folder and looks there for clips whose file is elsewhere or has another name. */
export async function findFootage({ client }: Environment): Promise<void> {
  const { safety } = texts().trust;
  const folder = await client.shell.chooseFolder({ title: safety.findTitle });
  if (folder === null) return;
  const { found, missing } = await client.upkeep.relink({ paths: [folder] });
  useToasts
    .getState()
    .show({ topic: 'safety', title: safety.found(found.length), text: safety.stillMissing(missing) });
}
