import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

/** Of the app as it was built. */
export const ownFolder = path.resolve(import.meta.dirname, '../..');
const CLOSES_WITHIN_MS = 15_000;

export interface LaunchOptions {
  /** Library to open; created when it does not exist. */
  readonly library?: string;
  /** Files and folders to open, or further switches. */
  readonly args?: readonly string[];
  /** Added to the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>;
  /** Chromium's profile: give each test its own, and the same one again to start the app a second time. */
  readonly userDataDir: string;
  /** The folder of an app that stands before the app, such as one that answers its dialogs. */
  readonly appFolder?: string;
  /** The program to start instead of Electron itself; it is given Electron's path and all arguments. */
  readonly through?: string;
  /** As for somebody who starts Castline for the first time. */
  readonly showsFirstSteps?: boolean;
}

export interface LaunchedCastline {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the window complained of: console errors and uncaught exceptions, in order. */
  readonly complaints: readonly string[];
  /** What the main process and the engine wrote on stdout and stderr. */
  readonly output: () => string;
  /** Quits the app as a user would and waits until its process is gone; ends it by force after 15 s. */
  readonly close: () => Promise<void>;
}

/** A profile whose first steps were put away, unless the test wants them or has a profile of its own. */
function noteSeen({ userDataDir, showsFirstSteps }: LaunchOptions): void {
  const file = path.join(userDataDir, 'preferences.json');
  if (showsFirstSteps || existsSync(file)) return;
  mkdirSync(userDataDir, { recursive: true });
  writeFileSync(file, JSON.stringify({ hasSeenTour: true }));
}

/** Starts the built app in the Electron that `npm test` found, and waits for its window. */
export async function launchCastline(options: LaunchOptions): Promise<LaunchedCastline> {
  const executablePath = process.env.CASTLINE_ELECTRON;
  if (!executablePath) throw new Error('CASTLINE_ELECTRON is not set: run the tests with `npm test -- e2e`.');
  noteSeen(options);
  const library = options.library === undefined ? [] : ['--library', options.library];
  const { appFolder = ownFolder, through } = options;
  const app = await _electron.launch({
    executablePath: through ?? executablePath,
    cwd: ownFolder,
    // Chromium refuses to start as root with its sandbox on.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [appFolder, `--user-data-dir=${options.userDataDir}`, ...library, ...(options.args ?? [])],
    env: { ...definedEnvironment(), ...options.env },
  });
  const child = app.process();
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const complaints: string[] = [];
  const heard = new Set<Page>();
  const listen = (page: Page) => {
    if (heard.has(page)) return; // the first window may have opened before we listened for windows
    heard.add(page);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)));
  };
  app.on('window', listen);
  const page = await app.firstWindow();
  listen(page);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= closeApp(app, child);
    return closing;
  };
  return { app, page, complaints, output: () => output, close };
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

/** Closing what a test has closed already does nothing. */
const closed = new WeakSet<ElectronApplication>();

async function closeApp(app: ElectronApplication, child: ChildProcess): Promise<void> {
  if (closed.has(app) || child.exitCode !== null || child.signalCode !== null) return;
  closed.add(app);
  const timer = setTimeout(() => child.kill('SIGKILL'), CLOSES_WITHIN_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}
