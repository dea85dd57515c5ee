import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { demoClip } from '../support/demo-clip.ts';
import { cards, expect, picture, resize, test, untilRested } from '../support/desk.ts';
import type { LaunchedCastline } from '../support/electron.ts';

/** The window's answers to its dialogs, given before it asks. */
async function answer({ app }: LaunchedCastline, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
}

const sheet = (page: Page, name: string) => page.getByRole('dialog', { name });

/** Chooses a format and writes it to a path. */
async function exportAs(launched: LaunchedCastline, format: string, path: string): Promise<void> {
  const dialog = sheet(launched.page, 'Export');
  await dialog.getByRole('radio', { name: format, exact: true }).click();
  await answer(launched, path);
  await expect(dialog.getByRole('button', { name: /^[1-9]\d* ranges?$/ })).toBeVisible();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect.poll(() => existsSync(path)).toBe(true);
}

test('three formats and a pack; a marker that was moved comes back, is accepted and undone', async ({
  start,
  folder,
}) => {
  test.setTimeout(240_000);
  const { path: clip } = await demoClip();
  const launched = await start(clip);
  const { page } = launched;
  await resize(launched, 1280, 720);
  await untilRested(page, 1);
  await expect(cards(page).first()).toBeVisible();

  await page.keyboard.press('Control+e');
  const dialog = sheet(page, 'Export');
  await expect(dialog.getByText('How it gets into')).toBeVisible();
  await dialog.getByLabel('Shots as well').check();
  await picture(page, 'export');
  await exportAs(launched, 'FCPXML', join(folder, 'cut.fcpxml'));
  expect(readFileSync(join(folder, 'cut.fcpxml'), 'utf8')).toContain('<fcpxml version="1.10">');
  const csv = join(folder, 'markers.csv');
  await exportAs(launched, 'CSV table', csv);
  await dialog.getByRole('button', { name: 'File', exact: true }).click();
  await picture(page, 'export-file');
  await exportAs(launched, 'Castline manifest', join(folder, 'all.json'));

  // What was chosen for a format is remembered, and one key writes everything once more.
  await dialog.getByRole('radio', { name: 'FCPXML', exact: true }).click();
  await expect(dialog.getByLabel('Shots as well')).toBeChecked();
  await expect(dialog.getByText(join(folder, 'cut.fcpxml'))).toBeVisible();
  await page.keyboard.press('Escape');
  writeFileSync(join(folder, 'cut.fcpxml'), 'overwritten');
  await page.keyboard.press('Control+Shift+e');
  await expect(page.getByText('3 exports written again', { exact: true })).toBeVisible();
  expect(readFileSync(join(folder, 'cut.fcpxml'), 'utf8')).toContain('</fcpxml>');

  await page.keyboard.press('Control+Shift+r');
  const packs = sheet(page, 'Reference packs');
  await packs
    .getByRole('button', { name: /Person$/ })
    .first()
    .click();
  await packs.getByRole('button', { name: /View 1$/ }).click();
  const other = packs.getByRole('region', { name: 'Pictures to choose from' }).getByRole('button').last();
  await other.click();
  await expect(other).toHaveAttribute('aria-pressed', 'true');
  await picture(page, 'pack');
  await packs.getByLabel(/^Enlarge/).check();
  await answer(launched, join(folder));
  await packs.getByRole('button', { name: 'Write this pack' }).click();
  await expect(page.getByText(/^Pack of .* written$/).first()).toBeVisible({ timeout: 60_000 });
  const pack = readdirSync(folder).find((name) => existsSync(join(folder, name, 'pack.json')));
  expect(readdirSync(join(folder, pack ?? ''))).toEqual(
    expect.arrayContaining(['cut-outs', 'frontal.png', 'masks', 'pack.json', 'requests']),
  );
  await packs.getByRole('button', { name: 'Close' }).click();
  await expect(packs).toBeHidden();

  const lines = readFileSync(csv, 'utf8').split('\r\n');
  const columns = (lines[0] ?? '').replace('\ufeff', '').split(',');
  const cells = (lines[1] ?? '').split(',');
  const end = columns.indexOf('end_frame');
  const before = Number(cells[end]);
  cells[end] = String(before - 5);
  writeFileSync(csv, [lines[0], cells.join(','), ...lines.slice(2)].join('\r\n'));
  await page.keyboard.press('Control+Shift+d');
  const changes = sheet(page, 'Import changes');
  await answer(launched, csv);
  await changes.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(changes.getByText('1 difference')).toBeVisible();
  await expect(changes.getByText(new RegExp(`to ${before} → .* to ${before - 5}`))).toBeVisible();
  await picture(page, 'import-changes');
  await changes.getByRole('button', { name: 'Accept 1 change' }).click();
  await expect(page.getByText('1 change accepted', { exact: true })).toBeVisible();
  const ends = () =>
    page.evaluate(async () => {
      const reply = await window.castline.call({ area: 'cast', name: 'list' });
      if (!reply.ok) throw new Error(reply.error.message);
      const people = reply.output as { appearances: { startFrame: number; endFrame: number }[] }[];
      return people.flatMap(({ appearances }) => appearances.map(({ endFrame }) => endFrame));
    });
  expect(await ends()).toContain(before - 5);
  await page.keyboard.press('Control+z');
  await expect.poll(ends).not.toContain(before - 5);
});
