import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { leafOf, scribble } from '../support/damage.ts';
import { clipRow, expect, namePerson, test, untilRested } from '../support/desk.ts';
import { cutsFixture } from '../support/edit-generator.ts';
import { type LaunchedCastline, launchCastline, ownFolder } from '../support/electron.ts';

interface Asked {
  readonly message: string;
  readonly detail: string;
  readonly buttons: string[];
}

/** The app behind a few lines that answer its dialogs. */
function answeringApp(folder: string): string {
  const app = join(folder, 'answering');
  mkdirSync(app);
  const about = JSON.parse(readFileSync(join(ownFolder, 'package.json'), 'utf8')) as object;
  writeFileSync(join(app, 'package.json'), JSON.stringify({ ...about, main: 'main.js' }));
  const files = [
    join(import.meta.dirname, '../support/answer-dialogs.cjs'),
    join(ownFolder, 'out/main/index.js'),
  ];
  writeFileSync(
    join(app, 'main.js'),
    files.map((file) => `import '${pathToFileURL(file).href}';\n`).join(''),
  );
  return app;
}

/** Starts the app on the damaged library of a folder, with the answer to what it asks. */
function startOn(folder: string, answer: string): Promise<LaunchedCastline> {
  return launchCastline({
    library: join(folder, 'Shoot.castline'),
    userDataDir: join(folder, 'profile'),
    appFolder: answeringApp(folder),
    env: { CASTLINE_TEST_ANSWER: answer, CASTLINE_TEST_ASKED: join(folder, 'asked.txt') },
  });
}

const askedIn = (folder: string): Asked[] =>
  readFileSync(join(folder, 'asked.txt'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Asked);

test('a library without its head is told, and comes back from its backup', async ({ start, folder }) => {
  const { path } = await cutsFixture();
  const { page, close } = await start(path);
  await untilRested(page, 1);
  await namePerson(page, 1, 'Anna');
  await page.evaluate(() => window.castline.call({ area: 'upkeep', name: 'backup', input: undefined }));
  await close();
  scribble(join(folder, 'Shoot.castline'), 0);
  const again = await startOn(folder, 'Restore');
  try {
    await expect(clipRow(again.page, 'cuts.mp4')).toHaveCount(1);
    await expect(again.page.getByRole('region', { name: 'Cast' }).getByText('Anna')).toBeVisible();
    const [asked, ...more] = askedIn(folder);
    expect(more).toEqual([]);
    expect(asked?.message).toContain('Shoot.castline');
    expect(asked?.detail).toMatch(/Nothing was changed/);
    expect(asked?.buttons).toEqual([
      'Restore the last backup',
      'Repair what can be read',
      'Choose a library…',
      'New library…',
      'Quit',
    ]);
  } finally {
    await again.close();
  }
});

test('a library that a crash left damaged is told, and repaired from what can be read', async ({
  start,
  folder,
}) => {
  const { path } = await cutsFixture();
  const { page, close } = await start(path);
  await untilRested(page, 1);
  await close();
  const library = join(folder, 'Shoot.castline');
  const second = await start();
  await second.page.evaluate(async () => {
    const people = await window.castline.call({ area: 'cast', name: 'list', input: undefined });
    if (!people.ok) throw new Error(people.error.message);
    const [person] = people.output as { id: string }[];
    const input = { identityId: person?.id, name: 'Anna' };
    const named = await window.castline.call({ area: 'cast', name: 'rename', input });
    if (!named.ok) throw new Error(named.error.message);
  });
  const gone = new Promise((resolve) => second.app.process().once('exit', resolve));
  second.app.process().kill('SIGKILL');
  await gone;
  scribble(library, leafOf(library, 'shot'));
  const again = await startOn(folder, 'Repair');
  try {
    await expect(clipRow(again.page, 'cuts.mp4')).toHaveCount(1);
    await expect(again.page.getByRole('region', { name: 'Cast' }).getByText('Anna')).toBeVisible();
    expect(askedIn(folder)).toMatchObject([{ message: expect.stringMatching(/damaged/) }]);
  } finally {
    await again.close();
  }
});
