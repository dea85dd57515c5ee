import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { launchCastline, ownFolder } from '../../support/electron.ts';
import { launchShell, quantile, verdict } from './electron.ts';
import { libraryOfMany } from './many-clips.ts';

const clips = 500;
const limit = 1.6;
const rounds = 7;

export interface StartFigures {
  readonly clips: number;
  /** Medians, in milliseconds, from the launch of the program. */
  readonly bareMs: number;
  readonly appMs: number;
  /** Until that is painted: all else is noted when it is in the page. */
  readonly paintedMs: number;
  /** The picture of the place is one of the stored ones at first: this is until the film shows the asked frame. */
  readonly filmMs: number;
  /** Usable, where nothing was kept from quitting: a first start, or one after a crash. */
  readonly nothingKeptMs: number;
}

/** Time from the launch until the window notes what is waited for, in milliseconds. */
async function notedAt(
  page: Page,
  what: 'bareAt' | 'usableAt' | 'paintedAt' | 'filmAt',
  begun: number,
): Promise<number> {
  const noted = await page.waitForFunction((name) => document.documentElement.dataset[name], what);
  return Number(await noted.jsonValue()) - begun;
}

const watchedApp = join(import.meta.dirname, 'watched');
const entryOf = (folder: string, main: string): Record<string, string> => ({
  CASTLINE_BENCH_PROGRAM: pathToFileURL(join(folder, main)).href,
});

async function startBare(): Promise<number> {
  const begun = Date.now();
  const app = await launchShell(undefined, {
    folder: watchedApp,
    env: entryOf(import.meta.dirname, 'shell/main.js'),
  });
  const took = await notedAt(await app.firstWindow(), 'bareAt', begun);
  await app.close();
  return took;
}

/**
 * Until clips, cast, lanes and a picture of the place that was left are on screen and a key has moved the playhead; and until the
 * film itself shows its frame.
 */
async function startApp(
  library: string,
  userDataDir: string,
): Promise<{ app: number; painted: number; film: number }> {
  const begun = Date.now();
  const { page, close } = await launchCastline({
    library,
    userDataDir,
    appFolder: watchedApp,
    env: entryOf(ownFolder, 'out/main/index.js'),
  });
  const app = await notedAt(page, 'usableAt', begun);
  const painted = await notedAt(page, 'paintedAt', begun);
  const film = await notedAt(page, 'filmAt', begun);
  await close();
  return { app, painted, film };
}

/** Cold start of the built app with 500 clips, beside a bare window of the same Electron; one after the other, by turns. */
export async function benchStart(
  say: (line: string) => void,
): Promise<{ holds: boolean; figures: StartFigures }> {
  const folder = mkdtempSync(join(tmpdir(), 'castline-start-'));
  try {
    const library = await libraryOfMany(folder, clips);
    const profile = join(folder, 'profile');
    const times = {
      bare: [] as number[],
      app: [] as number[],
      painted: [] as number[],
      film: [] as number[],
      nothingKept: [] as number[],
    };
    for (let round = 0; round <= rounds; round++) {
      const bare = await startBare();
      const { app, painted, film } = await startApp(library, profile);
      rmSync(join(profile, 'first-answers.bin'));
      const { app: nothingKept } = await startApp(library, profile);
      // The first round fills the disk's cache, and the profile.
      if (round === 0) continue;
      times.bare.push(bare);
      times.app.push(app);
      times.painted.push(painted);
      times.film.push(film);
      times.nothingKept.push(nothingKept);
    }
    const median = (values: readonly number[]): number => quantile(values, 0.5);
    const [bareMs, appMs, filmMs] = [median(times.bare), median(times.app), median(times.film)];
    const paintedMs = median(times.painted);
    const nothingKeptMs = median(times.nothingKept);
    const ratio = appMs / bareMs;
    say(
      `Cold start, median of ${rounds}: bare window ${Math.round(bareMs)} ms, usable with ${clips} clips ${Math.round(appMs)} ms: ${ratio.toFixed(2)} times; <= ${limit}: ${verdict(ratio, limit)}`,
    );
    say(
      `Painted after ${Math.round(paintedMs)} ms. The film shows its frame after ${Math.round(filmMs)} ms; usable with nothing kept from quitting after ${Math.round(nothingKeptMs)} ms, ${(nothingKeptMs / bareMs).toFixed(2)} times`,
    );
    return { holds: ratio <= limit, figures: { clips, bareMs, appMs, paintedMs, filmMs, nothingKeptMs } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
