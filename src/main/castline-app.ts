import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { app, type BrowserWindow, dialog, Menu, nativeTheme, session } from 'electron';
import { type CloudTransport, noCloud } from '../shared/cloud.ts';
import { channels, type FirstAnswers, questionOf } from '../shared/contract/channels.ts';
import type {
  LibraryView,
  MainClient,
  MenuTexts,
  Reply,
  Request,
  WindowEvent,
} from '../shared/contract/index.ts';
import { preferencesSchema, usualPreferences } from '../shared/contract/preferences.ts';
import { CastlineError, errorFromReport, toCastlineError } from '../shared/errors.ts';
import { appScheme, appUrl, serveWindow } from './app-protocol.ts';
import { askForWayOut } from './broken-library.ts';
import { openCloudDoor } from './cloud/door.ts';
import { systemKeyBox } from './cloud/key-box.ts';
import { AccountVault } from './cloud/vault.ts';
import type { CommandLine } from './command-line.ts';
import { dragOut } from './drag-out.ts';
import { EngineProcess } from './engine-process.ts';
import { openGate } from './gate.ts';
import type { HostStart } from './host-protocol.ts';
import { KeptAnswers, programStamp } from './kept-answers.ts';
import { Log } from './log.ts';
import { serveMedia } from './media-protocol.ts';
import { buildMenu } from './menu.ts';
import { JsonFile } from './preferences.ts';
import { RecentLibraries } from './recent.ts';
import { createShell } from './shell.ts';
import { denyPermissions, makeWindow } from './window.ts';
import { placeToOpen, rememberPlace, usualPlace, windowPlaceSchema } from './window-place.ts';

const bundleFolder = fileURLToPath(new URL('.', import.meta.url));
const programRoot = join(bundleFolder, '..', '..');
/** An engine that ends more often than this within ten minutes would only end again. */
const restartsAllowed = 3;
const restartsWithinMs = 600_000;
/** A window that is not drawn by then does not hold up the engine any longer. */
const drawnWithinMs = 3000;

/** The running app: one window, one engine process, one library. */
export class CastlineApp {
  private readonly recent = new RecentLibraries(join(app.getPath('userData'), 'recent-libraries.json'));
  private readonly documents = join(app.getPath('documents'), 'Castline');
  private readonly vault = new AccountVault(
    join(app.getPath('userData'), 'cloud-account.json'),
    systemKeyBox,
  );
  private readonly log = new Log(join(app.getPath('userData'), 'logs'));
  private cloud: CloudTransport = noCloud;
  private readonly preferences = new JsonFile(
    join(app.getPath('userData'), 'preferences.json'),
    preferencesSchema,
    usualPreferences,
  );
  private readonly place = new JsonFile(
    join(app.getPath('userData'), 'window.json'),
    windowPlaceSchema,
    usualPlace,
  );
  private readonly kept = new KeptAnswers(
    join(app.getPath('userData'), 'first-answers.bin'),
    programStamp(fileURLToPath(import.meta.url)),
  );
  private menuTexts: MenuTexts = { labels: {}, accelerators: {} };
  private window: BrowserWindow | undefined;
  private engine: EngineProcess | undefined;
  private libraryPath = '';
  /** When the engine was started again, in milliseconds. */
  private restarts: number[] = [];
  private hasClosed = false;

  async start(commandLine: CommandLine): Promise<void> {
    serveWindow(session.defaultSession, join(bundleFolder, '..', 'renderer'));
    serveMedia(session.defaultSession, (kind, key) =>
      this.kept.locate(kind, key, (...which) => this.locate(...which)),
    );
    denyPermissions(session.defaultSession);
    // The window's process starts while the rest is made ready: all of it in this turn, before its page can ask anything.
    const loading = this.openWindow();
    this.serveCalls();
    const first = this.recent.toOpen(commandLine.library, this.documents);
    const engine = this.makeEngine(first.path, first.isNew);
    const opening = this.whenOpen(first.path);
    // A desk that can be drawn without the engine is drawn first: the two would share the processor.
    if (this.kept.take(first.path)) setTimeout(() => engine.begin(), drawnWithinMs);
    else engine.begin();
    await loading;
    await opening;
    await this.import(commandLine.files);
  }

  private openWindow(): Promise<void> {
    nativeTheme.themeSource = this.preferences.read().theme;
    const place = this.place.read();
    const window = makeWindow(join(bundleFolder, '..', 'preload', 'index.cjs'), placeToOpen(place));
    this.window = window;
    if (place.isMaximised) window.maximize();
    rememberPlace(window, this.place);
    window.webContents.on('did-finish-load', () => this.scale());
    window.on('closed', () => {
      this.window = undefined;
    });
    return window.loadURL(appUrl);
  }

  private serveCalls(): void {
    openGate({
      ask: (request) => this.ask(request),
      first: () => this.firstAnswers(),
      isOurs: (sender, url) =>
        sender === this.window?.webContents && url.startsWith(`${appScheme}://window/`),
      log: this.log,
      own: {
        account: this.openCloud(),
        shell: createShell({
          window: () => this.windowOrFail(),
          recent: this.recent,
          documents: this.documents,
          log: this.log,
          licences: join(bundleFolder, '..', 'renderer', 'licences.json'),
          openLibrary: (path, create) => this.openLibrary(path, create),
          preferences: this.preferences,
          noteDrawn: () => this.engine?.begin(),
          setMenu: (texts) => {
            this.menuTexts = texts;
            this.showMenu();
          },
          dragOut: (what) => dragOut(this.dragTools, what),
        }),
      },
    });
  }

  focus(): void {
    if (this.window?.isMinimized()) this.window.restore();
    this.window?.focus();
  }

  /** A second start: its library, then its files. */
  async openAlso({ library, files }: CommandLine): Promise<void> {
    if (library) await this.openLibrary(library, false).catch(() => undefined);
    await this.import(files);
  }

  /** Opens files that came from the command line or from a second start. */
  async import(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    await this.engineOrFail().call({ area: 'assets', name: 'import', input: { paths } });
  }

  /** Keeps what the next start shows first, and lets the engine finish its writes. */
  async close(): Promise<void> {
    if (this.hasClosed) return;
    this.hasClosed = true;
    const { engine, libraryPath } = this;
    if (!engine) return;
    const keep = await this.kept.gather((request) => engine.call(request), libraryPath);
    await engine.close();
    await keep().catch((thrown: unknown) =>
      this.log.note('first answers not kept', toCastlineError(thrown).report()),
    );
  }

  get isClosed(): boolean {
    return this.hasClosed;
  }

  private readonly dragTools = {
    window: () => this.windowOrFail(),
    locateImage: (hash: string) => this.locate('image', hash),
    writeManifest: async (path: string) => {
      const reply = await this.engineOrFail().call({ area: 'export', name: 'manifest', input: { path } });
      if (!reply.ok) throw errorFromReport(reply.error);
    },
  };

  private engineOrFail(): EngineProcess {
    if (!this.engine) throw new CastlineError('library-not-found', 'No library is open.');
    return this.engine;
  }

  private ask(request: Request): Promise<Reply> {
    this.kept.note(request);
    return this.engineOrFail().call(request);
  }

  /** What a page that is being loaded asks in any case, and what was kept of the rest. */
  private firstAnswers(): FirstAnswers {
    const preferences: Reply = { ok: true, output: this.preferences.read() };
    return [[questionOf({ area: 'shell', name: 'preferences' }), preferences], ...this.kept.first()];
  }

  /** Asks again where an engine died over the question and another one runs: a picture that is looked up then still comes. */
  private async locate(kind: 'asset' | 'image' | 'proxy', key: string): Promise<string | undefined> {
    const engine = this.engineOrFail();
    try {
      return await engine.locate(kind, key);
    } catch (thrown) {
      if (engine === this.engine) throw thrown;
      return this.locate(kind, key);
    }
  }

  private windowOrFail(): BrowserWindow {
    if (!this.window) throw new CastlineError('internal', 'The window is closed.');
    return this.window;
  }

  private send(event: WindowEvent): void {
    this.window?.webContents.send(channels.event, event);
  }

  /** Opens the way to the cloud recogniser, which the engine's process goes without ever meeting the key. */
  private openCloud(): MainClient['account'] {
    const { transport, account } = openCloudDoor({
      vault: this.vault,
      version: app.getVersion(),
      env: process.env,
      systemProxy: (url) => session.defaultSession.resolveProxy(url),
      onChange: () => this.engine?.noteAccount(),
    });
    this.cloud = transport;
    return account;
  }

  /** The engine of a library, from now on the one that is asked; it has still to begin. */
  private makeEngine(path: string, create: boolean, remedy?: HostStart['remedy']): EngineProcess {
    this.libraryPath = path;
    this.engine = new EngineProcess({
      entry: join(bundleFolder, 'engine-host.js'),
      start: {
        libraryPath: path,
        createLibrary: create,
        programRoot,
        proxyFolder: join(app.getPath('userData'), 'proxies'),
        remedy,
        recognitionWorker: pathToFileURL(join(bundleFolder, 'recognition-worker.js')).href,
        groupingWorker: pathToFileURL(join(bundleFolder, 'grouping-worker.js')).href,
        exportWorker: pathToFileURL(join(bundleFolder, 'export-worker.js')).href,
      },
      cloud: this.cloud,
      onEvent: (event) => this.send(event),
      onCrash: () => this.onEngineCrash(),
    });
    return this.engine;
  }

  private onEngineCrash(): void {
    const now = Date.now();
    this.log.note('engine stopped', { library: this.libraryPath });
    this.restarts = [...this.restarts.filter((ms) => now - ms < restartsWithinMs), now];
    if (this.restarts.length > restartsAllowed) {
      dialog.showErrorBox(
        'The engine of Castline keeps stopping',
        'Every name, cut and decision that you made is saved; only the analysis that was under way is not finished. Quit Castline and start it again; if this comes back, run "castline doctor" and report what it prints.',
      );
      return;
    }
    this.makeEngine(this.libraryPath, false).begin();
    this.send({ type: 'all-changed' });
  }

  /** Waits for the library that opens first; asks for a way out where it does not. */
  private async whenOpen(path: string): Promise<void> {
    try {
      const engine = this.engineOrFail();
      await engine.whenReady();
      const isAsKept = await this.kept.handOver((request) => engine.call(request));
      if (!isAsKept) this.send({ type: 'all-changed' });
      await this.noteRecent(path);
    } catch (thrown) {
      this.kept.forget();
      const error = toCastlineError(thrown);
      this.log.note('library did not open', { ...error.report(), path });
      const wayOut = await askForWayOut(error, path, this.documents);
      if (!wayOut) return;
      this.makeEngine(wayOut.path, !wayOut.remedy, wayOut.remedy).begin();
      await this.whenOpen(wayOut.path);
      // Until now the window had asked for a library that did not open.
      this.send({ type: 'library-opened' });
    }
  }

  private async openLibrary(path: string, create: boolean): Promise<LibraryView> {
    const reply = await this.engineOrFail().call({ area: 'library', name: 'open', input: { path, create } });
    if (!reply.ok) throw errorFromReport(reply.error);
    this.libraryPath = path;
    await this.noteRecent(path);
    return reply.output as LibraryView;
  }

  private async noteRecent(path: string): Promise<void> {
    await this.recent.add(path);
    this.showMenu();
  }

  /** Chromium forgets the zoom of a page that is loaded anew. */
  private scale(): void {
    this.window?.webContents.setZoomFactor(this.preferences.read().scale);
  }

  private showMenu(): void {
    const actions = {
      send: (command: Extract<WindowEvent, { type: 'menu' }>['command']) =>
        this.send({ type: 'menu', command }),
      openRecent: (recentPath: string) => {
        this.openLibrary(recentPath, false).catch((thrown: unknown) => {
          const error = toCastlineError(thrown);
          dialog.showErrorBox(error.message, error.nextStep);
        });
      },
    };
    Menu.setApplicationMenu(buildMenu(actions, this.recent.list(), this.menuTexts));
  }
}
