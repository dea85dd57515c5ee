import type { Page } from '@playwright/test';
import type { HistoryEntry, NoteView, PersonView, TagView } from '../../src/shared/contract/index.ts';
import { copyAnalysedDemo } from '../support/analysed.ts';
import { findings } from '../support/axe.ts';
import { barsClips, makeBarsClip } from '../support/bars.ts';
import { clipRow, expect, picture, resize, test, untilRested } from '../support/desk.ts';

async function ask<T>(page: Page, area: string, name: string, input?: unknown): Promise<T> {
  const reply = await page.evaluate((request) => window.castline.call(request), { area, name, input });
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.output as T;
}
const tagsOf = (page: Page) => ask<TagView[]>(page, 'tags', 'list');
const rangesOf = async (page: Page) =>
  (await tagsOf(page)).map(({ name, startFrame, endFrame }) => [name, startFrame, endFrame]);
const lane = (page: Page, id: string) => page.locator(`[data-lane="${id}"]`);

async function ready(page: Page): Promise<void> {
  await expect
    .poll(async () => (await ask<{ state: string }[]>(page, 'assets', 'list'))[0]?.state, {
      timeout: 150_000,
    })
    .toBe('ready');
  await expect(page.getByTestId('stage')).toHaveAttribute('data-shown-frame', '0');
  await expect(lane(page, 'tags')).toBeVisible();
}

test.beforeEach(async ({ folder }) => {
  test.setTimeout(300_000);
  await copyAnalysedDemo(folder);
});

test('ranges are marked, drawn, moved, trimmed, renamed and removed, by key and by hand, and undone', async ({
  start,
}) => {
  const launched = await start();
  const { page } = launched;
  await resize(launched, 1440, 900);
  await ready(page);
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('m');
  await expect.poll(() => rangesOf(page)).toEqual([['Marker', 5, 6]]);
  await page.keyboard.press('.');
  await page.keyboard.press('>');
  await expect.poll(() => rangesOf(page)).toEqual([['Marker', 16, 17]]);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => rangesOf(page)).toEqual([['Marker', 5, 6]]);
  await page.keyboard.press('Escape');

  await lane(page, 'tags').scrollIntoViewIfNeeded();
  const [canvas, row] = [
    await page.getByTestId('timeline').boundingBox(),
    await lane(page, 'tags').boundingBox(),
  ];
  if (!canvas || !row) throw new Error('The timeline is not there.');
  const at = (x: number): [number, number] => [canvas.x + x, row.y + row.height / 2];
  await page.keyboard.press('s');
  await page.mouse.move(...at(300));
  await page.mouse.down();
  await page.mouse.move(...at(420), { steps: 5 });
  await picture(page, 'range-drawn');
  await page.mouse.up();
  const field = page.getByRole('combobox', { name: 'Name of the tag' });
  await expect(field).toBeFocused();
  expect(await findings(page), 'name of a tag').toEqual([]);
  await page.keyboard.type('Stunt');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await rangesOf(page)).map(([name]) => name).sort())
    .toEqual(['Marker', 'Stunt']);
  const drawn = (await tagsOf(page)).find(({ name }) => name === 'Stunt');
  if (drawn?.startFrame === undefined || drawn.endFrame === undefined) throw new Error('Nothing was drawn.');
  const { startFrame, endFrame } = drawn;

  await page.mouse.move(...at(419));
  await page.mouse.down();
  await page.mouse.move(...at(480), { steps: 5 });
  await page.mouse.up();
  const stunt = async () => (await tagsOf(page)).find(({ id }) => id === drawn.id);
  await expect.poll(async () => (await stunt())?.endFrame).toBeGreaterThan(endFrame);
  expect((await stunt())?.startFrame).toBe(startFrame);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await stunt())?.endFrame).toBe(endFrame);
  await page.keyboard.press('Alt+[');
  await page.keyboard.press('Alt+.');
  await expect.poll(stunt).toMatchObject({ startFrame: startFrame - 1, endFrame: endFrame + 1 });
  await page.keyboard.press('Delete');
  await expect.poll(() => rangesOf(page)).toEqual([['Marker', 5, 6]]);
  await page.keyboard.press('Control+z');
  await expect.poll(stunt).toMatchObject({ startFrame: startFrame - 1, endFrame: endFrame + 1 });
  expect(launched.complaints).toEqual([]);
});

test('tags and people run while a key is held, and nothing is lost by a pause, another window or the end', async ({
  start,
}) => {
  const launched = await start();
  const { page } = launched;
  await ready(page);
  await page.keyboard.press('Space');
  await page.waitForTimeout(300);
  await page.keyboard.down('t');
  await page.keyboard.down('1');
  await page.waitForTimeout(800);
  await picture(page, 'tag-while-playing');
  await page.keyboard.up('t');
  await expect.poll(() => rangesOf(page)).toHaveLength(1);
  await page.keyboard.press('k');
  await page.keyboard.up('1');
  const [held] = await tagsOf(page);
  expect((held?.endFrame ?? 0) - (held?.startFrame ?? 0)).toBeGreaterThan(4);
  const said = async () =>
    (await ask<HistoryEntry[]>(page, 'edits', 'history', { most: 10 })).map(({ label }) => label);
  await expect.poll(said).toHaveLength(2);
  expect((await said())[0]).toMatchObject({ did: 'presence', isPresent: true });

  // A tap lets it run on; another one ends it.
  await page.keyboard.press('t');
  await page.waitForTimeout(500);
  expect(await rangesOf(page)).toHaveLength(1);
  await page.keyboard.press('t');
  await expect.poll(() => rangesOf(page)).toHaveLength(2);

  // The window loses the keyboard: the key's end is never heard.
  await page.keyboard.down('t');
  await page.waitForTimeout(400);
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect.poll(() => rangesOf(page)).toHaveLength(3);
  await page.keyboard.up('t');

  // To the end of the clip.
  await page.keyboard.press('k');
  await page.keyboard.press('End');
  for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('t');
  await expect.poll(() => rangesOf(page), { timeout: 15_000 }).toHaveLength(4);
  const { frameCount } = (await ask<{ id: string }[]>(page, 'assets', 'list')).length
    ? await ask<{ frameCount: number }>(page, 'assets', 'detail', {
        assetId: (await ask<{ id: string }[]>(page, 'assets', 'list'))[0]?.id,
      })
    : { frameCount: 0 };
  expect(Math.max(...(await tagsOf(page)).map(({ endFrame }) => endFrame ?? 0))).toBe(frameCount);
  expect(launched.complaints).toEqual([]);
});

test('the inspector tells of what is chosen, keeps notes and tags, and goes back in the history', async ({
  start,
}) => {
  const launched = await start();
  const { page } = launched;
  await resize(launched, 1280, 720);
  await ready(page);
  await page.keyboard.press('Control+i');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByText('demo.mp4')).toBeVisible();
  await page.keyboard.press('1');
  await page.keyboard.press('x');
  await expect(inspector.getByText('Appearance')).toBeVisible();
  const note = inspector.getByRole('textbox', { name: 'Note' });
  await note.fill('Wears the wrong watch');
  await page.keyboard.press('Control+Enter');
  await expect
    .poll(async () => (await ask<NoteView[]>(page, 'notes', 'list')).map(({ text }) => text))
    .toEqual(['Wears the wrong watch']);
  await inspector.getByRole('button', { name: 'Add a tag…' }).click();
  await page.keyboard.type('continuity');
  await page.keyboard.press('Enter');
  await expect(inspector.getByRole('button', { name: 'Remove the tag “continuity”' })).toBeVisible();
  await expect.poll(async () => (await tagsOf(page)).map(({ name }) => name)).toEqual(['continuity']);
  await picture(page, 'inspector');
  expect(await findings(page), 'inspector').toEqual([]);

  // Several at once: one step.
  await page.keyboard.press('Shift+t');
  await expect(inspector.getByText('Appearance')).toHaveCount(0);
  await page.keyboard.press('Control+a');
  await expect(inspector.getByText('2 ranges')).toBeVisible();
  await inspector.getByRole('button', { name: 'Rename all tags…' }).click();
  await page.keyboard.type('both');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await tagsOf(page)).map(({ name }) => name)).toEqual(['both', 'both']);
  await picture(page, 'inspector-several');
  expect(await findings(page), 'inspector of several').toEqual([]);

  await inspector.getByRole('button', { name: 'As it was at first' }).click();
  await expect.poll(() => rangesOf(page)).toEqual([]);
  expect(await ask<NoteView[]>(page, 'notes', 'list')).toEqual([]);
  await inspector.getByRole('button', { name: /^Go to: .*both/ }).click();
  await expect.poll(async () => (await tagsOf(page)).map(({ name }) => name)).toEqual(['both', 'both']);
  const people = await ask<PersonView[]>(page, 'cast', 'list');
  expect(people.length).toBeGreaterThan(0);
  expect(launched.complaints).toEqual([]);
});

test('lanes are folded, moved, coloured and left out, and stay so', async ({ start }) => {
  let launched = await start();
  await ready(launched.page);
  const order = async (page: Page) =>
    page.locator('[data-lane]').evaluateAll((items) => items.map((item) => item.getAttribute('data-lane')));
  const before = await order(launched.page);
  const tags = lane(launched.page, 'tags');
  await tags.getByRole('button').first().focus();
  await launched.page.keyboard.press('ArrowLeft');
  await expect(tags.getByRole('button', { name: 'Expand Tags' })).toBeVisible();
  for (let step = 0; step < before.length; step++) await launched.page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => order(launched.page)).toEqual(['tags', ...before.filter((id) => id !== 'tags')]);
  await tags.getByRole('button').first().click({ button: 'right' });
  await picture(launched.page, 'lane-menu');
  await launched.page.getByRole('menuitem', { name: 'Green' }).click();
  await launched.page.getByRole('button', { name: 'Lanes shown' }).click();
  await launched.page.getByRole('menuitemcheckbox', { name: 'People', exact: true }).click();
  await launched.page.keyboard.press('Escape');
  await expect.poll(() => order(launched.page)).not.toContain(before[0]);
  launched = await start();
  await expect(lane(launched.page, 'tags')).toBeVisible();
  expect((await order(launched.page))[0]).toBe('tags');
  await expect(lane(launched.page, 'tags').getByRole('button', { name: 'Expand Tags' })).toBeVisible();
});

test('all clips stand in sequence on one timeline, and each place leads to its clip', async ({ start }) => {
  const [plain] = barsClips;
  if (!plain) throw new Error('There is no second clip.');
  const launched = await start(await makeBarsClip(plain));
  const { page } = launched;
  await resize(launched, 1280, 720);
  await untilRested(page, 2);
  await clipRow(page, 'demo.mp4').getByRole('button').first().click();
  await ready(page);
  await page.keyboard.press('m');
  await page.keyboard.press('Shift+c');
  const clips = page.getByRole('list', { name: 'Clips', exact: true }).getByRole('button');
  await expect(clips).toHaveCount(2);
  await expect(page.getByRole('list', { name: 'Tags on the timeline' }).getByRole('button')).toHaveCount(1);
  await picture(page, 'all-clips');
  expect(await findings(page), 'all clips').toEqual([]);
  await page.keyboard.press('+');
  const canvas = await page.getByTestId('timeline').boundingBox();
  if (!canvas) throw new Error('The timeline is not there.');
  await page.keyboard.press('\\');
  await page.mouse.click(canvas.x + canvas.width - 4, canvas.y + 40);
  await expect(page.locator('.clip-title')).toHaveText(plain.name);
  await clips.first().focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.clip-title')).toHaveText('demo.mp4');
  await page.keyboard.press('Shift+c');
  await expect(page.getByRole('list', { name: 'Shots' }).getByRole('button').first()).toBeAttached();
  expect(launched.complaints).toEqual([]);
});
