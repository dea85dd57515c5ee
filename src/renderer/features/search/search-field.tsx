import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, useEffect, useRef } from 'react';
import type { QueryPart } from '../../../shared/contract/index.ts';
import { identityColour } from '../../../shared/palette.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useKeysOf } from '../../commands/bindings.ts';
import { commandById } from '../../commands/list.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { openSearch, stepFound } from './actions.ts';
import { Completions, useCompletion } from './completions.tsx';
import { useFound } from './queries.ts';
import { useSearch } from './search-store.ts';

export const resultsId = 'search-results';
export const hitId = (id: number): string => `search-hit-${id}`;

/** One line for everything; each part of it shows under the letters what it was taken for. */
export function SearchField(): ReactElement {
  const environment = useEnvironment();
  const input = useRef<HTMLInputElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const { query, chosen, focusCount, ask } = useSearch();
  const isOpen = useDesk((state) => state.side === 'search');
  const found = useFound();
  const parts = found.isPlaceholderData ? [] : (found.data?.pages[0]?.parts ?? []);
  const hits = found.data?.pages.flatMap((page) => page.hits) ?? [];
  useEffect(() => {
    if (focusCount === 0) return;
    input.current?.focus();
    input.current?.select();
  }, [focusCount]);
  const completion = useCompletion();
  const words = texts().search;
  return (
    <search className="search-field" data-keys="search">
      <Search size={14} aria-hidden />
      <div className="search-line">
        <div className="search-marks" ref={marks} aria-hidden>
          <Marks query={query} parts={parts} />
        </div>
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label={words.field}
          aria-expanded={isOpen && query !== ''}
          aria-controls={isOpen && hits.length > 0 ? resultsId : undefined}
          aria-activedescendant={isOpen && hits[chosen] ? hitId(hits[chosen].id) : undefined}
          aria-autocomplete="list"
          placeholder={words.placeholder}
          spellCheck={false}
          maxLength={500}
          value={query}
          onBlur={completion.close}
          onChange={(event) => {
            ask(event.target.value);
            completion.open();
            if (!isOpen) environment.desk.getState().openSide('search');
          }}
          onScroll={(event) => {
            if (marks.current) marks.current.scrollLeft = event.currentTarget.scrollLeft;
          }}
          onKeyDown={(event) => handleKey(event, () => input.current?.blur())}
        />
      </div>
      <Completions completion={completion} />
      {query === '' ? (
        <FieldKey />
      ) : (
        <button
          type="button"
          className="button quiet"
          aria-label={words.clear}
          onMouseDown={keepFocus}
          onClick={() => {
            ask('');
            openSearch(environment);
          }}
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </search>
  );

  function handleKey(event: KeyboardEvent, leave: () => void): void {
    if (completion.handleKey(event)) {
      event.preventDefault();
      return;
    }
    if (/^(Arrow(Up|Down)|Enter)$/.test(event.key)) completion.close();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      stepFound(environment, step);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen < 0) stepFound(environment, 1);
      leave();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (query !== '') ask('');
      else {
        environment.desk.getState().openSide('cast');
        leave();
      }
    }
  }
}

function FieldKey(): ReactElement | null {
  const [key] = useKeysOf(commandById('search'));
  return key === undefined ? null : <Key text={key} />;
}

function markStyle(part: QueryPart) {
  const colour =
    part.kind === 'person' && part.colour !== undefined ? identityColour(part.colour) : undefined;
  return colour ? { ['--part' as string]: colour } : {};
}

/** The query once more, with a ground under each part; the letters themselves are those of the field above it. */
function Marks({ query, parts }: { query: string; parts: readonly QueryPart[] }): ReactElement {
  const pieces: ReactElement[] = [];
  let at = 0;
  for (const part of parts) {
    if (part.from < at || part.to > query.length) continue;
    if (part.from > at) pieces.push(<span key={at}>{query.slice(at, part.from)}</span>);
    pieces.push(
      <mark
        key={`part ${part.from}`}
        data-kind={part.kind}
        className={`${part.isNegated ? 'negated' : ''} ${part.isUnclear ? 'unclear' : ''}`}
        style={markStyle(part)}
      >
        {query.slice(part.from, part.to)}
      </mark>,
    );
    at = part.to;
  }
  pieces.push(<span key="rest">{query.slice(at)}</span>);
  return <>{pieces}</>;
}
