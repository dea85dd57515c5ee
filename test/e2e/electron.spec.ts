import { copyFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, importFiles, listClips, test, untilRested } from '../support/desk.ts';
import { cutsFixture, gradualFixture } from '../support/edit-generator.ts';
import type { LaunchedCastline } from '../support/electron.ts';

/* Numbers are those of electronjs.org/docs/latest/tutorial/security; SECURITY.md names these tests. */

const preferences = ({ app }: LaunchedCastline): Promise<Record<string, unknown>> =>
  app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return JSON.parse(JSON.stringify(contents.getLastWebPreferences()));
  });

test('points 2 to 4, 6, 8 to 11: the window is isolated, sandboxed and has nothing switched on', async ({
  start,
}) => {
  const launched = await start();
  expect(await preferences(launched)).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  });
  const { enableBlinkFeatures = '', nodeIntegrationInWorker = false } = await preferences(launched);
  expect([enableBlinkFeatures, nodeIntegrationInWorker]).toEqual(['', false]);
  const world = await launched.page.evaluate(() => ({
    names: ['require', 'process', 'module', 'global', 'Buffer'].filter((name) => name in globalThis),
    bridge: Object.keys(window.castline).sort(),
    frozen: Object.isFrozen(window.castline),
  }));
  // Point 20: three functions, none of them Electron's.
  expect(world).toEqual({ names: [], bridge: ['call', 'onEvent', 'pathForFile'], frozen: true });
});

test('points 1, 7 and 18: only its own files by its own scheme, under a strict policy with trusted types', async ({
  start,
}) => {
  const { app, page, complaints } = await start();
  expect(page.url()).toBe('castline-app://window/index.html');
  const policy = await app.evaluate(async ({ session }) => {
    const answer = await session.defaultSession.fetch('castline-app://window/index.html');
    return answer.headers.get('content-security-policy') ?? '';
  });
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]) {
    expect(policy).toContain(part);
  }
  expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
  expect(complaints).toEqual([]);
  const refused = await page.evaluate(async () => {
    const tries: Record<string, () => unknown> = {
      markup: () => {
        document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>';
      },
      // A plain eval would not tell: what the driver evaluates may evaluate.
      evaluation: () => setTimeout('globalThis.wasRun = true' as unknown as () => void),
      policy: () =>
        (
          Reflect.get(globalThis, 'trustedTypes') as { createPolicy(name: string, rules: object): unknown }
        ).createPolicy('mine', {}),
      network: () => fetch('https://example.com/'),
      file: () => fetch('file:///etc/passwd'),
    };
    const outcomes: string[] = [];
    for (const [name, attempt] of Object.entries(tries)) {
      try {
        await attempt();
      } catch {
        outcomes.push(name);
      }
    }
    const script = document.createElement('script');
    try {
      script.textContent = 'globalThis.wasRun = true';
      document.body.append(script);
    } catch {
      // Trusted types refuse it already.
    }
    const frame = document.createElement('iframe');
    frame.src = 'castline-app://window/index.html';
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const hasFrame = frame.contentDocument?.querySelector('#root') !== null && frame.contentDocument !== null;
    frame.remove();
    return { outcomes, ran: 'wasRun' in globalThis, hasFrame };
  });
  expect(refused).toEqual({
    outcomes: ['markup', 'evaluation', 'policy', 'network', 'file'],
    ran: false,
    hasFrame: false,
  });
});

test('point 5: what Chromium may ask for is denied', async ({ start }) => {
  const { page } = await start();
  const answers = await page.evaluate(async () => {
    const state = async (name: string) =>
      (await navigator.permissions.query({ name: name as PermissionName }).catch(() => undefined))?.state ??
      'none';
    return {
      notifications: await Notification.requestPermission(),
      geolocation: await state('geolocation'),
      camera: await state('camera'),
      microphone: await state('microphone'),
      clipboard: await state('clipboard-read'),
    };
  });
  for (const answer of Object.values(answers)) expect(['denied', 'none']).toContain(answer);
});

test('point 12: a webview is never attached', async ({ start }) => {
  const { app, page } = await start();
  await page.evaluate(() => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'castline-app://window/index.html');
    document.body.append(view);
  });
  await page.waitForTimeout(300);
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
});

test('point 15: pages open in the browser only from a list, and only after a yes', async ({ start }) => {
  const { app, page } = await start();
  await app.evaluate(({ dialog, shell }) => {
    const seen = { asked: [] as string[], opened: [] as string[], answer: 1 };
    Reflect.set(globalThis, 'seenLinks', seen);
    dialog.showMessageBox = ((options: { detail?: string }) => {
      seen.asked.push(options.detail ?? '');
      return Promise.resolve({ response: seen.answer, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
    shell.openExternal = (address) => {
      seen.opened.push(address);
      return Promise.resolve();
    };
  });
  const open = (address: string) =>
    page.evaluate(
      (to) => window.castline.call({ area: 'shell', name: 'openLink', input: { address: to } }),
      address,
    );
  const seen = () =>
    app.evaluate(() => Reflect.get(globalThis, 'seenLinks') as { asked: string[]; opened: string[] });
  for (const address of [
    'file:///etc/passwd',
    'http://ffmpeg.org/',
    'https://ffmpeg.org.evil.example/',
    'https://user:pass@ffmpeg.org/',
    'https://ffmpeg.org:8443/',
    'javascript:alert(1)',
    'smb://nas/share',
    'not a link',
  ]) {
    expect(await open(address), address).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
  }
  expect(await seen()).toMatchObject({ asked: [], opened: [] });
  expect(await open('https://ffmpeg.org/download.html')).toMatchObject({
    ok: true,
    output: { opened: false },
  });
  expect((await seen()).opened).toEqual([]);
  await app.evaluate(() => Object.assign(Reflect.get(globalThis, 'seenLinks') as object, { answer: 0 }));
  expect(await open('https://ffmpeg.org/download.html')).toMatchObject({
    ok: true,
    output: { opened: true },
  });
  expect((await seen()).opened).toEqual(['https://ffmpeg.org/download.html']);
});

test('point 17: a request from any other page is refused, with the same preload', async ({ start }) => {
  const { app, page } = await start();
  const asked = await app.evaluate(async ({ app: electron, BrowserWindow }) => {
    const preload = `${electron.getAppPath()}/out/preload/index.cjs`;
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true },
    });
    await stranger.loadURL('data:text/html,<p>stranger</p>');
    const code = `window.castline.call({ area: 'assets', name: 'list' })`;
    const answer = await stranger.webContents.executeJavaScript(code);
    stranger.destroy();
    return answer;
  });
  expect(asked).toMatchObject({ ok: false, error: { code: 'refused-sender' } });
  const wrong = await page.evaluate(() =>
    Promise.all([
      window.castline.call({ area: 'constructor', name: 'call' }),
      window.castline.call({ area: 'assets', name: '__proto__' }),
      window.castline.call({ area: 'assets', name: 'import', input: { paths: 'x' } }),
    ]),
  );
  for (const reply of wrong) expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
});

test('media stays within registered files: replaced ones and planted links are not served', async ({
  start,
  folder,
}) => {
  const { path } = await cutsFixture();
  const { path: other } = await gradualFixture();
  const footage = join(folder, 'footage');
  mkdirSync(footage);
  const clip = join(footage, 'a.mp4');
  copyFileSync(path, clip);
  const launched = await start();
  await importFiles(launched.page, [clip]);
  await untilRested(launched.page, 1);
  const [asset] = await listClips(launched.page);
  const status = (url: string) =>
    launched.app.evaluate(
      async ({ session }, to) => (await session.defaultSession.fetch(to, { method: 'HEAD' })).status,
      url,
    );
  const url = `castline-media://asset/${asset?.id}`;
  expect(await status(url)).toBe(200);
  // The user's own link to the same footage is the same footage.
  renameSync(clip, join(footage, 'b.mp4'));
  symlinkSync(join(footage, 'b.mp4'), clip);
  expect(await status(url)).toBe(200);
  rmSync(clip);
  symlinkSync('/etc/passwd', clip);
  expect(await status(url)).toBe(404);
  rmSync(clip);
  copyFileSync(other, clip);
  expect(await status(url)).toBe(404);
  // A link among the pictures, under a name that has the right form.
  const hash = 'ab'.repeat(32);
  const pictures = join(folder, 'Shoot.castline.images', 'ab');
  mkdirSync(pictures, { recursive: true });
  symlinkSync('/etc/passwd', join(pictures, `${hash}.jpg`));
  expect(await status(`castline-media://image/${hash}`)).toBe(404);
  rmSync(join(pictures, `${hash}.jpg`));
  writeFileSync(join(pictures, `${hash}.jpg`), 'x');
  expect(await status(`castline-media://image/${hash}`)).toBe(200);
});
