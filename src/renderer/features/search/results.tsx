import { useVirtualizer } from '@tanstack/react-virtual';
import { Film } from 'lucide-react';
import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import type { SearchHit, SearchResult } from '../../../shared/contract/index.ts';
import { imageUrl } from '../../../shared/contract/media-urls.ts';
import { attempt, dragPicture } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useAssets } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { CommandContextMenu } from '../../ui/command-menu.tsx';
import { durationText, shortName } from '../../ui/texts.ts';
import { showHit } from './actions.ts';
import { hitId, resultsId } from './search-field.tsx';
import { useSearch } from './search-store.ts';

/** Narrower tiles would not show who is on them. */
const leastTilePx = 132;
const headingPx = 30;
const captionPx = 24;

type Row =
  | { readonly kind: 'clip'; readonly assetId: SearchHit['assetId']; readonly count: number }
  | { readonly kind: 'tiles'; readonly hits: readonly { readonly hit: SearchHit; readonly index: number }[] };

/** Rows of tiles, each clip under its name. */
function rowsOf(hits: readonly SearchHit[], clips: SearchResult['clips'], columns: number): Row[] {
  const counts = new Map(clips.map(({ assetId, count }) => [assetId, count]));
  const byClip = Map.groupBy(
    hits.map((hit, index) => ({ hit, index })),
    ({ hit }) => hit.assetId,
  );
  return [...byClip].flatMap(([assetId, own]): Row[] => [
    { kind: 'clip', assetId, count: counts.get(assetId) ?? own.length },
    ...Array.from({ length: Math.ceil(own.length / columns) }, (_, row) => ({
      kind: 'tiles' as const,
      hits: own.slice(row * columns, (row + 1) * columns),
    })),
  ]);
}

/** Found shots as pictures, as many as fit beside each other; only those in view are there. */
export function Results(props: {
  hits: readonly SearchHit[];
  clips: SearchResult['clips'];
  total: number;
  onNearEnd: () => void;
}): ReactElement {
  const { hits, clips, total, onNearEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const columns = Math.max(1, Math.floor((width - 8) / leastTilePx));
  const tilePx = (width - 16 - (columns - 1) * 6) / columns;
  const rows = useMemo(() => rowsOf(hits, clips, columns), [hits, clips, columns]);
  const names = new Map((useAssets().data ?? []).map(({ id, name }) => [id, name]));
  const chosen = useSearch((state) => state.chosen);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) =>
      rows[index]?.kind === 'clip' ? headingPx : Math.round((tilePx * 9) / 16) + captionPx + 6,
    overscan: 3,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows have other heights
  useEffect(() => list.measure(), [list, rows, tilePx]);
  useEffect(() => {
    const row = rows.findIndex(
      (one) => one.kind === 'tiles' && one.hits.some(({ index }) => index === chosen),
    );
    if (row >= 0) list.scrollToIndex(row, { align: 'auto' });
  }, [list, rows, chosen]);
  const items = list.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) > rows.length - 6;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  });
  return (
    <div className="search-results" ref={scroller}>
      <div
        id={resultsId}
        role="listbox"
        aria-label={texts().search.resultsList}
        style={{ height: list.getTotalSize() }}
      >
        {items.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div
              key={item.key}
              role="presentation"
              className={row.kind === 'clip' ? 'search-clip' : 'search-row'}
              style={{
                transform: `translateY(${item.start}px)`,
                height: item.size,
                ['--tile' as string]: `${tilePx}px`,
              }}
            >
              {row.kind === 'clip' ? (
                <>
                  <b title={names.get(row.assetId)}>{shortName(names.get(row.assetId) ?? '', 40)}</b>
                  <span className="quiet-text numbers">{row.count}</span>
                </>
              ) : (
                row.hits.map(({ hit, index }) => (
                  <Tile
                    key={hit.id}
                    hit={hit}
                    clip={names.get(hit.assetId) ?? ''}
                    index={index}
                    total={total}
                    isChosen={index === chosen}
                  />
                ))
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** What is offered on a found shot. */
const hitCommands = [
  ['tag-range', 'marker', 'export-still'],
  ['next-found', 'previous-found', 'save-search'],
] as const;

function Tile(props: {
  hit: SearchHit;
  clip: string;
  index: number;
  total: number;
  isChosen: boolean;
}): ReactElement {
  const { hit, index } = props;
  const environment = useEnvironment();
  const length = durationText(hit.seconds);
  const words = texts().search;
  const choose = (): void => {
    useSearch.getState().choose(index);
    showHit(environment, hit);
  };
  return (
    <CommandContextMenu groups={hitCommands} onOpen={choose}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keyboard: arrows go through the list */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: options are pointed at by the field's aria-activedescendant */}
      <div
        id={hitId(hit.id)}
        role="option"
        className="search-tile"
        aria-selected={props.isChosen}
        aria-setsize={props.total}
        aria-posinset={index + 1}
        aria-label={words.hit(props.clip, hit.shot + 1, length)}
        draggable={hit.image !== null}
        onDragStart={(event) => {
          event.preventDefault();
          if (hit.image)
            attempt(dragPicture(environment, hit.image, words.hit(props.clip, hit.shot + 1, length)));
        }}
        onClick={choose}
      >
        <span className="search-picture">
          {hit.image ? (
            <img src={imageUrl(hit.image)} alt="" draggable={false} loading="lazy" />
          ) : (
            <Film size={18} />
          )}
          <Where hit={hit} />
        </span>
        <span className="search-caption">
          <span>{words.shot(hit.shot + 1)}</span> <span className="quiet-text numbers">{length}</span>
        </span>
      </div>
    </CommandContextMenu>
  );
}

/** Where in the shot it is: a line along the picture's lower edge. */
function Where({ hit }: { hit: SearchHit }): ReactElement | null {
  const frames = hit.endFrame - hit.firstFrame;
  if (frames <= 0) return null;
  const share = (from: number): string => `${(100 * from) / frames}%`;
  return (
    <span className="search-where" aria-hidden>
      {hit.ranges.map(({ startFrame, endFrame }) => (
        <i
          key={startFrame}
          style={{ left: share(startFrame - hit.firstFrame), width: share(endFrame - startFrame) }}
        />
      ))}
    </span>
  );
}

function useWidth(of: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(300);
  useEffect(() => {
    const element = of.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [of]);
  return width;
}
