import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactElement, useState } from 'react';
import type { QueryPart } from '../../../shared/contract/index.ts';
import { identityColour } from '../../../shared/palette.ts';
import { type Environment, useEnvironment } from '../../app/environment.ts';
import { keys } from '../../app/queries.ts';
import { texts, useLanguage } from '../../texts/index.ts';
import { Key } from '../../ui/key.tsx';
import { useSearch } from './search-store.ts';
import { completed, type Unfinished, unfinishedOf } from './unfinished.ts';

interface Suggestion {
  readonly from: number;
  readonly text: string;
  readonly kind: QueryPart['kind'];
  readonly colour?: number | undefined;
}

async function suggest(
  { client }: Environment,
  unfinished: readonly Unfinished[],
  language: 'en' | 'de',
): Promise<Suggestion[]> {
  const answers = await Promise.all(
    unfinished.map(async ({ from, text }) =>
      (await client.search.complete({ text: text.slice(0, 100), language })).map((one) => ({ ...one, from })),
    ),
  );
  const all = answers.flat();
  const isNew = (one: Suggestion, at: number): boolean =>
    all.findIndex(({ text }) => text === one.text) === at;
  const isTyped = ({ from, text }: Suggestion): boolean =>
    unfinished.some((one) => one.from === from && one.text.toLowerCase() === text.toLowerCase());
  return all.filter((one, at) => isNew(one, at) && !isTyped(one)).slice(0, 8);
}

const none: readonly Suggestion[] = [];

/** What the words that are being typed may become, and the keys that choose of it. */
export interface Completion {
  readonly shown: readonly Suggestion[];
  /** The one that Tab takes. */
  readonly marked: number;
  open(): void;
  close(): void;
  take(suggestion: Suggestion): void;
  /** True where the key was for the suggestions. */
  handleKey(event: KeyboardEvent): boolean;
}

/** Suggestions come with typing, and go when one was taken, with Escape, and when the found shots are gone through. */
export function useCompletion(): Completion {
  const environment = useEnvironment();
  const language = useLanguage((state) => state.language);
  const { query, ask } = useSearch();
  const [isOpen, setOpen] = useState(false);
  const [marked, mark] = useState(0);
  const unfinished = unfinishedOf(query);
  const answer = useQuery({
    queryKey: keys.completions(query, language),
    enabled: isOpen && unfinished.length > 0,
    queryFn: () => suggest(environment, unfinished, language),
    gcTime: 10_000,
  });
  const shown = isOpen ? (answer.data ?? none) : none;
  const take = ({ from, text, kind }: Suggestion): void => {
    ask(completed(query, from, text, kind === 'tag'));
    setOpen(false);
  };
  const handleKey = (event: KeyboardEvent): boolean => {
    const chosen = shown[marked];
    if (!chosen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.altKey && step !== undefined) mark((marked + step + shown.length) % shown.length);
    else if (event.key === 'Tab' && !event.shiftKey) take(chosen);
    else if (event.key === 'Escape') setOpen(false);
    else return false;
    return true;
  };
  return {
    shown,
    marked,
    take,
    handleKey,
    open: () => {
      mark(0);
      setOpen(true);
    },
    close: () => setOpen(false),
  };
}

/** The suggestions below the field. */
export function Completions({ completion }: { completion: Completion }): ReactElement {
  const { shown, marked, take } = completion;
  const words = texts().search;
  const chosen = shown[marked];
  return (
    <>
      <span className="visually-hidden" role="status">
        {chosen ? words.completeTo(chosen.text) : ''}
      </span>
      {shown.length > 0 ? (
        <ul className="menu completions" aria-label={words.completions}>
          {shown.map((one, index) => (
            <li key={one.text}>
              <button
                type="button"
                tabIndex={-1}
                className="menu-item"
                data-highlighted={index === marked ? '' : undefined}
                // The field keeps the keyboard.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(one)}
              >
                <span>
                  <i
                    className="completion-kind"
                    data-kind={one.kind}
                    style={one.colour === undefined ? {} : { background: identityColour(one.colour) }}
                    aria-hidden
                  />
                  {one.text}
                </span>
                {index === marked ? <Key text="Tab" /> : <small>{words.kinds[one.kind]}</small>}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
