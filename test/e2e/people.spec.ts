import type { Page } from '@playwright/test';
import { demoClip } from '../support/demo-clip.ts';
import { cards, expect, importFiles, picture, test, untilRested } from '../support/desk.ts';
import { footage, hasFootage } from '../support/footage.ts';

/** Answers all that is asked with single keys and names; gives how often a key was pressed. */
async function reviewAll(page: Page, pictures: string): Promise<{ presses: number; questions: number }> {
  let presses = 0;
  const press = async (key: string): Promise<void> => {
    presses += 1;
    await page.keyboard.press(key);
  };
  await press('r');
  const review = page.getByRole('region', { name: 'Review' });
  const question = review.getByRole('heading', { level: 3 });
  await expect(question).toBeVisible();
  await picture(page, pictures);
  let questions = 0;
  for (; questions < 60; questions++) {
    const left = review.getByRole('status', { name: /questions left/ });
    if (await review.getByText('Nothing left to ask').isVisible()) break;
    const before = await left.getAttribute('aria-label');
    const asked = await question.textContent();
    if (asked === 'Who is this?') {
      await press('Enter');
      const name = `P${questions}`;
      await page.keyboard.type(name);
      presses += name.length;
      await press('Enter');
    } else if (asked === 'The same person?') {
      if (questions < 3) await picture(page, `${pictures}-same-${questions}`);
      await press('n');
    } else {
      if (questions < 3) await picture(page, `${pictures}-belongs-${questions}`);
      await press('y');
    }
    await expect(left).not.toHaveAttribute('aria-label', before ?? '');
  }
  await expect(review.getByText('Nothing left to ask')).toBeVisible();
  await picture(page, `${pictures}-done`);
  await press('Escape');
  return { presses, questions };
}

const films = [
  { name: 'the demo film', path: async () => (await demoClip()).path },
  ...(hasFootage
    ? [{ name: 'the edit', path: async () => footage('edits', 'edit_a_h264_23976_tc010000.mp4') }]
    : []),
];

for (const [index, film] of films.entries()) {
  test(`the review names the whole cast of ${film.name} from the keyboard alone`, async ({ start }) => {
    const { page } = await start();
    await importFiles(page, [await film.path()]);
    await untilRested(page, 1);
    await expect(cards(page).first()).toBeVisible();
    const { presses, questions } = await reviewAll(page, `review-${index}`);
    await expect(page.getByText(/^\d+ unnamed$/)).toHaveCount(0);
    const people = await cards(page).count();
    const said = `${people} people of ${film.name} named in ${questions} questions, ${presses} key presses`;
    test.info().annotations.push({ type: 'review', description: said });
    console.log(said);
    await page.keyboard.press('Control+z');
    await expect(
      page
        .getByText(/^\d+ unnamed$/)
        .or(page.getByRole('button', { name: /^Review \d+ question/ }))
        .first(),
    ).toBeVisible();
  });
}

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
