import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { demoClip } from '../support/demo-clip.ts';
import {
  cards,
  clipRow,
  clipsPanel,
  expect,
  importFiles,
  listClips,
  namePerson,
  picture,
  test,
  untilRested,
} from '../support/desk.ts';
import { cutsFixture, gradualFixture, trapsFixture } from '../support/edit-generator.ts';
import type { LaunchedCastline } from '../support/electron.ts';

/** Process id of the engine; undefined while there is none. */
const enginePid = ({ app }: LaunchedCastline): Promise<number | undefined> =>
  app.evaluate(
    ({ app: electron }) =>
      electron.getAppMetrics().find(({ type, name }) => type === 'Utility' && name === 'Castline engine')
        ?.pid,
  );

const work = (page: Page) => page.getByRole('progressbar', { name: 'Analysis', exact: true });

/** Resolves when the engine says that a clip has come to the phase. */
async function untilPhase(page: Page, phase: string): Promise<void> {
  await page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const stop = window.castline.onEvent((event) => {
          if (event.type !== 'workload') return;
          if (!event.workload.jobs.some(({ progress }) => progress.phase === wanted)) return;
          stop();
          resolve();
        });
      }),
    phase,
  );
}

/** Nothing on screen that would frighten: no failed clip, no note of an error. */
async function expectCalm(page: Page): Promise<void> {
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.locator('.toast.error')).toHaveCount(0);
  await expect(page.locator('.clip.failed')).toHaveCount(0);
}

test('an engine that dies during analysis starts anew, and the work goes on by itself', async ({ start }) => {
  const { path: demo } = await demoClip();
  const more = await Promise.all([cutsFixture(), gradualFixture(), trapsFixture()]);
  const launched = await start(demo);
  const { page, complaints } = launched;
  await untilRested(page, 1);
  await namePerson(page, 1, 'Anna');
  const before = await enginePid(launched);
  const reached = untilPhase(page, 'shots');
  await importFiles(
    page,
    more.map(({ path }) => path),
  );
  await reached;
  process.kill(before as number, 'SIGKILL');

  await expect.poll(() => enginePid(launched)).not.toBe(before);
  await expect(work(page)).toBeVisible();
  await expectCalm(page);
  await picture(page, 'engine-restarted');
  await untilRested(page, 4);
  await expect(work(page)).toHaveCount(0);
  for (const { state, shotCount } of await listClips(page)) {
    expect(state).toBe('ready');
    expect(shotCount).toBeGreaterThan(0);
  }
  await expect(cards(page).filter({ hasText: 'Anna' })).toHaveCount(1);
  await expectCalm(page);
  expect(complaints).toEqual([]);
});

test('what was under way at quitting goes on at the next start by itself', async ({ start }) => {
  const films = await Promise.all([cutsFixture(), gradualFixture(), trapsFixture()]);
  const { page } = await start();
  const reached = untilPhase(page, 'shots');
  await importFiles(
    page,
    films.map(({ path }) => path),
  );
  await reached;

  const again = await start();
  const listed = await listClips(again.page);
  expect(listed).toHaveLength(films.length);
  expect(listed.some(({ state }) => state !== 'ready')).toBe(true);
  await untilRested(again.page, films.length);
  expect((await listClips(again.page)).map(({ state }) => state)).toEqual(films.map(() => 'ready'));
  await expectCalm(again.page);
  expect(again.complaints).toEqual([]);
});

test('each library has its own clips and names', async ({ start, folder }) => {
  const { path: demo } = await demoClip();
  const { path: cuts } = await cutsFixture();
  const { app, page, complaints } = await start(demo);
  await untilRested(page, 1);
  await namePerson(page, 1, 'Anna');

  const second = join(folder, 'Second.castline');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, second);
  await page.getByRole('button', { name: 'Library Shoot' }).click();
  await page.getByRole('menuitem', { name: /^New library/ }).click();
  await expect(page.getByRole('button', { name: 'Library Second' })).toBeVisible();
  await expect(page.getByText('Drop footage here')).toBeVisible();
  await expect(cards(page)).toHaveCount(0);
  await importFiles(page, [cuts]);
  await untilRested(page, 1);
  await expect(clipRow(page, 'cuts.mp4')).toHaveCount(1);
  await expect(clipRow(page, 'demo.mp4')).toHaveCount(0);
  await expect(cards(page).first()).toBeVisible();
  await expect(cards(page).filter({ hasText: 'Anna' })).toHaveCount(0);
  await namePerson(page, 1, 'Bella');

  await page.getByRole('button', { name: 'Library Second' }).click();
  await picture(page, 'libraries');
  await page.getByRole('menuitem', { name: /^Shoot/ }).click();
  await expect(clipRow(page, 'demo.mp4')).toHaveCount(1);
  await expect(clipRow(page, 'cuts.mp4')).toHaveCount(0);
  await expect(cards(page).filter({ hasText: 'Anna' })).toHaveCount(1);
  await expect(cards(page).filter({ hasText: 'Bella' })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(cards(page).filter({ hasText: 'Anna' })).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('files that are dropped on the window are added', async ({ start }) => {
  const { path: cuts } = await cutsFixture();
  const { page, complaints } = await start();
  await expect(page.getByText('Drop footage here')).toBeVisible();
  // A file with a path on disk comes only from the system: a field that Playwright fills gives one to drop.
  await page.evaluate(() => {
    const field = document.createElement('input');
    field.type = 'file';
    field.id = 'to-drop';
    document.body.append(field);
  });
  await page.locator('#to-drop').setInputFiles(cuts);
  const drag = (kind: string) =>
    page.evaluate((type) => {
      const field = document.querySelector<HTMLInputElement>('#to-drop');
      const dataTransfer = new DataTransfer();
      for (const file of field?.files ?? []) dataTransfer.items.add(file);
      const target = document.querySelector('main') ?? document.body;
      return target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, kind);
  await drag('dragenter');
  await expect(page.getByText('Drop to add')).toBeVisible();
  await picture(page, 'drop');
  // Taken by the window, so that Chromium does not open it.
  expect(await drag('dragover')).toBe(false);
  expect(await drag('drop')).toBe(false);
  await page.evaluate(() => document.querySelector('#to-drop')?.remove());
  await expect(page.getByText('Drop to add')).toHaveCount(0);
  await expect(clipRow(page, 'cuts.mp4')).toHaveCount(1);
  await untilRested(page, 1);
  await expect(clipsPanel(page).getByText(/shots/)).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a clip whose file is gone says so calmly, and keeps what is known of it', async ({ start, folder }) => {
  const { path: demo, truth } = await demoClip();
  const clip = join(folder, 'moved.mp4');
  copyFileSync(demo, clip);
  const first = await start(clip);
  await untilRested(first.page, 1);
  await namePerson(first.page, 1, 'Anna');

  // Removed by the key on its row, all that is known of it is back after undo in another run.
  const castOf = async ({ page }: typeof first): Promise<string[]> =>
    (await cards(page).allInnerTexts()).map((text) => text.split('\n').slice(0, 2).join(': '));
  const cast = await castOf(first);
  await clipRow(first.page, 'moved.mp4').getByRole('button').focus();
  await first.page.keyboard.press('Delete');
  const told = first.page.locator('.toast', { hasText: 'moved.mp4 removed from the library' });
  await expect(told).toContainText('No file was touched.');
  await expect(clipRow(first.page, 'moved.mp4')).toHaveCount(0);
  await expect(first.page.getByText('Drop footage here')).toBeVisible();
  await picture(first.page, 'clip-removed');
  expect(existsSync(clip)).toBe(true);
  expect(first.complaints).toEqual([]);
  const again = await start();
  await expect(again.page.getByText('Drop footage here')).toBeVisible();
  await again.page.keyboard.press('Control+z');
  await expect(clipRow(again.page, 'moved.mp4')).toContainText(`${truth.shots.length} shots`);
  await expect.poll(() => castOf(again)).toEqual(cast);

  renameSync(clip, join(folder, 'elsewhere.mp4'));
  const { page, complaints } = await start();
  await expect(clipRow(page, 'moved.mp4')).toContainText('File is missing');
  await expect(page.getByText(`Shot 1 of ${truth.shots.length}`)).toBeVisible();
  await expect(cards(page).filter({ hasText: 'Anna' })).toHaveCount(1);
  await expect(page.getByText(/stills are shown/)).toBeVisible();
  await expect(page.locator('img.picture')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText(/^Shot 2 of/)).toBeVisible();
  await expectCalm(page);
  await picture(page, 'missing');
  // Chromium itself notes on the console that the file could not be fetched.
  expect(complaints.filter((text) => !/404/.test(text))).toEqual([]);

  renameSync(join(folder, 'elsewhere.mp4'), clip);
  const back = await start();
  // The desk goes back to where it was left, and may do so after a key that comes at once.
  await expect(async () => {
    await back.page.keyboard.press('Home');
    const stage = back.page.getByTestId('stage');
    await expect(stage).toHaveAttribute('data-shown-frame', '0', { timeout: 1000 });
  }).toPass();
  await expect(clipRow(back.page, 'moved.mp4')).not.toContainText('missing');
  expect(existsSync(clip)).toBe(true);
});

test('a pause holds the work where it is, and it goes on to the end afterwards', async ({ start }) => {
  const films = await Promise.all([demoClip(), gradualFixture(), trapsFixture()]);
  const { page, complaints } = await start();
  const reached = untilPhase(page, 'shots');
  await importFiles(
    page,
    films.map(({ path }) => path),
  );
  await reached;
  await page.keyboard.press('p');
  await expect(page.getByText(/^Paused · 3 clips left/)).toBeVisible();
  // The short steps that have begun come to their end first.
  let held: string | null = null;
  await expect
    .poll(
      async () => {
        const before = held;
        held = await work(page).getAttribute('value');
        return held !== null && held === before;
      },
      { intervals: [1500] },
    )
    .toBe(true);
  await picture(page, 'paused');
  await page.waitForTimeout(2500);
  expect(await work(page).getAttribute('value')).toBe(held);
  expect(Number(held)).toBeLessThan(1);
  await page.keyboard.press('p');
  await untilRested(page, films.length);
  expect((await listClips(page)).every(({ state }) => state === 'ready')).toBe(true);
  expect(complaints).toEqual([]);
});
