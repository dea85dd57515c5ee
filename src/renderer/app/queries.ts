import { QueryClient, type QueryKey, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type {
  AssetDetail,
  AssetSummary,
  PersonView,
  WindowClient,
  WindowEvent,
} from '../../shared/contract/index.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { AssetId, IdentityId, KeyframeId } from '../../shared/ids.ts';
import { type Environment, useEnvironment } from './environment.ts';

/** Names of what is kept of the engine's answers. */
export const keys = {
  library: ['library'],
  assets: ['assets'],
  detail: (assetId: AssetId | undefined) => ['detail', assetId],
  details: ['detail'],
  cutPictures: (assetId: AssetId, frame: number) => ['cut-pictures', assetId, frame],
  cast: ['cast'],
  faces: (identityId: IdentityId | null) => ['cast', 'faces', identityId],
  review: ['cast', 'review'],
  reviewCounts: ['cast', 'review', 'counts'],
  wardrobe: ['cast', 'wardrobe'],
  continuity: ['cast', 'continuity'],
  conflicts: ['cast', 'conflicts'],
  tags: ['tags'],
  notes: ['tags', 'notes'],
  seen: (assetId: AssetId | undefined) => ['detail', assetId, 'seen'],
  strictness: (strictness: number) => ['cast', 'strictness', strictness],
  grouping: ['grouping'],
  edits: ['edits'],
  search: ['search'],
  found: (query: string) => ['search', 'found', query],
  foundIn: (query: string, assetId: AssetId | undefined) => ['search', 'in', query, assetId],
  completions: (query: string, language: string) => ['search', 'complete', query, language],
  bins: ['search', 'bins'],
  history: ['edits', 'history'],
  sequence: ['assets', 'sequence'],
  cloud: ['cloud'],
  proxy: (assetId: AssetId) => ['proxy', assetId],
  workload: ['workload'],
  recents: ['recents'],
  settings: ['settings'],
  about: ['about'],
  preview: (assetId: AssetId) => ['preview', assetId],
  previews: ['preview'],
  /** Under the details: who is who in a picture changes with the cast. */
  elements: (keyframeId: KeyframeId | undefined) => ['detail', 'elements', keyframeId],
} as const;

/** How far a regrouping of everyone has come; null when none runs. */
export type Grouping = Pick<Extract<WindowEvent, { type: 'grouping' }>, 'done' | 'total'>;

/** Answers stay good until an event says otherwise: the engine is the only one who changes them. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, networkMode: 'always' },
    },
  });
}

/**
 * Waits until what is shown under these keys is as the engine has it after a command. Its event, which comes before the
 * command's answer, has begun to fetch them: that is waited for, and not asked a second time.
 */
export async function fetchedAnew(queries: QueryClient, ...queryKeys: readonly QueryKey[]): Promise<void> {
  await Promise.all(
    queryKeys.map((queryKey) => queries.invalidateQueries({ queryKey }, { cancelRefetch: false })),
  );
}

/**
 * Waits until what an event has marked as outdated under these keys is fetched; what is up to date is not asked for. For what
 * is worked out from what is on screen: after an undo that may still be what was there before.
 */
export async function upToDate(queries: QueryClient, ...queryKeys: readonly QueryKey[]): Promise<void> {
  await Promise.all(
    queryKeys.map((queryKey) =>
      queries.refetchQueries({ queryKey, exact: true, stale: true }, { cancelRefetch: false }),
    ),
  );
}

const useAnswer = <T>(queryKey: readonly unknown[], ask: (client: WindowClient) => Promise<T>) => {
  const { client } = useEnvironment();
  return useQuery({ queryKey, queryFn: () => ask(client) });
};

const libraryQuery = (client: WindowClient) => ({
  queryKey: keys.library,
  queryFn: () => client.library.current(),
});
const assetsQuery = (client: WindowClient) => ({
  queryKey: keys.assets,
  queryFn: () => client.assets.list(),
});

const castQuery = (client: WindowClient) => ({
  queryKey: keys.cast,
  queryFn: () => client.cast.list(),
});

export const useLibrary = () => useQuery(libraryQuery(useEnvironment().client));
export const useAssets = () => useQuery(assetsQuery(useEnvironment().client));
export const useCast = () => useQuery(castQuery(useEnvironment().client));
export const useReview = () => useAnswer(keys.review, (client) => client.review.next());

/** Counting reads the whole library: at a start the picture comes first. */
const countAfterMs = 1000;
export function useReviewCounts() {
  const { client } = useEnvironment();
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), countAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return useQuery({
    queryKey: keys.reviewCounts,
    enabled: isDue,
    queryFn: () => client.review.remaining(),
  });
}

export const useFaces = (identityId: IdentityId | undefined) => {
  const { client } = useEnvironment();
  return useQuery({
    queryKey: keys.faces(identityId ?? null),
    enabled: identityId !== undefined,
    queryFn: () => client.cast.faces({ identityId: identityId ?? null }),
  });
};
export const useWardrobe = () => useAnswer(keys.wardrobe, (client) => client.wardrobe.list({}));
export const useContinuity = () => useAnswer(keys.continuity, (client) => client.wardrobe.continuity({}));
export const useConflicts = () => useAnswer(keys.conflicts, (client) => client.cast.conflicts());
export const useTags = () => useAnswer(keys.tags, (client) => client.tags.list());
export const useNotes = () => useAnswer(keys.notes, (client) => client.notes.list());
export const useHistory = () => useAnswer(keys.history, (client) => client.edits.history({ most: 200 }));
export const useSequence = () => useAnswer(keys.sequence, (client) => client.timeline.sequence());
/** Objects and texts of a clip, as ranges. */
export function useSeen(assetId: AssetId | undefined) {
  const { client } = useEnvironment();
  return useQuery({
    queryKey: keys.seen(assetId),
    enabled: assetId !== undefined,
    queryFn: () => (assetId ? client.timeline.seen({ assetId }) : []),
  });
}
/** Told by events alone. */
export const useGrouping = () =>
  useQuery<Grouping | null>({ queryKey: keys.grouping, queryFn: () => null }).data;
export const useEdits = () => useAnswer(keys.edits, (client) => client.edits.state());
export const useWorkload = () => useAnswer(keys.workload, (client) => client.jobs.workload());
export const useSettings = () => useAnswer(keys.settings, (client) => client.settings.read());
export const useRecents = () => useAnswer(keys.recents, (client) => client.shell.recentLibraries());

const detailQuery = (client: WindowClient, assetId: AssetId | undefined) => ({
  queryKey: keys.detail(assetId),
  queryFn: async (): Promise<AssetDetail | null> => {
    if (!assetId) return null;
    return client.assets.detail({ assetId }).catch((thrown: unknown) => {
      if (thrown instanceof CastlineError && thrown.code === 'not-found') return null;
      throw thrown;
    });
  },
});

/** What is known of the selected clip; null while its analysis has not come so far. */
export function useDetail(assetId: AssetId | undefined) {
  const { client } = useEnvironment();
  return useQuery({ ...detailQuery(client, assetId), enabled: assetId !== undefined });
}

/**
 * Asks for what the desk shows first, before it is drawn: clips and cast, and all of the clip that was left, ahead of the rest.
 * Whatever fails here is asked for again by who shows it.
 *
 * @param leftAt the clip at which the library of a path was left
 */
export async function askFirst(
  { client, queries }: Pick<Environment, 'client' | 'queries'>,
  leftAt: (libraryPath: string) => AssetId | undefined,
): Promise<void> {
  const library = queries.fetchQuery(libraryQuery(client));
  const clipsAndCast = [queries.prefetchQuery(assetsQuery(client)), queries.prefetchQuery(castQuery(client))];
  const path = await library.then(
    (opened) => opened.path,
    () => undefined,
  );
  const assetId = path === undefined ? undefined : leftAt(path);
  if (assetId) await queries.prefetchQuery(detailQuery(client, assetId));
  await Promise.all(clipsAndCast);
}

/** The copy to play of a clip that Chromium cannot play itself; asking for it starts it, events tell how it goes on. */
export function useProxy(assetId: AssetId, isNeeded: boolean) {
  const { client } = useEnvironment();
  return useQuery({
    queryKey: keys.proxy(assetId),
    enabled: isNeeded,
    queryFn: () => client.assets.proxy({ assetId }),
  });
}

/** What was seen in a keyframe, with masks; what was known before stays on screen until the next is there. */
export function useElements(keyframeId: KeyframeId | undefined) {
  const { client } = useEnvironment();
  return useQuery({
    queryKey: keys.elements(keyframeId),
    enabled: keyframeId !== undefined,
    queryFn: () => (keyframeId ? client.assets.elements({ keyframeId }) : null),
    gcTime: 60_000,
  });
}

/** First pictures of a clip whose frames are not known yet. */
export const usePreview = (assetId: AssetId) =>
  useAnswer(keys.preview(assetId), (client) => client.assets.preview({ assetId }));

/** Orders the cast for a clip: those seen in it first, the one seen longest at the top; then the others. */
export function castOrder(
  people: readonly PersonView[],
  detail: Pick<AssetDetail, 'appearances'> | undefined,
): { readonly here: readonly PersonView[]; readonly elsewhere: readonly PersonView[] } {
  const frames = new Map<string, number>();
  for (const { identityId, startFrame, endFrame } of detail?.appearances ?? []) {
    frames.set(identityId, (frames.get(identityId) ?? 0) + endFrame - startFrame);
  }
  const byNumber = (a: PersonView, b: PersonView): number => a.number - b.number;
  return {
    here: people
      .filter((person) => frames.has(person.id))
      .toSorted((a, b) => (frames.get(b.id) ?? 0) - (frames.get(a.id) ?? 0) || byNumber(a, b)),
    elsewhere: people
      .filter((person) => !frames.has(person.id))
      .toSorted((a, b) => b.screenSeconds - a.screenSeconds || byNumber(a, b)),
  };
}

/** Whom the cast lists: who could not be sorted is no person yet. */
export const isInCast = ({ isHidden, isUnsorted }: PersonView): boolean => !isHidden && !isUnsorted;

/** How many people of the cast are in each clip. */
export function castSizes(people: readonly PersonView[]): ReadonlyMap<AssetId, number> {
  const sizes = new Map<AssetId, number>();
  for (const { appearances } of people.filter(isInCast)) {
    for (const assetId of new Set(appearances.map((one) => one.assetId))) {
      sizes.set(assetId, (sizes.get(assetId) ?? 0) + 1);
    }
  }
  return sizes;
}

/** The clip that is on the desk. */
export function selectedAsset(
  assets: readonly AssetSummary[] | undefined,
  assetId: AssetId | undefined,
): AssetSummary | undefined {
  return assets?.find((asset) => asset.id === assetId);
}
