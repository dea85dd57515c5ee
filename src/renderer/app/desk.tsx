import { type ReactElement, useDeferredValue, useEffect, useRef } from 'react';
import type { AssetSummary } from '../../shared/contract/index.ts';
import { useShortcuts, useWindowEvents } from '../commands/use-commands.ts';
import { Sheets } from '../features/about/sheets.tsx';
import { Cast } from '../features/cast/cast.tsx';
import { CloudSheets } from '../features/cloud/sheets.tsx';
import { Palette } from '../features/commands/palette.tsx';
import { CutReview } from '../features/cuts/cut-review.tsx';
import { ExportDialog } from '../features/export/export-dialog.tsx';
import { ImportDialog } from '../features/export/import-dialog.tsx';
import { Inspector } from '../features/inspector/inspector.tsx';
import { Clips } from '../features/library/clips.tsx';
import { PackDialog } from '../features/pack/pack-dialog.tsx';
import { PeoplePicker } from '../features/person/people-picker.tsx';
import { PersonPanel } from '../features/person/person-panel.tsx';
import { ReviewPanel } from '../features/review/review-panel.tsx';
import { Bins } from '../features/search/bins.tsx';
import { SearchPanel } from '../features/search/search-panel.tsx';
import { Settings } from '../features/settings/settings.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';
import { FirstSteps } from '../features/tour/first-steps.tsx';
import { Transport } from '../features/viewer/transport.tsx';
import { Viewer } from '../features/viewer/viewer.tsx';
import { WardrobePanel } from '../features/wardrobe/wardrobe-panel.tsx';
import { DropZone } from '../features/welcome/drop-zone.tsx';
import { Welcome } from '../features/welcome/welcome.tsx';
import { texts } from '../texts/index.ts';
import { ContextMenuLayer } from '../ui/context-menu.tsx';
import { TipLayer } from '../ui/tip.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { chooseFirstAsset } from './actions.ts';
import { type SidePanel, useDesk } from './desk-store.ts';
import { useEnvironment } from './environment.ts';
import { Header } from './header.tsx';
import { panelStyle, usePanels } from './panels.ts';
import { goBack, keepPlace } from './place.ts';
import { selectedAsset, useAssets, useDetail, useLibrary } from './queries.ts';
import { Splitter } from './splitter.tsx';

/** Panels that lie beside the picture all the time. */
const usualWidth: ReadonlySet<SidePanel> = new Set(['cast', 'wardrobe', 'inspector']);

/** Room for pictures side by side that can be judged. */
const judgingWidth = { ['--cast' as string]: 'clamp(360px, 34vw, 720px)' };

/** The one window: clips left, picture in the middle, people right, time below. */
export function Desk(): ReactElement {
  useShortcuts();
  useWindowEvents();
  const assets = useAssets();
  const assetId = useDesk((state) => state.assetId);
  const panels = usePanels();
  const side = useDesk((state) => state.side);
  usePlace(assets.data);
  usePlayingNote();
  const asset = selectedAsset(assets.data, assetId);
  const detail = useDetail(asset?.id).data ?? undefined;
  // What opens over the desk can wait until the desk is there.
  const overDesk = useDeferredValue(true, false);
  return (
    <div className="desk" style={{ ...panelStyle(panels), ...(usualWidth.has(side) ? {} : judgingWidth) }}>
      <Header />
      <aside className="left-side" aria-label={texts().desk.left}>
        <Clips />
        <FirstSteps detail={detail} />
        <Bins />
        <Splitter panel="clips" />
      </aside>
      <main className="panel viewer" aria-label={texts().desk.viewer}>
        {assets.isError ? <Broken message={assets.error.message} /> : null}
        {assets.isPending ? <div className="stage" /> : null}
        {assets.isSuccess && !asset ? <Welcome /> : null}
        {asset ? <Viewer asset={asset} detail={detail} /> : null}
        <Transport detail={detail} />
      </main>
      {side === 'cast' ? <Cast asset={asset} detail={detail} /> : null}
      {side === 'wardrobe' ? <WardrobePanel detail={detail} /> : null}
      {side === 'cuts' ? <CutReview detail={detail} /> : null}
      {side === 'review' ? <ReviewPanel /> : null}
      {side === 'person' ? <PersonPanel /> : null}
      {side === 'search' ? <SearchPanel /> : null}
      {side === 'inspector' ? <Inspector detail={detail} /> : null}
      <Timeline asset={asset} detail={detail} />
      {overDesk ? <OverDesk /> : null}
      <Toasts />
      <ContextMenuLayer />
      <TipLayer />
    </div>
  );
}

/** All that opens over the desk: each shows itself when it is asked for. */
function OverDesk(): ReactElement {
  return (
    <>
      <DropZone />
      <Sheets />
      <Settings />
      <CloudSheets />
      <Palette />
      <ExportDialog />
      <ImportDialog />
      <PackDialog />
      <PeoplePicker />
    </>
  );
}

/** Opens a library where it was left, or at its first clip. */
function usePlace(assets: readonly AssetSummary[] | undefined): void {
  const environment = useEnvironment();
  const libraryPath = useLibrary().data?.path;
  useEffect(
    () => (libraryPath === undefined ? undefined : keepPlace(useDesk, localStorage, libraryPath)),
    [libraryPath],
  );
  useEffect(() => {
    if (!assets || libraryPath === undefined) return;
    const isFresh = environment.desk.getState().assetId === undefined;
    if (isFresh && goBack(environment.desk, localStorage, libraryPath, assets)) return;
    chooseFirstAsset(environment, assets);
  }, [environment, assets, libraryPath]);
}

/** Tells the engine when a clip plays, so that its work makes way for smooth pictures. */
function usePlayingNote(): void {
  const { client } = useEnvironment();
  const playing = useDesk((state) => state.speed !== 0);
  const told = useRef(false);
  useEffect(() => {
    if (told.current === playing) return;
    told.current = playing;
    // Playing goes on even where nobody takes note.
    client.jobs.notePlaying({ playing }).catch(() => undefined);
  }, [client, playing]);
}

/** The engine does not answer: said where the picture would be, with a way on. */
function Broken({ message }: { message: string }): ReactElement {
  const { queries } = useEnvironment();
  return (
    <div className="stage preparing" role="alert">
      <div className="stage-note">
        <b>{texts().desk.broken}</b>
        <span>{message}</span>
        <button type="button" className="button plain" onClick={() => void queries.invalidateQueries()}>
          {texts().desk.again}
        </button>
      </div>
    </div>
  );
}
