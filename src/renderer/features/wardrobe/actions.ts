import type { AssetDetail, OutfitView, PersonView } from '../../../shared/contract/index.ts';
import { attempt, undo } from '../../app/actions.ts';
import type { Environment } from '../../app/environment.ts';
import { castOrder, fetchedAnew, keys } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { useToasts } from '../../ui/toast-store.ts';
import { spanKey, useWardrobeDesk } from './wardrobe-store.ts';
import { outfitName } from './words.ts';

/** The outfits that are chosen in the wardrobe, in the order in which they were chosen. */
export function chosenOutfits({ queries }: Pick<Environment, 'queries'>): OutfitView[] {
  const outfits = queries.getQueryData<OutfitView[]>(keys.wardrobe) ?? [];
  return useWardrobeDesk.getState().chosen.flatMap((id) => outfits.find((one) => one.id === id) ?? []);
}

/** Outfits as the wardrobe lists them: those of the people of the clip on the desk first. */
export function wardrobeOrder(
  people: readonly PersonView[],
  outfits: readonly OutfitView[],
  detail: AssetDetail | undefined,
): { readonly person: PersonView; readonly outfits: readonly OutfitView[] }[] {
  const shown = people.filter(({ isHidden }) => !isHidden);
  const { here, elsewhere } = castOrder(shown, detail);
  const byPerson = Map.groupBy(outfits, ({ identityId }) => identityId);
  return [...here, ...elsewhere].flatMap((person) => {
    const own = byPerson.get(person.id);
    return own ? [{ person, outfits: own }] : [];
  });
}

/** Chooses the outfit after, or before, the chosen one in the list, and shows where it is worn in the clip on the desk. */
export function stepOutfit({ queries, desk }: Environment, by: 1 | -1): void {
  const people = queries.getQueryData<PersonView[]>(keys.cast) ?? [];
  const outfits = queries.getQueryData<OutfitView[]>(keys.wardrobe) ?? [];
  const { chosen, choose } = useWardrobeDesk.getState();
  const now = outfits.find(({ id }) => id === chosen.at(-1));
  const detail = queries.getQueryData<AssetDetail | null>(keys.detail(desk.getState().assetId)) ?? undefined;
  const listed = wardrobeOrder(people, outfits, detail).flatMap((one) => one.outfits);
  const next = now ? listed[listed.indexOf(now) + by] : listed[by === 1 ? 0 : listed.length - 1];
  if (!next) return;
  choose([next.id]);
  // Another clip on the desk would put the list into another order.
  const here = next.spans.find(({ assetId }) => assetId === desk.getState().assetId);
  if (here) desk.getState().show(here.assetId, here.startFrame);
}

/** True where outfits of one person are chosen that could be made one. */
export function canMerge(environment: Environment): boolean {
  const chosen = chosenOutfits(environment);
  return chosen.length > 1 && new Set(chosen.map(({ identityId }) => identityId)).size === 1;
}

/** True where some of the shots of the one chosen outfit are chosen, but not all. */
export function canSplit(environment: Environment): boolean {
  const [outfit, more] = chosenOutfits(environment);
  const { spans } = useWardrobeDesk.getState();
  return outfit !== undefined && !more && spans.size > 0 && spans.size < outfit.spans.length;
}

async function decide(
  environment: Environment,
  title: (outfit: string) => string,
  work: () => Promise<OutfitView>,
): Promise<void> {
  const { queries } = environment;
  try {
    const outfit = await work();
    useWardrobeDesk.getState().choose([outfit.id]);
    useToasts.getState().show({
      topic: 'edit',
      title: title(outfitName(outfit)),
      action: { label: texts().commands.undo, run: () => attempt(undo(environment)) },
    });
  } finally {
    await fetchedAnew(queries, keys.cast, keys.edits, keys.details);
  }
}

/** Names an outfit; an empty name takes the name away. */
export async function renameOutfit(
  environment: Environment,
  outfit: OutfitView,
  name: string,
): Promise<void> {
  if (name.trim() === (outfit.name ?? '')) return;
  await decide(environment, texts().wardrobe.renamed, () =>
    environment.client.wardrobe.rename({ outfitId: outfit.id, name }),
  );
}

/** Makes the chosen outfits of one person one: the first that has a name, else the first, keeps its id. */
export async function mergeChosen(environment: Environment): Promise<void> {
  const chosen = chosenOutfits(environment);
  const into = chosen.find(({ name }) => name !== null) ?? chosen[0];
  if (!into || !canMerge(environment)) return;
  const from = chosen.filter(({ id }) => id !== into.id).map(({ id }) => id);
  await decide(environment, texts().wardrobe.merged, () =>
    environment.client.wardrobe.merge({ into: into.id, from }),
  );
}

/** Makes an outfit of its own of the chosen shots. */
export async function splitChosenShots(environment: Environment): Promise<void> {
  const [outfit] = chosenOutfits(environment);
  if (!outfit || !canSplit(environment)) return;
  const { spans } = useWardrobeDesk.getState();
  const chosen = outfit.spans
    .filter((span) => spans.has(spanKey(span)))
    .map(({ assetId, startFrame, endFrame }) => ({ assetId, startFrame, endFrame }));
  await decide(environment, texts().wardrobe.split, () =>
    environment.client.wardrobe.split({ outfitId: outfit.id, spans: chosen }),
  );
}
