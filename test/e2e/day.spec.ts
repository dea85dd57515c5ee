import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { HistoryEntry, TagView } from '../../src/shared/contract/index.ts';
import type { Manifest } from '../../src/shared/manifest.ts';
import { findings } from '../support/axe.ts';
import { demoClip } from '../support/demo-clip.ts';
import { cards, expect, picture, resize, test, untilRested } from '../support/desk.ts';
import type { LaunchedCastline } from '../support/electron.ts';

async function ask<T>(page: Page, area: string, name: string, input?: unknown): Promise<T> {
  const reply = await page.evaluate((request) => window.castline.call(request), { area, name, input });
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.output as T;
}
const tagsOf = (page: Page) => ask<TagView[]>(page, 'tags', 'list');
const historyOf = (page: Page) => ask<HistoryEntry[]>(page, 'edits', 'history', { most: 200 });
const madeOf = async (page: Page) => (await historyOf(page)).filter(({ isUndone }) => !isUndone).length;

/** What the system's own dialogs, which belong to no page, will answer. */
async function answerDialogs({ app }: LaunchedCastline, footage: string, saved: string): Promise<void> {
  await app.evaluate(
    ({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [paths.footage] });
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: paths.saved });
    },
    { footage, saved },
  );
}

/** Keeps what a step looks like in a small and in a large window, and asks axe. */
async function checkScreen(launched: LaunchedCastline, name: string): Promise<void> {
  const { page } = launched;
  for (const [width, height] of [
    [2560, 1440],
    [1280, 720],
  ] as const) {
    await resize(launched, width, height);
    await picture(page, `day-${name}-${width}`);
  }
  expect(await findings(page), name).toEqual([]);
}

/** Answers what is asked about people; the first two get names. */
async function review(launched: LaunchedCastline): Promise<void> {
  const { page } = launched;
  await page.keyboard.press('r');
  const panel = page.getByRole('region', { name: 'Review' });
  const question = panel.getByRole('heading', { level: 3 });
  await expect(question).toBeVisible();
  await checkScreen(launched, 'review');
  const names = ['Anna', 'Bela'];
  for (let asked = 0; asked < 40 && names.length > 0; asked++) {
    const left = panel.getByRole('status', { name: /questions left/ });
    const before = await left.getAttribute('aria-label');
    if ((await question.textContent()) === 'Who is this?') {
      await page.keyboard.press('Enter');
      await page.keyboard.type(names.shift() ?? '');
      await page.keyboard.press('Enter');
    } else await page.keyboard.press('n');
    await expect(left).not.toHaveAttribute('aria-label', before ?? '');
  }
  await page.keyboard.press('Escape');
  await expect(cards(page).filter({ hasText: 'Anna' })).toHaveCount(1);
}

test('a whole day by keyboard: import, review, tag while playing, search, bin, trim, undo fifty steps, quit, reopen, export', async ({
  start,
  folder,
}) => {
  test.setTimeout(600_000);
  const { path: clip } = await demoClip();
  const saved = join(folder, 'day.manifest.json');
  let launched = await start();
  let { page } = launched;
  await answerDialogs(launched, clip, saved);
  await checkScreen(launched, 'start');

  await page.keyboard.press('Control+o');
  await untilRested(page, 1);
  await expect(page.getByTestId('stage')).toHaveAttribute('data-shown-frame', '0');
  await checkScreen(launched, 'desk');
  await review(launched);

  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.waitForTimeout(300);
  await page.keyboard.down('t');
  await page.waitForTimeout(700);
  await page.keyboard.up('t');
  await page.keyboard.press('k');
  await expect.poll(() => tagsOf(page)).toHaveLength(1);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('anna');
  const found = page.getByRole('region', { name: 'Found' });
  await expect(found.getByRole('option').first()).toBeVisible();
  await checkScreen(launched, 'search');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('textbox', { name: 'Name of the bin' })).toBeFocused();
  await page.keyboard.type('Days with Anna');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Days with Anna/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  // The tag is chosen where it lies, named, trimmed and moved.
  const [tag] = await tagsOf(page);
  if (tag?.startFrame === undefined || tag.endFrame === undefined) throw new Error('The tag has no range.');
  await page.keyboard.press('Home');
  for (let frame = 0; frame < tag.startFrame + 1; frame++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Name of the tag' })).toBeFocused();
  await checkScreen(launched, 'tag-name');
  await page.keyboard.type('Retake');
  await page.keyboard.press('Enter');
  await page.keyboard.press('[');
  await expect
    .poll(async () => (await tagsOf(page))[0])
    .toMatchObject({ name: 'Retake', startFrame: tag.startFrame + 1 });
  await page.keyboard.press('Control+i');
  await expect(page.getByRole('region', { name: 'Inspector' }).getByText('Retake').first()).toBeVisible();
  await checkScreen(launched, 'inspector');
  await page.keyboard.press('Control+i');

  // Fifty steps of trimming and moving, and fifty back.
  const before = { tags: await tagsOf(page), made: await madeOf(page) };
  for (let step = 0; step < 50; step++) {
    await page.keyboard.press(step % 2 === 0 ? '.' : 'Alt+.');
    await expect.poll(() => madeOf(page)).toBe(before.made + step + 1);
  }
  expect(await tagsOf(page)).not.toEqual(before.tags);
  for (let step = 0; step < 50; step++) {
    await page.keyboard.press('Control+z');
    await expect.poll(() => madeOf(page)).toBe(before.made + 50 - step - 1);
  }
  expect(await tagsOf(page)).toEqual(before.tags);
  expect(launched.complaints).toEqual([]);

  launched = await start();
  ({ page } = launched);
  await answerDialogs(launched, clip, saved);
  await expect(page.getByTestId('stage')).toHaveAttribute('data-shown-frame', /\d+/);
  expect(await tagsOf(page)).toEqual(before.tags);
  await expect(cards(page).filter({ hasText: 'Anna' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^Days with Anna/ })).toBeVisible();
  // What was taken back can still be made again.
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => madeOf(page)).toBe(before.made + 1);
  await page.keyboard.press('Control+z');
  await expect.poll(() => madeOf(page)).toBe(before.made);

  await page.keyboard.press('Control+e');
  const sheet = page.getByRole('dialog', { name: 'Export' });
  await sheet.getByRole('radio', { name: 'Castline manifest', exact: true }).click();
  await sheet.getByRole('button', { name: /^[1-9]\d* ranges?$/ }).waitFor();
  await sheet.getByRole('button', { name: 'Export', exact: true }).click();
  await expect.poll(() => existsSync(saved)).toBe(true);
  await checkScreen(launched, 'exported');
  const manifest = JSON.parse(readFileSync(saved, 'utf8')) as Manifest;
  expect(manifest.tags.map(({ name }) => name)).toEqual(expect.arrayContaining(['Anna', 'Bela']));
  expect(launched.complaints).toEqual([]);
});
