import type { Page } from '@playwright/test';
import { demoClip } from '../support/demo-clip.ts';
import { cards, expect, importFiles, picture, test, untilRested } from '../support/desk.ts';

async function withPeople(page: Page): Promise<number> {
  await importFiles(page, [(await demoClip()).path]);
  await untilRested(page, 1);
  await expect(cards(page).first()).toBeVisible();
  return cards(page).count();
}

/** What the engine answers, asked as the window asks it. */
async function ask<T>(page: Page, area: string, name: string, input?: object): Promise<T> {
  const reply = await page.evaluate((request) => window.castline.call(request), { area, name, input });
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.output as T;
}

test('strictness shows what it would change before it does; gaps and face data are set', async ({
  start,
}) => {
  const { page } = await start();
  const count = await withPeople(page);
  await page.keyboard.press('Control+,');
  const people = page.getByRole('region', { name: 'People', exact: true });
  const slider = people.getByRole('slider', { name: 'Strictness' });
  const change = people.getByRole('status', { name: 'What it would change' });
  await slider.focus();
  for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowRight');
  await expect(change).toContainText(`${count} people would be`);
  await picture(page, 'settings-strictness');
  await expect(cards(page)).toHaveCount(count);
  const then = Number(/would be (\d+)/.exec((await change.textContent()) ?? '')?.[1]);
  expect(then).toBeGreaterThan(count);
  await people.getByRole('button', { name: 'Group anew like this' }).click();
  await expect.poll(async () => (await ask<object[]>(page, 'cast', 'list')).length).toBe(then);

  await people.getByRole('radio', { name: /^None/ }).click();
  await expect
    .poll(() => ask<{ bridgeSeconds: number }>(page, 'settings', 'read'))
    .toMatchObject({ bridgeSeconds: 0 });

  await people.getByRole('radio', { name: 'Do not keep' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('for good');
  await picture(page, 'settings-forget');
  await page.keyboard.press('Escape');
  expect(await ask(page, 'settings', 'read')).toMatchObject({ keepsEmbeddings: true });
  await people.getByRole('radio', { name: 'Do not keep' }).click();
  await question.getByRole('button', { name: 'Forget face data' }).click();
  await expect(slider).toBeDisabled();
});

test('what tells one face from others is erased, once that was asked; the name stays', async ({ start }) => {
  const { page } = await start();
  await withPeople(page);
  await page.keyboard.press('1');
  await page.keyboard.press('f');
  const side = page.getByRole('region', { name: 'Person' });
  await side.getByRole('button', { name: /Erase face data/ }).click();
  const question = page.getByRole('alertdialog');
  await picture(page, 'erase');
  await question.getByRole('button', { name: 'Erase face data' }).click();
  await expect(page.getByText(/^What told .+ apart is gone for good\.$/)).toBeVisible();
  const id = await ask<{ id: string }[]>(page, 'cast', 'list').then((people) => people.map((one) => one.id));
  expect(id.length).toBeGreaterThan(1);
});
