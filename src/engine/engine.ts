import { resolve } from 'node:path';
import type { EngineClient, LibraryView, ProxyView } from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';
import type { AssetId } from '../shared/ids.ts';
import type { Manifest } from '../shared/manifest.ts';
import { engineCalls } from './calls.ts';
import { type MediaTools, makeProxy, SameFiles } from './media/index.ts';
import type { AnalysisCounters } from './pipeline/index.ts';
import { ProxyMaker, ProxyShelf } from './proxies/index.ts';
import { LibrarySession, type SessionTools } from './session.ts';
import { shotDetector } from './shots/index.ts';
import { framesOf, manifestInTurns, manifestOf, manifestOfClip, type SeenWanted } from './views/index.ts';

/** All that the engine takes from outside: nothing in it reaches for a global of its own. */
export interface EngineOptions extends Omit<SessionTools, 'hasDesk'> {
  readonly libraryPath: string;
  /** Make the library when there is none at the path. */
  readonly createLibrary: boolean;
  /** Castline's own version, for the manifest. */
  readonly version: string;
  readonly modelsDir: string;
  /** Entry of the worker thread that composes large exports; without it they are composed in the engine's own. */
  readonly exportWorker?: URL | undefined;
  /** For a program with a window: where proxies are kept, and how many bytes of them. */
  readonly desk?: { readonly proxyFolder: string; readonly maxProxyBytes: number };
}

/** What the app, the CLI and the tests drive: the open library, the tools that outlive it, and the calls of the contract. */
export class Engine {
  readonly calls: EngineClient;
  readonly options: EngineOptions;
  private session: LibrarySession;
  private media: Promise<MediaTools> | undefined;
  private readonly sameFiles = new SameFiles();
  /** Ends when no work on the closed library's file is under way. */
  private closedWork: Promise<void> = Promise.resolve();
  private readonly proxies: ProxyMaker | undefined;

  /** @throws CastlineError as opening a library does. */
  constructor(options: EngineOptions) {
    this.options = options;
    this.proxies = this.proxyMaker();
    this.session = this.openSession(options.libraryPath, options.createLibrary);
    this.calls = engineCalls(this);
  }

  /** The library that is open now. */
  get current(): LibrarySession {
    return this.session;
  }

  /** What the analysis of an asset did since the library was opened; undefined when none has run. */
  countersOf(assetId: AssetId): AnalysisCounters | undefined {
    return this.session.countersOf(assetId);
  }

  /** Resolves when no job waits or runs. */
  whenIdle(): Promise<void> {
    return this.session.queue.whenIdle();
  }

  /** Where a picture, an asset or its proxy lies on disk; undefined for what this library does not have. */
  async locate(kind: 'asset' | 'image' | 'proxy', id: string): Promise<string | undefined> {
    const { library } = this.session;
    if (kind === 'image') return library.images.has(id) ? library.images.pathOf(id) : undefined;
    const path = library.assets.pathOf(id);
    if (path === undefined || library.assets.isRemoved(id)) return undefined;
    if (kind === 'asset') {
      const asset = library.assets.get(id as AssetId);
      return (await this.sameFiles.isStill(path, asset)) ? path : undefined;
    }
    return this.proxies?.find(library.assets.get(id as AssetId).fingerprint);
  }

  /** The programs that read media, searched for at the first need. @throws CastlineError ffmpeg-missing */
  findMedia(): Promise<MediaTools> {
    this.media ??= this.options.findMedia();
    // A search that failed is made again next time: ffmpeg may have been installed meanwhile.
    this.media.catch(() => {
      this.media = undefined;
    });
    return this.media;
  }

  /** Opens another library; the one that is open stays so when that fails. */
  async openLibrary(path: string, create: boolean): Promise<LibraryView> {
    const before = this.session;
    // It holds its own lock; one that could only be read is tried again.
    if (resolve(path) === before.library.path && !before.library.isReadOnly) return before.view;
    const opened = this.openSession(path, create);
    this.session = opened;
    // Said first: until then the window asks for pictures of the library before.
    this.options.onEvent({ type: 'library-opened' });
    await before.close();
    return opened.view;
  }

  /**
   * Closes the library, lets `work` do to its file what cannot be done while it is open, and opens it again, whatever
   * happened. One such work after the other.
   */
  whileClosed<T>(work: (path: string) => T | Promise<T>): Promise<T> {
    const done = this.closedWork.then(() => this.closedFor(work));
    this.closedWork = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  private async closedFor<T>(work: (path: string) => T | Promise<T>): Promise<T> {
    const { path } = this.session.library;
    this.session.library.requireWriter();
    await this.session.close();
    try {
      return await work(path);
    } finally {
      this.session = this.openSession(path, false);
      this.options.onEvent({ type: 'library-opened' });
    }
  }

  /** State of a clip's proxy; a missing one is begun. @throws CastlineError not-found */
  async proxy(assetId: AssetId): Promise<ProxyView> {
    const { library } = this.session;
    const asset = library.assets.get(assetId);
    const { facts } = asset;
    if (!this.proxies || !facts) {
      throw new CastlineError('not-found', `"${asset.name}" is not analysed yet.`);
    }
    const frames = framesOf(library, assetId);
    return this.proxies.ask(assetId, asset.fingerprint, async (outFile, onProgress, signal) => {
      await makeProxy(await this.findMedia(), asset.path, facts, frames, outFile, { onProgress, signal });
    });
  }

  /** The manifest of the open library, with all that is seen. */
  manifest(): Manifest {
    return manifestOf(this.session.library, this.manifestMaker(), { outfits: true, props: true });
  }

  /** The same with as much as is wanted, without holding up other calls. */
  manifestInTurns(wanted: SeenWanted = { outfits: true, props: true }): Promise<Manifest> {
    return manifestInTurns(this.session.library, this.manifestMaker(), wanted);
  }

  /** That of one clip. */
  manifestOfClip(assetId: AssetId): Manifest {
    return manifestOfClip(this.session.library, this.manifestMaker(), assetId);
  }

  private manifestMaker() {
    const { key } = this.session.recogniser;
    return {
      version: this.options.version,
      recogniser: `${key.model} ${key.version}`,
      shotDetector: `${shotDetector.name} ${shotDetector.version}`,
    };
  }

  async close(): Promise<void> {
    await this.proxies?.close();
    await this.session.close();
    await this.options.recognisers.close();
  }

  private openSession(path: string, create: boolean): LibrarySession {
    const { desk, ...tools } = this.options;
    return new LibrarySession(
      path,
      { create },
      { ...tools, findMedia: () => this.findMedia(), hasDesk: desk !== undefined },
    );
  }

  private proxyMaker(): ProxyMaker | undefined {
    const { desk, clock, onEvent } = this.options;
    if (!desk) return undefined;
    return new ProxyMaker({
      shelf: new ProxyShelf(desk.proxyFolder, desk.maxProxyBytes),
      clock,
      onChange: (assetId, proxy) => onEvent({ type: 'proxy', assetId, proxy }),
    });
  }
}
