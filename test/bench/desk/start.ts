import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchCastline } from '../../support/electron.ts';
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
  /** The picture of the place is one of the stored ones at first: this is until the film shows the asked frame. */
  readonly filmMs: number;
  /** Usable, where nothing was kept from quitting: a first start, or one after a crash. */
  readonly nothingKeptMs: number;
}

/** Looked for at each frame that the window draws: locators look again only after up to half a second. */
const comesTrue = (page: Page, isSo: () => boolean) =>
  page.waitForFunction(isSo, undefined, { polling: 'raf' });

async function startBare(): Promise<number> {
  const begun = performance.now();
  const app = await launchShell();
  await comesTrue(await app.firstWindow(), () => document.querySelector('p') !== null);
  const took = performance.now() - begun;
  await app.close();
  return took;
}

/** Clips, cast, lanes and a picture of the place that was left are on screen, and a key has moved the playhead. */
function isUsable(): boolean {
  const stage = document.querySelector('[data-testid="stage"]');
  const still = stage?.querySelector<HTMLImageElement>('img.picture');
  const hasPicture =
    stage?.hasAttribute('data-shown-frame') || (still?.complete === true && still.naturalWidth > 0);
  const parts = ['.clip-main', '.person', '[data-testid="timeline"]'];
  if (hasPicture !== true || parts.some((part) => document.querySelector(part) === null)) return false;
  const timecode = document.querySelector('.timecode')?.textContent ?? '';
  const { before } = document.documentElement.dataset;
  if (before !== undefined) return timecode !== before;
  // From within the page: a key sent by the driver would be timed with the way of its messages.
  document.documentElement.dataset.before = timecode;
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'ArrowRight', code: 'ArrowRight', bubbles: true }),
  );
  return false;
}

/** Until the desk is usable, and until the film itself shows its frame. */
async function startApp(library: string, userDataDir: string): Promise<{ app: number; film: number }> {
  const begun = performance.now();
  const { page, close } = await launchCastline({ library, userDataDir });
  await comesTrue(page, isUsable);
  const app = performance.now() - begun;
  await comesTrue(page, () => document.querySelector('[data-testid="stage"][data-shown-frame]') !== null);
  const film = performance.now() - begun;
  await close();
  return { app, film };
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
      film: [] as number[],
      nothingKept: [] as number[],
    };
    for (let round = 0; round <= rounds; round++) {
      const bare = await startBare();
      const { app, film } = await startApp(library, profile);
      rmSync(join(profile, 'first-answers.bin'));
      const { app: nothingKept } = await startApp(library, profile);
      // The first round fills the disk's cache, and the profile.
      if (round === 0) continue;
      times.bare.push(bare);
      times.app.push(app);
      times.film.push(film);
      times.nothingKept.push(nothingKept);
    }
    const median = (values: readonly number[]): number => quantile(values, 0.5);
    const [bareMs, appMs, filmMs] = [median(times.bare), median(times.app), median(times.film)];
    const nothingKeptMs = median(times.nothingKept);
    const ratio = appMs / bareMs;
    say(
      `Cold start, median of ${rounds}: bare window ${Math.round(bareMs)} ms, usable with ${clips} clips ${Math.round(appMs)} ms: ${ratio.toFixed(2)} times; <= ${limit}: ${verdict(ratio, limit)}`,
    );
    say(
      `The film shows its frame after ${Math.round(filmMs)} ms; usable with nothing kept from quitting after ${Math.round(nothingKeptMs)} ms, ${(nothingKeptMs / bareMs).toFixed(2)} times`,
    );
    return { holds: ratio <= limit, figures: { clips, bareMs, appMs, filmMs, nothingKeptMs } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
