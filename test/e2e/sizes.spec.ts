import { demoClip } from '../support/demo-clip.ts';
import { clipsPanel, expect, namePerson, picture, resize, test, untilRested } from '../support/desk.ts';

test('nothing is cut off or covered, from the smallest window to a large display', async ({ start }) => {
  const { path } = await demoClip();
  const launched = await start(path);
  const { page, complaints } = launched;
  await untilRested(page, 1);
  await expect(clipsPanel(page).getByText(/shots · \d+ people/)).toBeVisible();
  await namePerson(page, 1, 'Anna-Magdalena von Hohenstein-Wildungen');
  await expect(page.getByTestId('stage')).toHaveAttribute('data-shown-frame', '0');
  for (const [width, height] of [
    [1000, 620],
    [1280, 720],
    [2560, 1440],
  ] as const) {
    await resize(launched, width, height);
    for (const screen of ['desk', 'cuts'] as const) {
      if (screen === 'cuts') {
        await page.keyboard.press('c');
        await expect(page.getByRole('region', { name: 'Cuts' }).getByRole('img').first()).toBeVisible();
      }
      await picture(page, `${screen}-${width}`);
      // A button whose middle belongs to something else cannot be pressed. Lists may scroll: theirs may lie below.
      const covered = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.header button, .transport button, .panel-head button')]
          .filter((button) => button.offsetParent !== null)
          .filter((button) => {
            const { left, top, width: wide, height: high } = button.getBoundingClientRect();
            const there = document.elementFromPoint(left + wide / 2, top + high / 2);
            return !button.contains(there);
          })
          .map((button) => button.getAttribute('aria-label') ?? button.innerText),
      );
      expect(covered, `${screen} at ${width} x ${height}`).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBe(0);
    }
    await page.keyboard.press('Escape');
  }
  expect(complaints).toEqual([]);
});
