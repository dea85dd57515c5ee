import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { SearchHit, SearchResult } from '../../../shared/contract/index.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { type Environment, useEnvironment } from '../../app/environment.ts';
import { keys } from '../../app/queries.ts';
import { useSearch } from './search-store.ts';

/** Shots that are fetched at once; more follow when the list comes near its end. */
const pageSize = 100;
const mostInClip = 5000;

/** What the query in the field finds, page by page. What was found before stays until the next answer is there. */
export function useFound() {
  const { client } = useEnvironment();
  const query = useSearch((state) => state.query);
  return useInfiniteQuery({
    queryKey: keys.found(query),
    enabled: query.trim() !== '',
    placeholderData: keepPreviousData,
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      client.search.find({
        query,
        limit: pageSize,
        ...(pageParam === undefined ? {} : { after: pageParam }),
      }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** All shots that were fetched so far. */
export const hitsOf = (pages: readonly SearchResult[] | undefined): readonly SearchHit[] =>
  pages?.flatMap(({ hits }) => hits) ?? [];

/** The shots that are found now, for commands. */
export function foundNow({ queries }: Environment): readonly SearchHit[] {
  const { query } = useSearch.getState();
  return hitsOf(queries.getQueryData<{ pages: SearchResult[] }>(keys.found(query))?.pages);
}

/** Where the search finds something in the clip on the desk. */
export function useFoundInClip(assetId: AssetId | undefined) {
  const { client } = useEnvironment();
  const query = useSearch((state) => state.query);
  return useQuery({
    queryKey: keys.foundIn(query, assetId),
    enabled: query.trim() !== '' && assetId !== undefined,
    placeholderData: keepPreviousData,
    queryFn: async () =>
      assetId ? (await client.search.find({ query, assetId, limit: mostInClip })).hits : [],
  });
}

export function useBins() {
  const { client } = useEnvironment();
  return useQuery({ queryKey: keys.bins, queryFn: () => client.search.bins() });
}
