import { demoClip } from '../support/demo-clip.ts';
import { cards, expect, importFiles, picture, test, untilRested } from '../support/desk.ts';

test('the review names the whole cast from the keyboard alone', async ({ start }) => {
  const { page } = await start();
  await importFiles(page, [(await demoClip()).path]);
  await untilRested(page, 1);
  let presses = 0;
  const press = async (key: string): Promise<void> => {
    presses += 1;
    await page.keyboard.press(key);
  };
  await expect(cards(page).first()).toBeVisible();
  await press('r');
  const review = page.getByRole('region', { name: 'Review' });
  const question = review.getByRole('heading', { level: 3 });
  await expect(question).toBeVisible();
  await picture(page, 'review');
  for (let named = 0; named < 60; named++) {
    const left = review.getByRole('status', { name: /questions left/ });
    if (await review.getByText('Nothing left to ask').isVisible()) break;
    const before = await left.getAttribute('aria-label');
    const asked = await question.textContent();
    if (asked === 'Who is this?') {
      await press('Enter');
      await page.keyboard.type(`P${named}`);
      presses += `P${named}`.length;
      await press('Enter');
    } else if (asked === 'The same person?') {
      if (named < 3) await picture(page, `review-same-${named}`);
      await press('n');
    } else {
      if (named < 3) await picture(page, `review-belongs-${named}`);
      await press('y');
    }
    await expect(left).not.toHaveAttribute('aria-label', before ?? '');
  }
  await expect(review.getByText('Nothing left to ask')).toBeVisible();
  await picture(page, 'review-done');
  await press('Escape');
  await expect(page.getByText(/^\d+ unnamed$/)).toHaveCount(0);
  test.info().annotations.push({ type: 'key presses for the whole cast', description: String(presses) });
  await press('Control+z');
  await expect(page.getByText(/^\d+ unnamed$|^Review \d+$/).first()).toBeVisible();
});

test('a person is merged, parted, hidden and put right face by face', async ({ start }) => {
  const { page } = await start();
  await importFiles(page, [(await demoClip()).path]);
  await untilRested(page, 1);
  const count = await cards(page).count();
  await page.keyboard.press('1');
  await page.keyboard.press('e');
  const picker = page.getByRole('dialog', { name: 'Who is the same person?' });
  await expect(picker).toBeVisible();
  await picture(page, 'picker');
  await page.keyboard.press('Enter');
  await expect(cards(page)).toHaveCount(count - 1);
  await page.keyboard.press('Control+z');
  await expect(cards(page)).toHaveCount(count);

  await page.keyboard.press('1');
  await page.keyboard.press('f');
  const side = page.getByRole('region', { name: 'Person' });
  const faces = side.getByRole('button', { name: /^Face at frame/ });
  await expect(faces.first()).toBeVisible();
  await faces.first().click();
  await picture(page, 'person');
  await side.getByRole('button', { name: /Somebody new/ }).click();
  await expect(page.getByText(/taken out of/).first()).toBeVisible();
  await page.keyboard.press('Control+z');

  await page.keyboard.press('1');
  await page.keyboard.press('h');
  await expect(page.getByText(/is hidden as a stranger/).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Hidden 1')).toBeVisible();
  await picture(page, 'hidden');
});
