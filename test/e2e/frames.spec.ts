import { basename } from 'node:path';
import type { Page } from '@playwright/test';
import {
  barPoints,
  barsClips,
  barsFrames,
  makeBarsClip,
  numberFromBars,
  seededRandom,
} from '../support/bars.ts';
import { clipRow, expect, picture, resize, test, untilRested } from '../support/desk.ts';
import type { LaunchedCastline } from '../support/electron.ts';

/** `npm run proof:frames` asks for all; every run of the tests for a sample. */
const isProof = process.env.CASTLINE_PROOF === 'frames';
const seeks = isProof ? 100 : 6;
/** In each direction. */
const steps = isProof ? 50 : 4;

/** The frame that the desk says it is at. */
async function frameAsked(page: Page): Promise<number> {
  const title = await page.locator('.timecode').getAttribute('title');
  return Number(/^Frame (\d+) of/.exec(title ?? '')?.[1]);
}

/** The number that the picture in the viewer carries, read from a screenshot. */
async function frameSeen({ app, page }: LaunchedCastline): Promise<number | undefined> {
  const clip = await page.locator('video.picture').boundingBox();
  if (!clip) return undefined;
  const png = await page.screenshot({ clip });
  const light = await app.evaluate(
    ({ nativeImage }, { base64, points }) => {
      const image = nativeImage.createFromBuffer(Buffer.from(base64, 'base64'));
      const { width, height } = image.getSize();
      const pixels = image.toBitmap();
      return points.map(
        ({ x, y }) => pixels[(Math.floor(y * height) * width + Math.floor(x * width)) * 4 + 1] ?? 0,
      );
    },
    { base64: png.toString('base64'), points: barPoints },
  );
  return numberFromBars(light);
}

/** Waits until the desk says that the frame asked for is on screen, and that it was drawn. */
async function settle(page: Page): Promise<number> {
  const asked = await frameAsked(page);
  await expect(page.getByTestId('stage')).toHaveAttribute('data-shown-frame', String(asked));
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  return asked;
}

test('the picture shown is that of the frame asked for, in every rate, clock and codec', async ({
  start,
}) => {
  test.setTimeout(isProof ? 1_800_000 : 180_000);
  const paths = await Promise.all(barsClips.map(makeBarsClip));
  const launched = await start(...paths);
  const { page, complaints } = launched;
  await resize(launched, 1000, 620);
  await untilRested(page, paths.length);
  const random = seededRandom(20_240);
  // Bars can look like somebody's shoes, and the line around those crosses the places that are read.
  await page.keyboard.press('b');
  await page.keyboard.press('Shift+B');

  for (const path of paths) {
    const name = basename(path);
    await clipRow(page, name).getByRole('button').first().click();
    // A proxy may have to be made first.
    await expect(page.locator('video.picture')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByTestId('stage')).toHaveAttribute('data-shown-frame', '0');
    const wrong: string[] = [];
    const check = async (what: string): Promise<number> => {
      const asked = await settle(page);
      const seen = await frameSeen(launched);
      if (seen !== asked) {
        if (wrong.length === 0) await picture(page, `wrong-frame-${name}`);
        wrong.push(`${what}: asked for ${asked}, saw ${seen}`);
      }
      return asked;
    };
    const timeline = await page.getByTestId('timeline').boundingBox();
    if (!timeline) throw new Error('There is no timeline.');
    for (let n = 0; n < seeks; n++) {
      await page.mouse.click(timeline.x + random() * (timeline.width - 1), timeline.y + 60);
      await check('seek');
    }
    await page.keyboard.press('End');
    expect(await check('last frame'), name).toBe(barsFrames - 1);
    for (let n = 1; n <= steps; n++) {
      await page.keyboard.press('ArrowLeft');
      expect(await check('step back'), name).toBe(barsFrames - 1 - n);
    }
    await page.keyboard.press('Home');
    expect(await check('first frame'), name).toBe(0);
    for (let n = 1; n <= steps; n++) {
      await page.keyboard.press('ArrowRight');
      expect(await check('step on'), name).toBe(n);
    }
    await page.keyboard.press('l');
    await expect.poll(() => frameAsked(page)).toBeGreaterThan(steps + 5);
    await page.keyboard.press('k');
    await check('stopped while playing');
    if (isProof) console.log(`${name}: ${seeks} seeks and ${steps} steps each way, ${wrong.length} wrong`);
    expect(wrong, name).toEqual([]);
  }
  expect(complaints).toEqual([]);
});
