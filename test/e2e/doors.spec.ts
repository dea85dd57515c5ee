import { readFileSync } from 'node:fs';
import { expect, importFiles, listClips, test, untilRested } from '../support/desk.ts';
import { cutsFixture } from '../support/edit-generator.ts';
import type { LaunchedCastline } from '../support/electron.ts';

interface Fetched {
  readonly status: number;
  readonly range: string | null;
  readonly length: string | null;
  readonly bytes: number[];
}

/**
 * Asks the window's session, as a video element does: the page itself may not fetch media. At most 64 bytes of the body come
 * back.
 */
const fetched = (
  { app }: LaunchedCastline,
  url: string,
  init: { method?: string; range?: string } = {},
): Promise<Fetched> =>
  app.evaluate(
    async ({ session }, { to, method, range }) => {
      const answer = await session.defaultSession.fetch(to, {
        ...(method ? { method } : {}),
        ...(range ? { headers: { range } } : {}),
      });
      const body = new Uint8Array(await answer.arrayBuffer());
      return {
        status: answer.status,
        range: answer.headers.get('content-range'),
        length: answer.headers.get('content-length'),
        bytes: [...body.slice(0, 64)],
      };
    },
    { to: url, ...init },
  );

test('media is served by id in ranges, and nothing else is', async ({ start }) => {
  const { path } = await cutsFixture();
  const file = readFileSync(path);
  const launched = await start();
  const { page } = launched;
  await importFiles(page, [path]);
  await untilRested(page, 1);
  const [clip] = await listClips(page);
  const url = `castline-media://asset/${clip?.id}`;

  const middle = await fetched(launched, url, { range: 'bytes=1000-1031' });
  expect(middle).toMatchObject({ status: 206, range: `bytes 1000-1031/${file.length}`, length: '32' });
  expect(middle.bytes).toEqual([...file.subarray(1000, 1032)]);
  const tail = await fetched(launched, url, { range: 'bytes=-16' });
  expect(tail.status).toBe(206);
  expect(tail.bytes).toEqual([...file.subarray(-16)]);
  const past = await fetched(launched, url, { range: `bytes=${file.length}-` });
  expect(past).toMatchObject({ status: 416, range: `bytes */${file.length}`, bytes: [] });
  const whole = await fetched(launched, url);
  expect(whole).toMatchObject({ status: 200, length: String(file.length) });
  expect(await fetched(launched, url, { method: 'HEAD' })).toMatchObject({
    status: 200,
    length: String(file.length),
    bytes: [],
  });
  expect((await fetched(launched, url, { method: 'POST' })).status).toBe(405);

  for (const wrong of [
    'castline-media://asset/nothing-of-this-id',
    'castline-media://asset/../../../../etc/passwd',
    'castline-media://asset/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    `castline-media://asset/${encodeURIComponent(path)}`,
    'castline-media://image/0000000000000000000000000000000000000000000000000000000000000000',
    `castline-media://proxy/${clip?.id}`,
    'castline-media://file/etc/passwd',
  ]) {
    expect(await fetched(launched, wrong), wrong).toMatchObject({ status: 404, bytes: [] });
  }
});

test('the window goes nowhere else and opens no other', async ({ start }) => {
  const { app, page } = await start();
  const home = page.url();
  const tries: (() => unknown)[] = [
    () => window.open('https://example.com/'),
    () => window.open('castline-app://window/index.html'),
    () => {
      const link = document.createElement('a');
      link.href = 'https://example.com/';
      link.target = '_blank';
      link.click();
    },
    () => {
      location.href = 'https://example.com/';
    },
    () => {
      location.href = 'file:///etc/passwd';
    },
    () => {
      location.href = 'castline-media://asset/x';
    },
  ];
  for (const attempt of tries) {
    await page.evaluate(attempt);
    await page.waitForTimeout(150);
    expect(page.url(), String(attempt)).toBe(home);
    expect(app.windows(), String(attempt)).toHaveLength(1);
  }
  // Playwright's locators would wait for the page that never comes.
  expect(await page.evaluate(() => document.body.innerText)).toContain('Drop footage here');
  // The page's own policy bars the network, whatever might run in it.
  const reached = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => true,
      () => false,
    ),
  );
  expect(reached).toBe(false);
  const world = await page.evaluate(() => [
    typeof Reflect.get(globalThis, 'require'),
    typeof Reflect.get(globalThis, 'process'),
  ]);
  expect(world).toEqual(['undefined', 'undefined']);
});

test('the preload asks for the picture at which the desk was left, and for nothing else by that name', async ({
  start,
}) => {
  const { path } = await cutsFixture();
  const { app, page } = await start();
  await importFiles(page, [path]);
  await untilRested(page, 1);
  const kept = () => page.evaluate(() => localStorage.getItem('castline.first-picture'));
  await expect.poll(kept).toMatch(/^[0-9a-f]{64}$/);
  await app.evaluate(({ session }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    session.defaultSession.webRequest.onBeforeRequest(({ url }, decide) => {
      asked.push(url);
      decide({});
    });
  });
  const asked = () => app.evaluate((): string[] => Reflect.get(globalThis, 'asked'));
  const reloadWith = async (name: string): Promise<void> => {
    await page.evaluate((value) => {
      localStorage.setItem('castline.first-picture', value);
      // The page that goes would keep its own picture again.
      Storage.prototype.setItem = () => undefined;
    }, name);
    await app.evaluate(() => Reflect.get(globalThis, 'asked').splice(0));
    await page.reload();
  };
  // Not one that is shown: the page would ask for that too, or have it at hand.
  const other = 'a'.repeat(64);
  await reloadWith(other);
  await expect.poll(asked).toContain(`castline-media://image/${other}`);
  // Whatever such a name would become as a URL: only files of the window are asked for, and media by their keys.
  const isUsual = (url: string) =>
    /^castline-(?:app:|media:\/\/(?:asset|image|proxy)\/[\w-]{1,64}$)/.test(url);
  for (const hostile of ['https://example.com/x.png', '../asset/a', 'a b']) {
    await reloadWith(hostile);
    // Kept anew by the page, long after the preload.
    await expect.poll(kept, { message: hostile }).toMatch(/^[0-9a-f]{64}$/);
    expect(await asked(), hostile).toContain('castline-app://window/index.html');
    expect(
      (await asked()).filter((url) => !isUsual(url)),
      hostile,
    ).toEqual([]);
  }
});
