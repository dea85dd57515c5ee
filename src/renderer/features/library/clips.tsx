import { useVirtualizer } from '@tanstack/react-virtual';
import { FileVideo, Film, Plus } from 'lucide-react';
import { Fragment, type ReactElement, useEffect, useMemo, useRef } from 'react';
import type { AssetSummary, JobView } from '../../../shared/contract/index.ts';
import { imageUrl } from '../../../shared/contract/media-urls.ts';
import { attempt, retryAsset } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { usePanels } from '../../app/panels.ts';
import { castSizes, useAssets, useCast, useWorkload } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { CommandButton, keepFocus } from '../../ui/button.tsx';
import { CommandContextMenu } from '../../ui/command-menu.tsx';
import { Menu, MenuCommand } from '../../ui/menu.tsx';
import { assetStateText, durationText, rowErrorText, rowName } from '../../ui/texts.ts';
import { Tip } from '../../ui/tip.tsx';
import { removeClips } from './actions.ts';

const rowHeightPx = 64;
/** Room for a button below the picture, and for what went wrong beside it. */
const stoppedRowHeightPx = 90;

/** What of a row's width is picture and margins, and how wide a letter of the name is, taken wide. */
const besideNamePx = 124;
const letterPx = 8.5;

const mayRetry = ({ state }: AssetSummary): boolean =>
  state === 'failed' || state === 'cancelled' || state === 'interrupted';

/** What is offered on a clip. */
const clipCommands = [
  ['review-cuts', 'review-people', 'search'],
  ['all-clips', 'export', 'export-again'],
  ['import-files', 'import-folder', 'find-footage'],
  ['remove-clip', 'remove-folder'],
] as const;

/** The footage of the library: what it is, how far it is, and what is wrong with it. */
export function Clips(): ReactElement {
  const assets = useAssets();
  const list = assets.data ?? [];
  return (
    <section className="panel clips" aria-label={texts().clips.heading}>
      <div className="panel-head">
        <h2>{texts().clips.heading}</h2>
        <span className="panel-count">{list.length > 0 ? list.length : ''}</span>
        <Menu
          align="end"
          trigger={
            <button
              type="button"
              className="button plain"
              aria-label={texts().clips.add}
              onMouseDown={keepFocus}
            >
              <Plus size={15} aria-hidden />
            </button>
          }
        >
          <MenuCommand id="import-files" />
          <MenuCommand id="import-folder" />
        </Menu>
      </div>
      {assets.isPending ? <ClipsLoading /> : null}
      {assets.isSuccess && list.length === 0 ? <p className="hint">{texts().clips.empty}</p> : null}
      <MissingFiles count={list.filter(({ online }) => !online).length} />
      {list.length > 0 ? <ClipList assets={list} /> : null}
    </section>
  );
}

/** Says that files are elsewhere, where they are missed, with the way to find them. */
function MissingFiles({ count }: { count: number }): ReactElement | null {
  if (count === 0) return null;
  return (
    <div className="clips-missing" role="status">
      <span>{texts().clips.missingCount(count)}</span>
      <CommandButton id="find-footage">{texts().trust.safety.find}</CommandButton>
    </div>
  );
}

function ClipsLoading(): ReactElement {
  return (
    <div className="clip-list" role="status" aria-label={texts().clips.loading}>
      {[0, 1, 2].map((row) => (
        <div key={row} className="clip loading" />
      ))}
    </div>
  );
}

function ClipList({ assets }: { assets: readonly AssetSummary[] }): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const assetId = useDesk((state) => state.assetId);
  const workload = useWorkload().data;
  const cast = useCast().data;
  const inCast = useMemo(() => cast && castSizes(cast), [cast]);
  const rows = useVirtualizer({
    count: assets.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const asset = assets[index];
      return asset && mayRetry(asset) ? stoppedRowHeightPx : rowHeightPx;
    },
    getItemKey: (index) => assets[index]?.id ?? index,
    overscan: 3,
  });
  const states = assets.map((asset) => asset.state).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a stopped row is taller, so a new state means new heights
  useEffect(() => rows.measure(), [rows, states]);
  const chosen = assets.findIndex(({ id }) => id === assetId);
  useEffect(() => {
    const { startIndex, endIndex } = rows.range ?? { startIndex: 0, endIndex: -1 };
    const isWhole = chosen > startIndex && chosen < endIndex;
    const isAtTop = chosen === 0 && (rows.scrollOffset ?? 0) === 0;
    if (chosen >= 0 && !isWhole && !isAtTop) rows.scrollToIndex(chosen, { align: 'auto' });
    // The list is one stop of Tab: the keyboard goes along with what is chosen.
    if (document.activeElement?.matches('.clip-main')) focusChosen();
  }, [rows, chosen]);
  const items = rows.getVirtualItems();
  const stop = items.some(({ index }) => index === chosen) ? chosen : items[0]?.index;
  return (
    <div className="clip-list" ref={scroller}>
      <ul style={{ height: rows.getTotalSize() }} aria-label={texts().clips.list}>
        {items.map((item) => {
          const asset = assets[item.index];
          if (!asset) return null;
          return (
            <li
              key={item.key}
              aria-setsize={assets.length}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${item.start}px)`, height: item.size }}
            >
              <ClipRow
                asset={asset}
                selected={asset.id === assetId}
                isStop={item.index === stop}
                inCast={inCast ? (inCast.get(asset.id) ?? 0) : asset.personCount}
                job={workload?.jobs.find((job) => job.assetId === asset.id && job.state === 'running')}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function ClipRow(props: {
  asset: AssetSummary;
  selected: boolean;
  /** Tab stops at one clip of the list, not at each. */
  isStop: boolean;
  /** How many people of the cast are in it. */
  inCast: number;
  job: JobView | undefined;
}): ReactElement {
  const { asset, selected } = props;
  const environment = useEnvironment();
  const selectAsset = useDesk((state) => state.selectAsset);
  const lettersPerLine = Math.floor((usePanels((panels) => panels.clips) - besideNamePx) / letterPx);
  const progress = props.job?.progress ?? asset.job?.progress;
  const state = assetStateText(asset, progress, props.inCast);
  return (
    <div className={`clip ${selected ? 'selected' : ''} ${asset.state} ${mayRetry(asset) ? 'stopped' : ''}`}>
      <CommandContextMenu
        groups={clipCommands}
        own={[
          ...(mayRetry(asset)
            ? [{ label: texts().clips.retry, run: () => attempt(retryAsset(environment, asset.id)) }]
            : []),
          {
            label: texts().viewer.showInFolder,
            run: () => attempt(environment.client.shell.showInFolder({ path: asset.path })),
          },
        ]}
        onOpen={() => selectAsset(asset.id)}
      >
        <button
          type="button"
          className="clip-main"
          tabIndex={props.isStop ? 0 : -1}
          aria-current={selected}
          onMouseDown={keepFocus}
          onClick={() => selectAsset(asset.id)}
          onKeyDown={(event) => {
            if ((event.key !== 'Delete' && event.key !== 'Backspace') || event.ctrlKey || event.metaKey)
              return;
            event.preventDefault();
            attempt(removeClips(environment, [asset.id]).then(focusChosen));
          }}
        >
          <Poster asset={asset} />
          <span className="clip-text">
            <b title={asset.path}>{breakable(rowName(asset.name, lettersPerLine))}</b>
            {asset.error && asset.shotCount === 0 ? null : (
              <small className={asset.online ? '' : 'clip-missing'}>
                {asset.online ? state : texts().clips.missing}
              </small>
            )}
            {asset.error ? (
              <small className="clip-error" title={asset.error.message}>
                {rowErrorText(asset, asset.error.message)}
              </small>
            ) : null}
          </span>
        </button>
      </CommandContextMenu>
      {mayRetry(asset) ? (
        <Tip label={asset.error?.nextStep ?? texts().clips.resumeHint}>
          <button
            type="button"
            className="button plain clip-retry"
            onMouseDown={keepFocus}
            onClick={() => attempt(retryAsset(environment, asset.id))}
          >
            {asset.state === 'failed' ? texts().clips.retry : texts().clips.resume}
          </button>
        </Tip>
      ) : null}
      {asset.state === 'analysing' && progress && progress.total > 0 ? (
        <progress
          className="clip-progress"
          aria-label={texts().clips.analysisOf(asset.name)}
          value={Math.min(progress.done, progress.total)}
          max={progress.total}
        />
      ) : null}
    </div>
  );
}

/** The keyboard goes on to the clip that stands next, so that the key can be pressed again. */
function focusChosen(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.clip.selected .clip-main')?.focus());
}

/** Lets a file name break between its pieces. */
function breakable(pieces: readonly string[]): ReactElement[] {
  return pieces.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other identity and never move
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}

function Poster({ asset }: { asset: AssetSummary }): ReactElement {
  return (
    <span className="poster" aria-hidden="true">
      {asset.poster ? (
        <img src={imageUrl(asset.poster)} alt="" draggable={false} />
      ) : asset.state === 'failed' ? (
        <FileVideo size={18} aria-hidden />
      ) : (
        <Film size={18} aria-hidden />
      )}
      {asset.durationSeconds === undefined ? null : (
        <span className="poster-length">{durationText(asset.durationSeconds)}</span>
      )}
    </span>
  );
}
