import { type CloudTransport, noCloud } from '../shared/cloud.ts';
import type { EngineClient, EngineEvent, LibrarySettings, LibraryView } from '../shared/contract/index.ts';
import type { EditLabel } from '../shared/edit-label.ts';
import { toCastlineError } from '../shared/errors.ts';
import type { AssetId, JobId } from '../shared/ids.ts';
import type { RecognitionMode } from '../shared/recognition.ts';
import { CastWork } from './cast-work.ts';
import { ClipRemoval } from './clip-removal.ts';
import { CloudDesk } from './cloud-desk.ts';
import { DailyBackup } from './daily-backup.ts';
import { type Decision, editOf } from './decisions/index.ts';
import { applyEdit } from './edits.ts';
import { JobQueue } from './jobs/index.ts';
import { type Edit, Library } from './library/index.ts';
import { fingerprintFile, type MediaTools } from './media/index.ts';
import {
  type AnalysisCounters,
  analyseAsset,
  collectMediaFiles,
  cutsAskForAnalysis,
  FramePictures,
  previewAsset,
} from './pipeline/index.ts';
import type { ModalRecogniser, Recogniser } from './recognition/index.ts';
import type { KeyframeOptions } from './shots/index.ts';
import { removeHalfWritten } from './writings.ts';

/** What an open library works with. */
export interface SessionTools {
  readonly clock: () => Date;
  readonly findMedia: () => Promise<MediaTools>;
  readonly recognisers: ModalRecogniser;
  /** What is asked of pictures on this machine where the library does not say. */
  readonly automaticMode: () => RecognitionMode;
  /** Entry of the worker thread that regroups people. */
  readonly groupingWorker: URL | undefined;
  /** The way to the cloud recogniser; nothing can be sent without. */
  readonly cloud?: CloudTransport;
  /** Longest side of a keyframe picture. */
  readonly maxKeyframeSidePx: number;
  /** Clips that are analysed side by side, at least 1. */
  readonly parallelJobs: number;
  /** True for a program with a window: pictures at once for new clips, and unfinished work taken up at the start. */
  readonly hasDesk: boolean;
  readonly onEvent: (event: EngineEvent) => void;
}

type ImportResult = Awaited<ReturnType<EngineClient['assets']['import']>>;
type EditState = Awaited<ReturnType<EngineClient['edits']['state']>>;

/** A library while it is open: its queue, and what goes on beside it. */
export class LibrarySession {
  readonly library: Library;
  readonly queue: JobQueue;
  /** Single frames for the review of cuts. */
  readonly pictures: FramePictures;
  /** Drawing and grouping. */
  readonly cast: CastWork;
  readonly removal: ClipRemoval;
  /** The cloud recogniser. */
  readonly cloud: CloudDesk;
  readonly backups: DailyBackup;
  private readonly tools: SessionTools;
  /** Clips whose cuts were changed since their analysis last began. */
  private readonly recut = new Set<AssetId>();
  private readonly counters = new Map<AssetId, AnalysisCounters>();
  /** Previews are fetched one after the other; this is the last of the row. */
  private previews: Promise<void> = Promise.resolve();
  private readonly closing = new AbortController();

  /** @throws CastlineError as opening a library does. */
  constructor(path: string, options: { create: boolean }, tools: SessionTools) {
    this.tools = tools;
    this.library = new Library(path, { ...options, now: tools.clock() });
    if (!this.library.isReadOnly) removeHalfWritten(this.library);
    this.backups = new DailyBackup(this.library, tools.clock);
    this.cast = new CastWork(this, tools);
    this.removal = new ClipRemoval(this, tools);
    this.cloud = new CloudDesk({
      library: this.library,
      transport: tools.cloud ?? noCloud,
      findMedia: tools.findMedia,
      clock: tools.clock,
      signal: this.signal,
      onChange: () => tools.onEvent({ type: 'changed', areas: ['cloud'] }),
    });
    this.pictures = new FramePictures(this.library, tools.findMedia);
    this.queue = new JobQueue({
      library: this.library,
      clock: tools.clock,
      parallel: tools.parallelJobs,
      handler: async (assetId, control) => {
        const analysis = { ...this.analysisTools(), media: await tools.findMedia(), clock: tools.clock };
        do {
          this.recut.delete(assetId);
          this.counters.set(assetId, await analyseAsset(analysis, assetId, control));
        } while (this.recut.has(assetId));
      },
      onWorkload: (workload) => tools.onEvent({ type: 'workload', workload }),
      onEnded: (assetId, error) => {
        if (error) this.library.assets.setError(assetId, error);
        if (!this.library.settings.read().keepsEmbeddings) this.forgetEmbeddings();
        tools.onEvent({ type: 'changed', areas: ['assets', 'library', 'cast'] });
      },
    });
    if (!tools.hasDesk || this.library.isReadOnly) return;
    this.queue.resumeInterrupted();
    this.cloud.start();
    this.backups.keepDaily();
    // What an error or the end of the program kept from being erased.
    if (!this.library.settings.read().keepsEmbeddings) this.forgetEmbeddings();
  }

  /** Aborted when the session is closed. */
  get signal(): AbortSignal {
    return this.closing.signal;
  }

  get view(): LibraryView {
    const lost = this.library.lossReport;
    return {
      name: this.library.name,
      path: this.library.path,
      assetCount: this.library.assets.list().length,
      personCount: this.library.people.count(),
      isReadOnly: this.library.isReadOnly,
      found: {
        endedUncleanly: this.library.endedUncleanly,
        ...(lost ? { lost } : {}),
        unfinishedClips: this.queue.interruptedBefore,
      },
    };
  }

  now(): string {
    return this.tools.clock().toISOString();
  }

  /** What the analysis of an asset did since the library was opened; undefined when none has run. */
  countersOf(assetId: AssetId): AnalysisCounters | undefined {
    return this.counters.get(assetId);
  }

  /** The recogniser in the mode of the library. */
  get recogniser(): Recogniser {
    const { settings } = this.library;
    return this.tools.recognisers.of(
      settings.recognitionMode(this.tools.automaticMode),
      settings.read().embedder,
    );
  }

  private analysisTools(): { library: Library; recogniser: Recogniser; keyframes: KeyframeOptions } {
    const perMinute = this.library.settings.read().keyframesPerMinute;
    const keyframes = { perMinute, maxSidePx: this.tools.maxKeyframeSidePx };
    return { library: this.library, recogniser: this.recogniser, keyframes };
  }

  /** Adds files and folders and queues their analysis. What cannot be read is refused and the rest goes on. */
  async import(paths: readonly string[], leavesRemoved = false): Promise<ImportResult> {
    this.library.requireWriter();
    const { files, refused } = await collectMediaFiles(paths);
    const result: ImportResult = { added: [], known: [], refused: [...refused] };
    for (const path of files) {
      try {
        const { id, isNew } = this.library.assets.add(path, await fingerprintFile(path), this.now());
        const isBack = !leavesRemoved && this.removal.bringBack(id);
        (isNew || isBack ? result.added : result.known).push(id);
        if (!this.library.assets.isRemoved(id)) this.queue.add(id);
      } catch (thrown) {
        result.refused.push({ path, error: toCastlineError(thrown).report() });
      }
    }
    this.tools.onEvent({ type: 'changed', areas: ['assets', 'library'] });
    if (this.tools.hasDesk) this.preview(result.added);
    return result;
  }

  /** Fetches first pictures of clips that were just added, beside the analysis. A clip without one shows its error there. */
  private preview(assetIds: readonly AssetId[]): void {
    const { library, signal } = this;
    const next = async (): Promise<void> => {
      const tools = { library, media: await this.tools.findMedia(), clock: this.tools.clock };
      for (const assetId of assetIds) {
        const onPicture = () => this.tools.onEvent({ type: 'changed', areas: ['assets'], assetId });
        if (signal.aborted) return;
        await previewAsset(tools, assetId, onPicture, signal).catch(() => undefined);
      }
    };
    this.previews = this.previews.then(next).catch(() => undefined);
  }

  /** @throws CastlineError not-found */
  analyseAgain(assetId: AssetId): { jobId: JobId } {
    this.library.assets.get(assetId);
    return { jobId: this.queue.add(assetId) };
  }

  /** @throws CastlineError nothing-to-undo, nothing-to-redo */
  step(direction: 'undo' | 'redo'): EditState {
    const edit = this.library.edits.step(direction, (one) => applyEdit(this.library, one));
    if (edit.kind === 'decide-cuts') this.noteCuts(edit.assetId);
    else if (edit.kind === 'remove-clips') this.removal.follow(edit);
    else this.noteDecision(edit);
    if (edit.kind === 'decide') this.cast.followDrawings(edit);
    return this.library.edits.labels();
  }

  /** Steps through the history until an edit is the last that is made. @throws CastlineError not-found */
  goTo(id: number | null): EditState {
    for (let way = this.library.edits.wayTo(id); way; way = this.library.edits.wayTo(id)) this.step(way);
    return this.library.edits.labels();
  }

  /** Another strictness groups everyone anew, beside all other work; without embeddings in the library none are left. */
  setSettings(settings: LibrarySettings): void {
    const before = this.library.settings.read();
    this.library.settings.write(settings);
    if (!settings.keepsEmbeddings) this.forgetEmbeddings();
    else if (settings.strictness !== before.strictness) void this.cast.regroup().catch(() => undefined);
    const isOther =
      settings.recognitionMode !== before.recognitionMode || settings.embedder !== before.embedder;
    if (isOther) this.analyseKnownAgain();
    if (settings.bridgeSeconds !== before.bridgeSeconds) {
      this.tools.onEvent({ type: 'changed', areas: ['assets', 'cast'] });
    }
  }

  /** Another mode sees more or less in every picture: clips that were through are looked at again, all of them. */
  private analyseKnownAgain(): void {
    for (const assetId of this.library.assets.withStep('people')) this.queue.add(assetId);
  }

  /** Once no clip waits for grouping any more. Where that fails it is tried again after the next analysis, and at the next start. */
  private forgetEmbeddings(): void {
    const erase = (): void => {
      if (!this.signal.aborted) this.library.privacy.eraseAll();
    };
    void this.queue
      .whenIdle()
      .then(erase)
      .catch(() => undefined);
  }

  /** Tags and notes change nothing in who is seen where: what shows people need not be read again. */
  private noteDecision(edit: Edit | undefined): void {
    const isAside = ({ table }: { table: string }): boolean => table === 'tag' || table === 'note';
    const changes = edit?.kind === 'decide' ? edit.changes : undefined;
    const areas: ('cast' | 'tags' | 'edits')[] = ['edits'];
    if (!changes?.every(isAside)) areas.unshift('cast');
    if (!changes || changes.some(isAside)) areas.push('tags');
    this.tools.onEvent({ type: 'changed', areas });
  }

  /** Carries a decision out as one step to undo. Gives what `prepare` gave. */
  decide<Made extends Decision>(prepare: (library: Library) => Made): Made {
    let done: Edit | undefined;
    const made = this.library.transaction(() => {
      const decision = prepare(this.library);
      const edit = editOf(this.library, decision);
      if (edit) {
        applyEdit(this.library, edit.forward);
        this.library.edits.add(edit.forward, edit.inverse, decision.label, this.now());
      }
      done = edit?.forward;
      return decision;
    });
    this.noteDecision(done);
    return made;
  }

  /** Several decisions as one step to undo, each made in the light of those before it. Gives how many changed something. */
  decideAll(label: EditLabel, prepare: readonly ((library: Library) => Decision)[]): number {
    let done: Edit | undefined;
    const made = this.library.transaction(() => {
      const edits = prepare.flatMap((one) => {
        const edit = editOf(this.library, one(this.library));
        if (edit) applyEdit(this.library, edit.forward);
        return edit ?? [];
      });
      if (edits.length > 0) {
        const forward = edits.flatMap((edit) => edit.forward.changes);
        const inverse = edits.toReversed().flatMap((edit) => edit.inverse.changes);
        done = { kind: 'decide', changes: forward };
        this.library.edits.add(done, { kind: 'decide', changes: inverse }, label, this.now());
      }
      return edits.length;
    });
    this.noteDecision(done);
    return made;
  }

  /** True where what is known of an analysed clip is not what it would be now. */
  isOutdated(assetId: AssetId): boolean {
    return cutsAskForAnalysis(this.analysisTools(), assetId);
  }

  /** A shot that a new cut made needs a picture, and people are grouped by shot: the analysis takes it up where need be. */
  noteCuts(assetId: AssetId): void {
    this.recut.add(assetId);
    if (this.isOutdated(assetId)) this.queue.add(assetId);
    this.tools.onEvent({ type: 'changed', areas: ['assets', 'cast', 'edits'], assetId });
  }

  /** Stops the work where it is and closes the library. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.previews;
    await Promise.all([this.queue.close(), this.cloud.close(), this.backups.close()]);
    this.library.close();
  }
}
