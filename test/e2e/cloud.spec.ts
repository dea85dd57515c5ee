import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { demoClip } from '../support/demo-clip.ts';
import { expect, importFiles, picture, test, untilRested } from '../support/desk.ts';
import { type RunningServer, startKlingServer, testKeys } from '../support/kling-server/start.ts';

let server: RunningServer;
test.beforeAll(async () => {
  server = await startKlingServer();
});
test.afterAll(() => server.stop());
test.beforeEach(async () => {
  await server.setScript({ delayMs: 400 });
  await server.reset();
});

const settings = (page: Page) => page.getByRole('dialog', { name: 'Settings' });
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Cloud recogniser' });

/** Enters the account as an editor does. */
async function enterAccount(page: Page, key: string): Promise<void> {
  const dialog = settings(page);
  if (!(await dialog.isVisible())) await page.keyboard.press('Control+,');
  await dialog.getByLabel('Address').fill(server.url);
  await dialog.getByLabel('API key', { exact: true }).fill(key);
  await dialog.getByLabel('Fetch results from the local network').check();
  await dialog.getByRole('button', { name: 'Save account' }).click();
  await expect(dialog.getByLabel('API key', { exact: true })).toHaveValue('');
}

async function setLimit(page: Page, calls: string): Promise<void> {
  const field = settings(page).getByLabel('Most calls');
  await field.fill(calls);
  await field.press('Enter');
  await expect(field).toHaveValue(calls);
}

/** All of a renderer's heap as text, after what nobody holds was let go. */
async function heapOf(session: CDPSession): Promise<string> {
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  return chunks.join('');
}

/** Files under a folder in which a word stands, as it is or in Base64. */
function filesWith(folder: string, word: string): string[] {
  const forms = [word, Buffer.from(word).toString('base64').replace(/=+$/, '')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return forms.some((form) => bytes.includes(form) || bytes.includes(Buffer.from(form, 'utf16le')));
    });
}

test('from the key to the cap: estimate, sending, cost, four sets beside the device’s, and no trace of the key', async ({
  start,
  folder,
}) => {
  const launched = await start();
  const { page } = launched;
  await importFiles(page, [(await demoClip()).path]);
  await untilRested(page, 1);
  await expect(page.getByRole('button', { name: /^Offline/ })).toBeVisible();

  await test.step('a wrong key is told from a right one without a charge', async () => {
    await enterAccount(page, 'sk-comet-this-is-not-the-key');
    await settings(page).getByRole('button', { name: 'Test connection' }).click();
    await expect(settings(page).getByText('The provider refused the key.')).toBeVisible();
    await picture(page, 'cloud-key-refused');
    await enterAccount(page, testKeys.cometKey);
    await settings(page).getByRole('button', { name: 'Test connection' }).click();
    await expect(settings(page).getByText(/knows the key/)).toBeVisible();
    // Under test there is no keyring: that is said.
    await expect(settings(page).getByText(/kept in memory only/)).toBeVisible();
    await picture(page, 'cloud-settings');
  });

  await test.step('the estimate comes before anything is sent', async () => {
    await setLimit(page, '2');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+k');
    await expect(sheet(page).getByText(/^\d+ of \d+ keyframes would be sent, for about \$/)).toBeVisible();
    await expect(sheet(page).getByText(/limits of this library leave 2 calls/)).toBeVisible();
    await picture(page, 'cloud-estimate');
    expect((await server.log()).calls.filter(({ picture: sent }) => sent !== '')).toEqual([]);
    await sheet(page).getByRole('button', { name: 'Allow sending' }).click();
  });

  await test.step('sending shows progress and cost, and stops hard at the limit', async () => {
    await sheet(page)
      .getByRole('button', { name: /^Send \d+ pictures for about \$/ })
      .click();
    await expect(page.getByRole('button', { name: /^Cloud \d+ of \d+ · \$/ })).toBeVisible();
    await expect(sheet(page).getByRole('progressbar', { name: 'Pictures done' })).toBeVisible();
    await picture(page, 'cloud-sending');
    const stop = sheet(page).getByRole('alert');
    await expect(stop).toContainText('The limit for this library is reached.', { timeout: 60_000 });
    await expect(stop).toContainText('Raise the limit');
    await expect(page.getByRole('button', { name: /^Cloud stopped/ })).toBeVisible();
    await picture(page, 'cloud-stopped');
    const { calls } = await server.log();
    expect(calls.filter(({ picture: sent }) => sent !== '')).toHaveLength(2);
  });

  await test.step('a raised limit lets the rest go; what fails says why, and is sent again', async () => {
    await server.setScript({ delayMs: 400, next: [{ name: 'refusal' }] });
    await sheet(page).getByRole('button', { name: 'Change the limits' }).click();
    await setLimit(page, '100');
    await page.keyboard.press('Escape');
    const failed = page.getByRole('button', { name: /^Cloud · 1 failed/ });
    await expect(failed).toBeVisible({ timeout: 90_000 });
    await failed.click();
    const reasons = sheet(page).getByRole('list', { name: 'Why they failed' });
    await expect(reasons).toContainText('1×');
    await expect(reasons.locator('[data-code]')).toHaveCount(1);
    await picture(page, 'cloud-failed');
    await sheet(page).getByRole('button', { name: 'Retry failed' }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: /^Cloud allowed/ })).toBeVisible({ timeout: 90_000 });
  });

  await test.step('each call is in the list of what left', async () => {
    await page.keyboard.press('Control+Shift+l');
    const rows = sheet(page).getByRole('row');
    const { calls } = await server.log();
    await expect(rows).toHaveCount(calls.length + 1);
    await picture(page, 'cloud-ledger');
    await page.keyboard.press('Escape');
  });

  await test.step('the four sets stand beside the device’s, and either can be taken', async () => {
    await page.keyboard.press('Alt+o');
    const opinion = page.getByRole('dialog', { name: 'Second opinion' });
    const ask = opinion.getByRole('button', { name: /^Ask now/ });
    const subject = opinion.getByRole('region', { name: 'Subject' });
    await expect(ask.or(subject)).toBeVisible();
    if (await ask.isVisible()) await ask.click();
    for (const name of ['Subject', 'Head with hair', 'Face', 'Clothing']) {
      await expect(opinion.getByRole('region', { name, exact: true })).toBeVisible({ timeout: 30_000 });
    }
    const cloud = subject.getByRole('button', { name: /Cloud/ });
    await expect(cloud).toHaveAttribute('aria-pressed', 'false');
    await cloud.click();
    await expect(cloud).toHaveAttribute('aria-pressed', 'true');
    await page.mouse.move(5, 5);
    await expect(opinion.getByText('its pictures are being fetched')).toHaveCount(0, { timeout: 30_000 });
    await expect(subject.getByText(/% overlap/)).toBeVisible();
    await picture(page, 'cloud-opinion');
    await page.keyboard.press('Control+z');
    await expect(cloud).toHaveAttribute('aria-pressed', 'false');
  });

  await test.step('the key is nowhere: not in the window, not on disk, not in what was printed, not on a command line', async () => {
    const heap = await heapOf(await page.context().newCDPSession(page));
    expect(heap.length).toBeGreaterThan(1_000_000);
    expect(heap).not.toContain(testKeys.cometKey);
    const lines = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          return [readFileSync(`/proc/${name}/cmdline`, 'utf8')];
        } catch {
          return [];
        }
      });
    expect(lines.some((line) => line.includes(testKeys.cometKey))).toBe(false);
    await launched.close();
    expect(filesWith(folder, testKeys.cometKey)).toEqual([]);
    expect(launched.output()).not.toContain(testKeys.cometKey);
    expect(launched.complaints).toEqual([]);
    // The search itself finds what is there.
    expect(filesWith(folder, 'cloud_call').length).toBeGreaterThan(0);
  });
});

test('without a network the desk works, the queue waits, and nothing is tried in a loop', async ({
  start,
  folder,
}) => {
  const { page } = await start();
  await importFiles(page, [(await demoClip()).path]);
  await untilRested(page, 1);
  await enterAccount(page, testKeys.cometKey);
  // A port on which nobody listens: the network as it is on a train.
  await settings(page).getByLabel('Address').fill('http://127.0.0.1:9');
  await settings(page).getByLabel('API key', { exact: true }).fill(testKeys.cometKey);
  await settings(page).getByRole('button', { name: 'Save account' }).click();
  await settings(page).getByRole('button', { name: 'Test connection' }).click();
  await expect(settings(page).getByText('The provider cannot be reached.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+k');
  await sheet(page).getByRole('button', { name: 'Allow sending' }).click();
  await sheet(page)
    .getByRole('button', { name: /^Send \d/ })
    .click();
  await expect(page.getByRole('button', { name: /^No network/ })).toBeVisible();
  await picture(page, 'cloud-unreachable');
  await page.keyboard.press('Escape');
  // The rest of the desk goes on meanwhile.
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Anna');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Anna').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.waitForTimeout(8000);
  const attempts = await page.evaluate(async () => {
    const reply = await window.castline.call({ area: 'cloud', name: 'ledger' });
    return reply.ok ? (reply.output as { state: string; askedBy: string }[]) : [];
  });
  const tried = attempts.filter(({ askedBy }) => askedBy !== 'test');
  // The first wait is 15 seconds long.
  expect(tried.map(({ state }) => state)).toEqual(['released']);
  expect(filesWith(folder, testKeys.cometKey)).toEqual([]);
});
