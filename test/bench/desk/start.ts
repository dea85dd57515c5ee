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
}

/** Looked for at each frame that the window draws: locators look again only after up to half a second. */
const isThere = (page: Page, selector: string) =>
  page.waitForFunction((wanted) => document.querySelector(wanted) !== null, selector, { polling: 'raf' });

async function startBare(): Promise<number> {
  const begun = performance.now();
  const app = await launchShell();
  await isThere(await app.firstWindow(), 'p');
  const took = performance.now() - begun;
  await app.close();
  return took;
}

/** Until the list of clips is there and the first one's picture can be worked with. */
async function startApp(library: string, userDataDir: string): Promise<number> {
  const begun = performance.now();
  const { page, close } = await launchCastline({ library, userDataDir });
  await isThere(page, '[data-testid="stage"][data-shown-frame]');
  await isThere(page, '[data-testid="timeline"]');
  const took = performance.now() - begun;
  await close();
  return took;
}

/** Cold start of the built app with 500 clips, beside a bare window of the same Electron; one after the other, by turns. */
export async function benchStart(
  say: (line: string) => void,
): Promise<{ holds: boolean; figures: StartFigures }> {
  const folder = mkdtempSync(join(tmpdir(), 'castline-start-'));
  try {
    const library = await libraryOfMany(folder, clips);
    const times = { bare: [] as number[], app: [] as number[] };
    for (let round = 0; round <= rounds; round++) {
      const [bare, app] = [await startBare(), await startApp(library, join(folder, 'profile'))];
      // The first round fills the disk's cache, and the profile.
      if (round === 0) continue;
      times.bare.push(bare);
      times.app.push(app);
    }
    const [bare, app] = [quantile(times.bare, 0.5), quantile(times.app, 0.5)];
    const ratio = app / bare;
    say(
      `Cold start, median of ${rounds}: bare window ${Math.round(bare)} ms, usable with ${clips} clips ${Math.round(app)} ms: ${ratio.toFixed(2)} times; <= ${limit}: ${verdict(ratio, limit)}`,
    );
    return { holds: ratio <= limit, figures: { clips, bareMs: bare, appMs: app } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
