import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { type LaunchedCastline, launchCastline } from './electron.ts';

export { expect } from '@playwright/test';

interface DeskFixtures {
  /** A folder of the test's own, gone when it ends. */
  folder: string;
  /** Starts the app on the library and profile of this test's folder; a second call quits the first and starts anew. */
  start: (...args: string[]) => Promise<LaunchedCastline>;
}

/** Playwright's `test` with an app to start; whatever happens, it is quit at the end. */
export const test = base.extend<DeskFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture stands on
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'castline-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  start: async ({ folder }, use) => {
    let launched: LaunchedCastline | undefined;
    await use(async (...args) => {
      await launched?.close();
      launched = await launchCastline({
        library: join(folder, 'Shoot.castline'),
        userDataDir: join(folder, 'profile'),
        args,
      });
      return launched;
    });
    await launched?.close();
  },
});

export const clipsPanel = (page: Page) => page.getByRole('region', { name: 'Clips' });
export const cards = (page: Page) => page.getByRole('region', { name: 'Cast' }).getByRole('listitem');
/** The row of a clip, by the beginning of its name. */
export const clipRow = (page: Page, name: string) =>
  clipsPanel(page)
    .getByRole('listitem')
    .filter({ has: page.locator(`b[title*="${name}"]`) });

/** Waits until nothing is analysed any more: as many clips as said are ready or have failed. */
export async function untilRested(page: Page, clips: number): Promise<void> {
  await expect
    .poll(async () => (await ask(page, 'assets', 'list')).filter(isAtRest).length, { timeout: 150_000 })
    .toBe(clips);
}

interface ListedClip {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly online: boolean;
  readonly shotCount: number;
}

const isAtRest = ({ state }: ListedClip): boolean => state === 'ready' || state === 'failed';

/** What the engine lists, asked as the window asks it. */
export async function listClips(page: Page): Promise<ListedClip[]> {
  return ask(page, 'assets', 'list');
}

async function ask(page: Page, area: string, name: string): Promise<ListedClip[]> {
  const reply = await page.evaluate((request) => window.castline.call(request), { area, name });
  // An engine that is just starting anew has nothing to list.
  return reply.ok ? (reply.output as ListedClip[]) : [];
}

/** Adds files as a drop or the dialog would, without waiting for their analysis. */
export async function importFiles(page: Page, paths: readonly string[]): Promise<void> {
  await page.evaluate(async (files) => {
    const reply = await window.castline.call({ area: 'assets', name: 'import', input: { paths: files } });
    if (!reply.ok) throw new Error(reply.error.message);
  }, paths);
}

/** Names the person whose card has a number, from the keyboard. */
export async function namePerson(page: Page, number: number, name: string): Promise<void> {
  await expect(cards(page).nth(number - 1)).toBeVisible();
  await page.keyboard.press(String(number));
  await page.keyboard.press('Enter');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(cards(page).filter({ hasText: name })).toHaveCount(1);
}

/** Gives the window's contents a size in pixels. */
export async function resize(launched: LaunchedCastline, width: number, height: number): Promise<void> {
  await launched.app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
  await expect.poll(() => launched.page.evaluate(() => innerWidth)).toBe(width);
}

/** Keeps what the window looks like, to be looked at by a person. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/screens/${name}.png` });
}
