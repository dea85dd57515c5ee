import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoClip } from '../support/demo-clip.ts';
import { expect, picture, resize, test, untilRested } from '../support/desk.ts';
import { footage, hasFootage } from '../support/footage.ts';

test('masks and boxes lie over four people on a sofa, solid in pause and thin in play', async ({ start }) => {
  test.skip(!hasFootage, 'The real footage is not here.');
  test.setTimeout(300_000);
  const launched = await start(footage('video', 'google_paris_21shots.mp4'));
  const { page, complaints } = launched;
  await resize(launched, 1280, 720);
  await untilRested(page, 1);
  // The shot with the sofa is the sixteenth.
  for (let n = 0; n < 15; n++) await page.keyboard.press('ArrowDown');
  const masks = page.locator('.mask-layer path.subject');
  await expect(masks).toHaveCount(4, { timeout: 20_000 });
  await picture(page, 'overlay-sofa-first');
  await expect(page.locator('.face-box')).toHaveCount(4);
  await expect(page.locator('.mask-layer path.garment').first()).toBeVisible();
  const outlines = await masks.evaluateAll((paths) => paths.map((path) => path.getAttribute('d') ?? ''));
  for (const outline of outlines) expect(outline.length).toBeGreaterThan(500);
  await picture(page, 'overlay-sofa-1280');
  for (let n = 0; n < 3; n++) await page.keyboard.press('Alt+=');
  await expect(page.locator('.stage-zoom')).toHaveText(/338 %/);
  await picture(page, 'overlay-sofa-zoomed');
  await page.keyboard.press('Alt+\\');
  await resize(launched, 2560, 1440);
  await picture(page, 'overlay-sofa-2560');
  await page.keyboard.press('Shift+b');
  await expect(page.locator('.mask-layer')).toHaveCount(0);
  await page.keyboard.press('b');
  await expect(page.locator('.face-box')).toHaveCount(0);
  await page.keyboard.press('b');
  await page.keyboard.press('Shift+b');
  await page.keyboard.press('l');
  await expect(page.locator('.overlay.moving')).toHaveCount(1);
  await picture(page, 'overlay-sofa-playing');
  expect(complaints).toEqual([]);
});

test('a face is named where it is, a missed one is drawn, a range loops, a still is written', async ({
  start,
  folder,
}) => {
  test.setTimeout(240_000);
  const launched = await start((await demoClip()).path);
  const { app, page, complaints } = launched;
  await resize(launched, 1280, 720);
  await untilRested(page, 1);
  const faces = page.locator('.face-box');
  await expect.poll(() => faces.count(), { timeout: 20_000 }).toBeGreaterThan(0);

  await faces.first().click();
  await picture(page, 'viewer-naming');
  await page.keyboard.type('Vera');
  await page.keyboard.press('Enter');
  await expect(page.locator('.face-box', { hasText: 'Vera' })).toHaveCount(1);

  await page.keyboard.press('d');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await picture(page, 'viewer-drawing');
  const before = await faces.count();
  await page.keyboard.press('Enter');
  await expect(page.locator('.face-name input')).toBeFocused({ timeout: 20_000 });
  await page.keyboard.press('Escape');
  await expect(faces).toHaveCount(before + 1);
  await page.keyboard.press('Control+z');
  await expect(faces).toHaveCount(before);

  const frame = async (): Promise<number> =>
    Number(/^Frame (\d+)/.exec((await page.locator('.timecode').getAttribute('title')) ?? '')?.[1]);
  await page.keyboard.press('Home');
  for (let n = 0; n < 5; n++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('i');
  for (let n = 0; n < 10; n++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('o');
  await expect(page.getByRole('note', { name: 'In and out point' })).toContainText('I ');
  await picture(page, 'viewer-marks');
  await page.keyboard.press('Shift+l');
  const seen = new Set<number>();
  const until = Date.now() + 2500;
  while (Date.now() < until) seen.add(await frame());
  await page.keyboard.press('Shift+l');
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(5);
  expect(Math.max(...seen)).toBeLessThanOrEqual(16);
  await page.keyboard.press('Shift+i');
  expect(await frame()).toBe(5);

  const path = join(folder, 'still.png');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await page.keyboard.press('Control+Shift+s');
  await expect.poll(() => existsSync(path)).toBe(true);
  expect(readFileSync(path).subarray(1, 4).toString('latin1')).toBe('PNG');

  await page.keyboard.press('Shift+f');
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await page.keyboard.press('Shift+f');
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(false);
  expect(complaints).toEqual([]);
});
