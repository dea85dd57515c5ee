import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { clipRow, expect, listClips, namePerson, picture, test, untilRested } from '../support/desk.ts';
import { cutsFixture } from '../support/edit-generator.ts';
import { launchCastline } from '../support/electron.ts';

const note = (page: Page, title: string) => page.locator('.toast-title', { hasText: title });

test('backups, checks, moved footage and what is stored are in the settings', async ({ start, folder }) => {
  const { path } = await cutsFixture();
  const clip = join(folder, 'here.mp4');
  copyFileSync(path, clip);
  const { app, page, complaints } = await start(clip);
  await untilRested(page, 1);
  await namePerson(page, 1, 'Anna');
  await page.getByRole('button', { name: 'Settings' }).click();
  const safety = page.getByRole('region', { name: 'Safety' });
  await safety.getByRole('button', { name: 'Back up now' }).click();
  await expect(note(page, 'Backed up, and the copy was checked')).toBeVisible();
  await safety.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(note(page, 'The library is sound')).toBeVisible();
  await safety.scrollIntoViewIfNeeded();
  await picture(page, 'safety');
  await page.getByRole('region', { name: 'What is stored, and where' }).scrollIntoViewIfNeeded();
  await picture(page, 'privacy');

  mkdirSync(join(folder, 'archive'));
  renameSync(clip, join(folder, 'archive', 'there.mp4'));
  await app.evaluate(
    ({ dialog }, found) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [found] });
    },
    join(folder, 'archive'),
  );
  await safety.getByRole('button', { name: 'Find footage…' }).click();
  await expect(note(page, '1 clip found')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(clipRow(page, 'there.mp4')).toHaveCount(1);
  expect((await listClips(page))[0]).toMatchObject({ name: 'there.mp4', online: true, state: 'ready' });

  await page.keyboard.press('Control+z');
  await expect(page.getByRole('region', { name: 'Cast' }).getByText('Anna')).toHaveCount(0);
  await page.getByRole('button', { name: 'Settings' }).click();
  await safety.getByRole('button', { name: 'Restore…' }).click();
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(note(page, 'Restored')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Cast' }).getByText('Anna')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a second program on one library only reads, and says so', async ({ start, folder }) => {
  const { path } = await cutsFixture();
  const first = await start(path);
  await untilRested(first.page, 1);
  const second = await launchCastline({
    library: join(folder, 'Shoot.castline'),
    userDataDir: join(folder, 'other profile'),
  });
  try {
    const again = second.page.getByRole('button', { name: 'Read only' });
    await expect(again).toBeVisible();
    await expect(clipRow(second.page, 'cuts.mp4')).toHaveCount(1);
    await picture(second.page, 'read-only');
    const refused = await second.page.evaluate(
      (paths) => window.castline.call({ area: 'assets', name: 'import', input: { paths } }),
      [path],
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'library-in-use' } });
    await first.close();
    await again.click();
    await expect(again).toHaveCount(0);
    expect(second.complaints).toEqual([]);
  } finally {
    await second.close();
  }
});

test('the report carries versions and no home folder, and licences are listed', async ({ start }) => {
  const { app, page, complaints } = await start();
  await page.getByRole('button', { name: /^About/ }).click();
  await page.getByRole('button', { name: 'Copy report' }).click();
  await expect(note(page, 'The report is on the clipboard')).toBeVisible();
  const report = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(report).toMatch(/^Castline \d/);
  expect(report).toContain('SQLite');
  expect(report).not.toContain(`${process.env.HOME}/`);
  await expect(page.locator('summary').filter({ hasText: 'better-sqlite3' })).toHaveCount(1);
  await expect(page.locator('summary').filter({ hasText: /^react-dom / })).toHaveCount(1);
  await page.locator('summary').first().scrollIntoViewIfNeeded();
  await picture(page, 'licences');
  expect(complaints).toEqual([]);
});

test('what ffmpeg was asked to do can be read, copied and run again', async ({ start }) => {
  const { path } = await cutsFixture();
  const { app, page, complaints } = await start(path);
  await untilRested(page, 1);
  await page.getByRole('button', { name: /^About/ }).click();
  await page.locator('summary').filter({ hasText: 'runs of ffmpeg and ffprobe' }).click();
  await picture(page, 'commands');
  await page.getByRole('button', { name: 'Copy all' }).click();
  await expect(note(page, 'Copied')).toBeVisible();
  const lines = (await app.evaluate(({ clipboard }) => clipboard.readText())).split('\n');
  expect(lines.some((line) => line.includes('ffprobe') && line.includes('-show_streams'))).toBe(true);
  for (const line of lines) {
    const ran = spawnSync('sh', ['-c', line], { encoding: 'utf8' });
    expect(ran.status, `${line}\n${ran.stderr}`).toBe(0);
  }
  await page.getByRole('button', { name: 'Copy report' }).click();
  await expect(note(page, 'The report is on the clipboard')).toBeVisible();
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toContain('-show_streams');
  expect(complaints).toEqual([]);
});
