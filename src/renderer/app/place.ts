import { z } from 'zod';
import type { AssetSummary } from '../../shared/contract/index.ts';
import { assetIdSchema, identityIdSchema } from '../../shared/ids.ts';
import type { DeskState } from './desk-store.ts';

/** Where somebody left the desk: the clip, the frame, what was zoomed to and who was selected. By library. */
const placeSchema = z.object({
  assetId: assetIdSchema,
  frame: z.number().int().nonnegative(),
  view: z.object({ startFrame: z.number(), pxPerFrame: z.number().positive() }).nullable(),
  personId: identityIdSchema.nullable(),
  boxesShown: z.boolean(),
  muted: z.boolean(),
});
export type Place = z.infer<typeof placeSchema>;

const storedAt = (libraryPath: string): string => `castline.place ${libraryPath}`;

/** A place as it was stored; undefined for what is none. */
export function parsePlace(text: string | null): Place | undefined {
  try {
    const parsed = placeSchema.safeParse(JSON.parse(text ?? 'null'));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Where the editor is: kept, to come back to. */
export function placeOf(state: DeskState): Place | undefined {
  const { assetId, frame, view, personId, boxesShown, muted } = state;
  return assetId && { assetId, frame, view: view ?? null, personId: personId ?? null, boxesShown, muted };
}

/** The place at which a library was left. */
export const placeIn = (storage: Pick<Storage, 'getItem'>, libraryPath: string): Place | undefined =>
  parsePlace(storage.getItem(storedAt(libraryPath)));

/** Goes back to where the desk was left; false where that clip is gone, or nothing is known. */
export function goBack(
  desk: { getState(): DeskState },
  storage: Pick<Storage, 'getItem'>,
  libraryPath: string,
  assets: readonly AssetSummary[],
): boolean {
  const place = placeIn(storage, libraryPath);
  if (!place || !assets.some(({ id }) => id === place.assetId)) return false;
  const { show, setView, selectPerson, toggleBoxes, toggleSound } = desk.getState();
  show(place.assetId, place.frame);
  setView(place.view ?? undefined);
  selectPerson(place.personId ?? undefined);
  if (desk.getState().boxesShown !== place.boxesShown) toggleBoxes();
  if (desk.getState().muted !== place.muted) toggleSound();
  return true;
}

/** Playback changes the frame often; it is enough to know where it came to rest. */
const restMs = 500;

/** Keeps the place of a library from now on. Gives a function that stops it. */
export function keepPlace(
  desk: { getState(): DeskState; subscribe(listener: () => void): () => void },
  storage: Pick<Storage, 'setItem'>,
  libraryPath: string,
): () => void {
  let due: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    const place = placeOf(desk.getState());
    if (place) storage.setItem(storedAt(libraryPath), JSON.stringify(place));
  };
  const stop = desk.subscribe(() => {
    clearTimeout(due);
    due = setTimeout(write, restMs);
  });
  return () => {
    clearTimeout(due);
    stop();
  };
}
