import type { EngineClient, EngineEvent, LibraryView, ProxyView } from '../shared/contract/index.ts';
import { CastlineError, toCastlineError } from '../shared/errors.ts';
import type { AssetId, JobId } from '../shared/ids.ts';
import { cutCalls, cutsChanged } from './cut-calls.ts';
import { applyEdit, renamePerson } from './edits.ts';
import { manifestText, writeAtomically } from './export/index.ts';
import { JobQueue } from './jobs/index.ts';
import { Library, sqliteVersion } from './library/index.ts';
import { fingerprintFile, type MediaTools, makeProxy } from './media/index.ts';
import {
  type AnalysisCounters,
  analyseAsset,
  collectMediaFiles,
  cutsAskForAnalysis,
  FramePictures,
  previewAsset,
} from './pipeline/index.ts';
import { ProxyMaker, ProxyShelf } from './proxies/index.ts';
import type { Recogniser } from './recognition/index.ts';
import { type KeyframeOptions, shotDetector } from './shots/index.ts';
import { systemFacts } from './system.ts';
import {
  assetDetail,
  framesOf,
  listAssets,
  listPeople,
  manifestOf,
  personById,
  previewOf,
} from './views/index.ts';

/** All that the engine takes from outside: nothing in it reaches for a global of its own. */
export interface EngineOptions {
  readonly libraryPath: string;
  /** Make the library when there is none at the path. */
  readonly createLibrary: boolean;
  readonly clock: () => Date;
  /** Castline's own version, for the manifest. */
  readonly version: string;
  /** Called once, when media is first touched. */
  readonly findMedia: () => Promise<MediaTools>;
  readonly recogniser: Recogniser;
  readonly modelsDir: string;
  /** Longest side of a keyframe picture. */
  readonly maxKeyframeSidePx: number;
  /** Clips that are analysed side by side, at least 1. */
  readonly parallelJobs: number;
  /** For a program with a window: pictures at once for new clips, proxies, and unfinished work taken up at the start. */
  readonly desk?: { readonly proxyFolder: string; readonly maxProxyBytes: number };
  readonly onEvent: (event: EngineEvent) => void;
}

type ImportResult = Awaited<ReturnType<EngineClient['assets']['import']>>;

/** What the app, the CLI and the tests drive: one library, its queue, and the calls of the contract. */
export class Engine {
  readonly calls: EngineClient;
  private readonly options: EngineOptions;
  private media: Promise<MediaTools> | undefined;
  private library: Library;
  private queue: JobQueue;
  private pictures: FramePictures;
  /** Clips whose cuts were changed since their analysis last began. */
  private readonly recut = new Set<AssetId>();
  private readonly counters = new Map<AssetId, AnalysisCounters>();
  private readonly proxies: ProxyMaker | undefined;
  /** Previews are fetched one after the other; this is the last of the row. */
  private previews: Promise<void> = Promise.resolve();
  private readonly closing = new AbortController();

  /** @throws CastlineError as opening a library does. */
  constructor(options: EngineOptions) {
    this.options = options;
    this.library = new Library(options.libraryPath, { create: options.createLibrary });
    this.queue = this.queueFor(this.library);
    this.pictures = new FramePictures(this.library, () => this.findMedia());
    this.proxies = this.proxiesFor(options);
    this.calls = this.implement();
    if (options.desk) this.queue.resumeInterrupted();
  }

  /** What the analysis of an asset did since the engine was made; undefined when none has run. */
  countersOf(assetId: AssetId): AnalysisCounters | undefined {
    return this.counters.get(assetId);
  }

  /** Resolves when no job waits or runs. */
  whenIdle(): Promise<void> {
    return this.queue.whenIdle();
  }

  /** Where a picture, an asset or its proxy lies on disk; undefined for what this library does not have. */
  async locate(kind: 'asset' | 'image' | 'proxy', id: string): Promise<string | undefined> {
    if (kind === 'image') return this.library.images.has(id) ? this.library.images.pathOf(id) : undefined;
    const path = this.library.assets.pathOf(id);
    if (kind === 'asset' || path === undefined) return path;
    return this.proxies?.find(this.library.assets.get(id as AssetId).fingerprint);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([this.previews, this.proxies?.close()]);
    await this.queue.close();
    await this.options.recogniser.close();
    this.library.close();
  }

  private now(): string {
    return this.options.clock().toISOString();
  }

  private findMedia(): Promise<MediaTools> {
    this.media ??= this.options.findMedia();
    // A search that failed is made again next time: ffmpeg may have been installed meanwhile.
    this.media.catch(() => {
      this.media = undefined;
    });
    return this.media;
  }

  private queueFor(library: Library): JobQueue {
    return new JobQueue({
      library,
      clock: this.options.clock,
      parallel: this.options.parallelJobs,
      handler: async (assetId, control) => {
        const { recogniser, clock } = this.options;
        const keyframes = this.keyframes(library);
        const tools = { library, media: await this.findMedia(), recogniser, clock, keyframes };
        do {
          this.recut.delete(assetId);
          this.counters.set(assetId, await analyseAsset(tools, assetId, control));
        } while (this.recut.has(assetId));
      },
      onWorkload: (workload) => this.options.onEvent({ type: 'workload', workload }),
      onEnded: (assetId, error) => {
        if (error) library.assets.setError(assetId, error);
        this.options.onEvent({ type: 'changed', areas: ['assets', 'library', 'cast'] });
      },
    });
  }

  private proxiesFor({ desk, clock, onEvent }: EngineOptions): ProxyMaker | undefined {
    if (!desk) return undefined;
    return new ProxyMaker({
      shelf: new ProxyShelf(desk.proxyFolder, desk.maxProxyBytes),
      clock,
      onChange: (assetId, proxy) => onEvent({ type: 'proxy', assetId, proxy }),
    });
  }

  /** Fetches first pictures of clips that were just added, beside the analysis. A clip without one shows its error there. */
  private preview(assetIds: readonly AssetId[]): void {
    if (!this.options.desk) return;
    const { library } = this;
    const { signal } = this.closing;
    const next = async (): Promise<void> => {
      const tools = { library, media: await this.findMedia(), clock: this.options.clock };
      for (const assetId of assetIds) {
        const onPicture = () => this.options.onEvent({ type: 'changed', areas: ['assets'], assetId });
        if (signal.aborted || library !== this.library) return;
        await previewAsset(tools, assetId, onPicture, signal).catch(() => undefined);
      }
    };
    this.previews = this.previews.then(next).catch(() => undefined);
  }

  private async proxy(assetId: AssetId): Promise<ProxyView> {
    const { library } = this;
    const asset = library.assets.get(assetId);
    if (!this.proxies || !asset.facts)
      throw new CastlineError('not-found', `"${asset.name}" is not analysed yet.`);
    const { facts } = asset;
    const frames = framesOf(library, assetId);
    return this.proxies.ask(assetId, asset.fingerprint, async (outFile, onProgress, signal) => {
      await makeProxy(await this.findMedia(), asset.path, facts, frames, outFile, { onProgress, signal });
    });
  }

  private libraryView(): LibraryView {
    return {
      name: this.library.name,
      path: this.library.path,
      assetCount: this.library.assets.list().length,
      personCount: this.library.people.list().length,
    };
  }

  private async openLibrary(path: string, create: boolean): Promise<LibraryView> {
    const opened = new Library(path, { create });
    await this.queue.close();
    await this.previews;
    this.library.close();
    this.library = opened;
    this.queue = this.queueFor(opened);
    this.pictures = new FramePictures(opened, () => this.findMedia());
    if (this.options.desk) this.queue.resumeInterrupted();
    this.options.onEvent({ type: 'changed', areas: ['library', 'assets', 'cast', 'edits'] });
    return this.libraryView();
  }

  private async import(paths: readonly string[]): Promise<ImportResult> {
    const { files, refused } = await collectMediaFiles(paths);
    const result: ImportResult = { added: [], known: [], refused: [...refused] };
    for (const path of files) {
      try {
        const { id, isNew } = this.library.assets.add(path, await fingerprintFile(path), this.now());
        (isNew ? result.added : result.known).push(id);
        this.queue.add(id);
      } catch (thrown) {
        result.refused.push({ path, error: toCastlineError(thrown).report() });
      }
    }
    this.options.onEvent({ type: 'changed', areas: ['assets', 'library'] });
    this.preview(result.added);
    return result;
  }

  private keyframes(library: Library): KeyframeOptions {
    return {
      perMinute: library.settings.read().keyframesPerMinute,
      maxSidePx: this.options.maxKeyframeSidePx,
    };
  }

  private retry(assetId: AssetId): { jobId: JobId } {
    this.library.assets.get(assetId);
    return { jobId: this.queue.add(assetId) };
  }

  private step(direction: 'undo' | 'redo'): { undo: string | null; redo: string | null } {
    const edit = this.library.edits.step(direction, (one) => applyEdit(this.library, one));
    if (edit.kind === 'decide-cuts') this.cutsHaveChanged(edit.assetId);
    else this.options.onEvent({ type: 'changed', areas: ['cast', 'edits'] });
    return this.library.edits.labels();
  }

  /** A shot that a new cut made needs a picture, and people are grouped by shot: the analysis takes it up where need be. */
  private cutsHaveChanged(assetId: AssetId): void {
    const { recogniser } = this.options;
    const { library } = this;
    this.recut.add(assetId);
    if (cutsAskForAnalysis({ library, recogniser, keyframes: this.keyframes(library) }, assetId)) {
      this.queue.add(assetId);
    }
    this.options.onEvent(cutsChanged(assetId));
  }

  private async writeManifest(path: string): Promise<{ path: string; bytes: number }> {
    const text = manifestText(this.manifest());
    await writeAtomically(path, text);
    return { path, bytes: Buffer.byteLength(text) };
  }

  /** The manifest of the open library. */
  manifest(): ReturnType<typeof manifestOf> {
    const { version, recogniser } = this.options;
    return manifestOf(this.library, {
      version,
      recogniser: `${recogniser.key.model} ${recogniser.key.version}`,
      shotDetector: `${shotDetector.name} ${shotDetector.version}`,
    });
  }

  private implement(): EngineClient {
    const live = () => this.queue.workload().jobs;
    return {
      library: {
        current: async () => this.libraryView(),
        open: ({ path, create }) => this.openLibrary(path, create),
      },
      settings: {
        read: async () => this.library.settings.read(),
        write: async (settings) => {
          this.library.settings.write(settings);
          return settings;
        },
      },
      assets: {
        list: async () => listAssets(this.library, live()),
        detail: async ({ assetId }) => assetDetail(this.library, assetId, live()),
        preview: async ({ assetId }) => previewOf(this.library, assetId),
        proxy: ({ assetId }) => this.proxy(assetId),
        import: ({ paths }) => this.import(paths),
        retry: async ({ assetId }) => this.retry(assetId),
      },
      cast: {
        list: async () => listPeople(this.library),
        rename: async ({ identityId, name }) => {
          renamePerson(this.library, identityId, name, this.now());
          this.options.onEvent({ type: 'changed', areas: ['cast', 'edits'] });
          return personById(this.library, identityId);
        },
      },
      cuts: cutCalls({
        library: () => this.library,
        pictures: () => this.pictures,
        now: () => this.now(),
        signal: this.closing.signal,
        onChange: (assetId) => this.cutsHaveChanged(assetId),
      }),
      edits: {
        state: async () => this.library.edits.labels(),
        undo: async () => this.step('undo'),
        redo: async () => this.step('redo'),
      },
      jobs: {
        workload: async () => this.queue.workload(),
        pause: async ({ paused }) => {
          this.queue.setPaused(paused);
          return this.queue.workload();
        },
        notePlaying: async ({ playing }) => {
          this.queue.setPlaying(playing);
          return undefined;
        },
        cancel: async ({ jobId }) => {
          this.queue.cancel(jobId);
          return undefined;
        },
      },
      export: { manifest: ({ path }) => this.writeManifest(path) },
      system: {
        facts: async () =>
          systemFacts({
            media: await this.findMedia().catch(toCastlineError),
            sqliteVersion: sqliteVersion(),
            modelsDir: this.options.modelsDir,
          }),
      },
    };
  }
}
