import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { findings } from '../support/axe.ts';
import { demoClip } from '../support/demo-clip.ts';
import {
  cards,
  clipRow,
  clipsPanel,
  expect,
  namePerson,
  picture,
  test,
  untilRested,
} from '../support/desk.ts';

/** Every sheet and panel that a key opens, by the name of its dialog or region. */
const places = [
  ['export', 'Control+e', 'dialog', /^Export/],
  ['import', 'Control+Shift+D', 'dialog', /./],
  ['pack', 'Control+Shift+R', 'dialog', /./],
  ['cloud', 'Control+Shift+K', 'dialog', 'Cloud recogniser'],
  ['ledger', 'Control+Shift+L', 'dialog', 'Cloud recogniser'],
  ['opinion', 'Alt+o', 'dialog', 'Second opinion'],
  ['wardrobe', 'w', 'region', 'Wardrobe'],
  ['inspector', 'Control+i', 'region', 'Inspector'],
] as const;

async function checkPlaces(page: Page, light: string): Promise<void> {
  for (const [name, key, role, title] of places) {
    await page.keyboard.press(key);
    await expect(page.getByRole(role, { name: title })).toBeVisible();
    expect(await findings(page), `${name}${light}`).toEqual([]);
    await picture(page, `place-${name}${light}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
}

test('axe finds nothing to mend on any screen', async ({ start, folder }) => {
  const { path: clip } = await demoClip();
  const broken = join(folder, 'broken.mp4');
  writeFileSync(broken, 'this is no film');
  let { page } = await start();
  await expect(page.getByText('Drop footage here')).toBeVisible();
  expect(await findings(page), 'welcome').toEqual([]);

  ({ page } = await start(clip, broken));
  await expect(page.getByRole('progressbar', { name: 'Analysis', exact: true })).toBeVisible();
  expect(await findings(page), 'busy').toEqual([]);
  await picture(page, 'busy');

  await untilRested(page, 2);
  await expect(clipsPanel(page).getByText(/shots · \d+ people/)).toBeVisible();
  await clipRow(page, 'demo.mp4').getByRole('button').first().click();
  await expect(page.getByTestId('stage')).toHaveAttribute('data-shown-frame', '0');
  expect(await findings(page), 'desk').toEqual([]);
  for (const [name, part] of [
    ['clip', clipRow(page, 'demo.mp4')],
    ['person', cards(page).first()],
    ['picture', page.getByTestId('stage')],
    ['timeline', page.getByTestId('timeline')],
  ] as const) {
    await part.click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    expect(await findings(page), `menu of a ${name}`).toEqual([]);
    await picture(page, `menu-${name}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();
  }
  await namePerson(page, 1, 'Anna');
  expect(await findings(page), 'desk with a name and a note').toEqual([]);

  await page.keyboard.press('c');
  await expect(page.getByRole('region', { name: 'Cuts' }).getByRole('img').first()).toBeVisible();
  expect(await findings(page), 'cut review').toEqual([]);
  await page.keyboard.press('Escape');

  await page.keyboard.press('r');
  await expect(page.getByRole('region', { name: 'Review' }).getByRole('heading', { level: 3 })).toBeVisible();
  expect(await findings(page), 'review').toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('2');
  await page.keyboard.press('f');
  await page
    .getByRole('button', { name: /^Face at frame/ })
    .first()
    .click();
  expect(await findings(page), 'page of a person').toEqual([]);
  await page.keyboard.press('e');
  await expect(page.getByRole('combobox', { name: 'Person' })).toBeFocused();
  expect(await findings(page), 'list of people').toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await expect(page.getByText('Anna without Bob')).toBeVisible();
  expect(await findings(page), 'search').toEqual([]);
  await page.keyboard.type('anna -tag:none shot:long');
  await expect(page.getByRole('listbox', { name: 'Shots found' }).getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  expect(await findings(page), 'what a search found').toEqual([]);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('textbox', { name: 'Name of the bin' })).toBeFocused();
  expect(await findings(page), 'naming a bin').toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Close the search' }).click();

  await checkPlaces(page, '');
  await page.keyboard.press('Control+Shift+P');
  await expect(page.getByRole('dialog', { name: 'All commands' })).toBeVisible();
  expect(await findings(page), 'palette').toEqual([]);
  await page.keyboard.press('Escape');

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  expect(await findings(page), 'key sheet').toEqual([]);
  await picture(page, 'keys');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+,');
  const sheet = page.getByRole('dialog', { name: 'Settings' });
  await sheet.getByRole('radio', { name: /^120/ }).click();
  await expect(sheet.getByRole('radio', { name: /^120/ })).toBeChecked();
  // An arrow key chooses among radio buttons: what would look at all clips again is asked before.
  await sheet.getByRole('radio', { name: /^By machine/ }).press('ArrowRight');
  await expect(sheet.getByText(/analysed clips? would be looked at again/)).toBeVisible();
  expect(await findings(page), 'settings').toEqual([]);
  await picture(page, 'settings');
  await sheet.getByRole('button', { name: 'Leave as it is' }).click();
  await expect(sheet.getByRole('radio', { name: /^By machine/ })).toBeChecked();
  await sheet.getByRole('radio', { name: 'Light' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  expect(await findings(page), 'settings in the light').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Cast' })).toBeVisible();
  expect(await findings(page), 'desk in the light').toEqual([]);
  await picture(page, 'light');
  await checkPlaces(page, '-light');
  await page.keyboard.press('Control+,');
  await sheet.getByRole('radio', { name: 'Deutsch' }).click();
  await expect(page.getByRole('dialog', { name: 'Einstellungen' })).toBeVisible();
  expect(await findings(page), 'settings in German').toEqual([]);
  await picture(page, 'german');
  await page.getByRole('radio', { name: 'English' }).click();
  await expect(sheet).toBeVisible();
  await sheet.getByRole('radio', { name: 'Dark' }).click();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'About Castline' }).click();
  await expect(page.getByRole('dialog', { name: 'Castline' }).getByRole('table')).toHaveCount(2);
  expect(await findings(page), 'About').toEqual([]);
  await picture(page, 'about');
  await page.keyboard.press('Escape');

  await clipRow(page, 'broken.mp4').getByRole('button').first().click();
  await expect(page.getByText('This clip could not be analysed')).toBeVisible();
  expect(await findings(page), 'failed clip').toEqual([]);
  await picture(page, 'failed');
});
