import type { Page } from '@playwright/test';
import { demoClip } from '../support/demo-clip.ts';
import { expect, test } from '../support/desk.ts';

const review = (page: Page) => page.getByRole('region', { name: 'Cuts' });
const rows = (page: Page) => review(page).getByRole('option');
const shotCount = (page: Page, count: number) =>
  expect(page.getByRole('region', { name: 'Timeline' }).getByText(new RegExp(`of ${count}$`))).toBeVisible();
/** A note at the lower edge; the one for screen readers says more. */
const note = (page: Page, text: string) => page.getByText(text, { exact: true });
const picture = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: `test-results/screens/${name}.png` });
};
const timecode = (frame: number): string =>
  `01:00:${String(Math.floor(frame / 24)).padStart(2, '0')}:${String(frame % 24).padStart(2, '0')}`;

/** Both pictures of the boundary looked at are there. */
async function expectPair(page: Page, last: number, first: number): Promise<void> {
  for (const frame of [last, first]) {
    const image = review(page).getByRole('img', { name: timecode(frame) });
    await expect(image).toBeVisible();
    await expect(image).toHaveJSProperty('naturalWidth', 640);
  }
}

test('cuts are reviewed from the keyboard: kept, moved, removed, added, undone, and kept over a restart', async ({
  start,
}) => {
  const { path: clip, truth } = await demoClip();
  const starts = truth.shots.map((shot) => shot.first_frame);
  let { page, complaints } = await start(clip);
  await expect(page.getByRole('region', { name: 'Clips' }).getByText(/shots · \d+ people/)).toBeVisible({
    timeout: 120_000,
  });

  await page.keyboard.press('c');
  await expect(rows(page).first()).toBeVisible();
  const shots = (await rows(page).count()) + 1;
  await shotCount(page, shots);
  await expect(rows(page).first()).toHaveAttribute('aria-selected', 'true');
  await expect(review(page).getByText('not decided')).toContainText(String(shots - 1));
  await picture(page, 'cuts-open');

  // A hard cut of the list: keep it, and the review goes on to the next.
  const frame = starts[1] ?? 0;
  const row = rows(page).filter({ hasText: timecode(frame) });
  for (let step = 0; (await row.getAttribute('aria-selected')) !== 'true' && step < shots; step++) {
    await page.keyboard.press('ArrowDown');
  }
  await expectPair(page, frame - 1, frame);
  await expect(page.getByRole('timer', { name: 'Timecode' })).toHaveText(timecode(frame));
  await picture(page, 'cuts-pair');
  await page.keyboard.press('y');
  await expect(row).toContainText('decided by you');
  await expect(row).toHaveAttribute('aria-selected', 'false');
  await expect(review(page).getByText('not decided')).toContainText(String(shots - 2));

  // The next one is moved two frames on and one back, and stays in view.
  const moving = Number(starts.find((at) => at > 0 && at !== frame) ?? 0);
  await rows(page)
    .filter({ hasText: timecode(moving) })
    .click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('.');
  await page.keyboard.press('ArrowLeft');
  await expectPair(page, moving, moving + 1);
  await expect(note(page, `Cut moved to ${timecode(moving + 1)}`)).toBeVisible();
  await picture(page, 'cuts-moved');
  await shotCount(page, shots);

  // Removed, and added elsewhere at the playhead without the review.
  await page.keyboard.press('n');
  await shotCount(page, shots - 1);
  await expect(note(page, `Cut at ${timecode(moving + 1)} removed`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(review(page)).toHaveCount(0);
  await page.keyboard.press('Home');
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('a');
  await expect(note(page, `Cut added at ${timecode(5)}`)).toBeVisible();
  await shotCount(page, shots);
  await picture(page, 'cuts-added');
  expect(complaints).toEqual([]);

  ({ page, complaints } = await start());
  await shotCount(page, shots);
  await page.keyboard.press('c');
  await expect(rows(page).filter({ hasText: 'decided by you' })).toHaveCount(2);
  await expect(rows(page).filter({ hasText: timecode(5) })).toHaveCount(1);

  // Add, remove, three moves and the word that one is right: six steps back.
  for (let step = 0; step < 6; step++) await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
  await expect(rows(page).filter({ hasText: 'decided by you' })).toHaveCount(0);
  await shotCount(page, shots);
  await expect(rows(page).filter({ hasText: timecode(moving) })).toHaveCount(1);
  await picture(page, 'cuts-undone');
  expect(complaints).toEqual([]);
});
