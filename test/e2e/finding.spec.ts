import { readFileSync } from 'node:fs';
import { demoClip } from '../support/demo-clip.ts';
import { expect, namePerson, picture, resize, test, untilRested } from '../support/desk.ts';

test('a search from the keyboard finds shots, shows them and is kept as a bin', async ({ start }) => {
  const { path: clip } = await demoClip();
  let launched = await start(clip);
  let { page } = launched;
  await untilRested(page, 1);
  await namePerson(page, 1, 'Anna');
  const field = page.getByRole('combobox', { name: 'Search', exact: true });
  const found = page.getByRole('region', { name: 'Found' });
  const options = found.getByRole('option');

  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await expect(found.getByText('Anna without Bob')).toBeVisible();
  await picture(page, 'search-empty');

  await page.keyboard.type('an');
  await expect(options.first()).toBeVisible();
  await page.keyboard.type('na');
  await expect(found.getByRole('status')).toHaveText(/^\d+ shots? in 1 clip$/);
  const withAnna = await options.count();
  expect(withAnna).toBeGreaterThan(0);
  await expect(page.locator('.search-marks mark[data-kind="person"]')).toHaveText('anna');
  await picture(page, 'search-results');

  // Under Xvfb nobody drops anything: it is enough to see which file a drag would hand out.
  await launched.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window) window.webContents.startDrag = ({ file }) => Reflect.set(globalThis, 'dragged', file);
  });
  const dragged = () => launched.app.evaluate(() => String(Reflect.get(globalThis, 'dragged') ?? ''));
  await options.first().dispatchEvent('dragstart');
  await expect.poll(dragged).toMatch(/demo.mp4 shot 1 .*\.(jpg|png)$/);
  await page.getByRole('button', { name: 'Export…', exact: true }).dispatchEvent('dragstart');
  await expect.poll(dragged).toMatch(/Shoot\.manifest\.json$/);
  expect(JSON.parse(readFileSync(await dragged(), 'utf8'))).toHaveProperty('elements');

  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(field).not.toBeFocused();

  // What is typed can be completed.
  await page.keyboard.press('/');
  await page.keyboard.type('ann');
  const suggestions = page.getByRole('list', { name: 'Suggestions' });
  await expect(suggestions.getByRole('button', { name: /^Anna/ })).toBeVisible();
  await picture(page, 'search-suggestions');
  await page.keyboard.press('Tab');
  await expect(field).toHaveValue('Anna ');
  await expect(suggestions).toBeHidden();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('-anna');
  await expect.poll(() => options.count()).not.toBe(withAnna);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('zebra crossing');
  await expect(found.getByText('Nothing found')).toBeVisible();

  await page.keyboard.press('Control+a');
  await page.keyboard.type('anna shot:>0s');
  await expect.poll(() => options.count()).toBe(withAnna);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+s');
  const name = page.getByRole('textbox', { name: 'Name of the bin' });
  await expect(name).toBeFocused();
  await page.keyboard.type('All of Anna');
  await page.keyboard.press('Enter');
  const bin = page.getByRole('button', { name: `All of Anna, ${withAnna} shot` });
  await expect(bin).toBeVisible();
  await picture(page, 'search-bin');

  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Save a search, and it stays here')).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+Shift+z');
  await expect(bin).toBeVisible();

  launched = await start();
  ({ page } = launched);
  await page.getByRole('button', { name: /^All of Anna/ }).click();
  await expect(page.getByRole('region', { name: 'Found' }).getByRole('option')).toHaveCount(withAnna);
  await resize(launched, 1280, 720);
  await picture(page, 'search-1280');
  await resize(launched, 2560, 1440);
  await picture(page, 'search-2560');
  expect(launched.complaints).toEqual([]);
});
