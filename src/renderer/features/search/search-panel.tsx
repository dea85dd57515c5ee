import { BookmarkPlus, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { SearchResult } from '../../../shared/contract/index.ts';
import { Splitter } from '../../app/splitter.tsx';
import { texts } from '../../texts/index.ts';
import { CommandButton } from '../../ui/button.tsx';
import { hitsOf, useFound } from './queries.ts';
import { Results } from './results.tsx';
import { useSearch } from './search-store.ts';

/** What the search finds, beside the picture that shows it. */
export function SearchPanel(): ReactElement {
  const query = useSearch((state) => state.query);
  const found = useFound();
  const [page] = found.data?.pages ?? [];
  // A field without a value asks for nothing yet.
  const isEmpty = query.trim() === '' || page?.parts.length === 0;
  const words = texts().search;
  return (
    <section className="panel cast search" aria-label={words.results} data-keys="search">
      <div className="panel-head">
        <h2>{words.results}</h2>
        <span className="panel-count" role="status">
          {isEmpty ? '' : page ? words.found(page.total, page.clips.length) : words.searching}
        </span>
        <CommandButton id="save-search" tone="quiet" disabled={isEmpty} label={words.save}>
          <BookmarkPlus size={15} aria-hidden />
        </CommandButton>
        <CommandButton id="close-search" tone="quiet">
          <X size={15} aria-hidden />
        </CommandButton>
      </div>
      {found.isError ? <p className="error-text hint">{found.error.message}</p> : null}
      {isEmpty ? <Examples /> : null}
      {!isEmpty && page ? <Unclear query={query} page={page} /> : null}
      {!isEmpty && page && page.total === 0 ? (
        <div className="cast-empty" role="status">
          <b>{words.nothing}</b>
          <p>{words.nothingHint}</p>
        </div>
      ) : null}
      {!isEmpty && page && page.total > 0 ? (
        <Results
          hits={hitsOf(found.data?.pages)}
          clips={page.clips}
          total={page.total}
          onNearEnd={() => {
            if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
          }}
        />
      ) : null}
      <Splitter panel="cast" />
    </section>
  );
}

function Unclear({ query, page }: { query: string; page: SearchResult }): ReactElement | null {
  const parts = page.parts.filter(({ isUnclear }) => isUnclear);
  if (parts.length === 0) return null;
  return (
    <p className="hint search-unclear" role="status">
      {parts.map(({ from, to }) => texts().search.unclear(query.slice(from, to))).join(' ')}
    </p>
  );
}

/** How to ask, by examples that can be taken. */
function Examples(): ReactElement {
  const { ask, focusField } = useSearch.getState();
  const { examples, exampleList } = texts().search;
  return (
    <div className="search-examples">
      <h3>{examples}</h3>
      <ul>
        {exampleList.map(([query, meaning]) => (
          <li key={query}>
            <button
              type="button"
              className="search-example"
              onClick={() => {
                ask(query);
                focusField();
              }}
            >
              <code>{query}</code>
              <span className="quiet-text">{meaning}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
