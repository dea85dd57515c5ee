/**
 * Proves on Linux that a key is kept by the system's keyring over a restart, and nowhere else: `npm run proof:keyring`. Needs
 * dbus-run-session and gnome-keyring; starts both for itself, with an empty keyring in a folder of its own.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import { ensureBuild } from '../../scripts/lib/build.mjs';
import { ensureElectron } from '../../scripts/lib/electron.mjs';
import { createLog } from '../../scripts/lib/log.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { startXvfb } from '../../scripts/lib/xvfb.mjs';

const key = 'sk-a-key-for-the-keyring-5f3c0d2e9a';
const own = fileURLToPath(import.meta.url);

/** Starts the app, asks its main process, and quits it. */
async function inApp(folder, display, ask) {
  const log = createLog();
  const { binary } = await ensureElectron(log);
  const app = await _electron.launch({
    executablePath: binary,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      root,
      `--user-data-dir=${join(folder, 'profile')}`,
      '--password-store=gnome-libsecret',
      '--library',
      join(folder, 'Shoot.castline'),
    ],
    env: { ...process.env, ...display },
  });
  const page = await app.firstWindow();
  const reply = await page.evaluate((request) => window.castline.call(request), ask);
  await app.close();
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.output;
}

async function prove(folder) {
  await ensureBuild(createLog());
  const xvfb = await startXvfb();
  try {
    const input = {
      service: 'cometapi',
      baseUrl: 'https://api.cometapi.com',
      route: 'auto',
      allowsPrivateAddresses: false,
      credential: { kind: 'bearer', key },
    };
    const saved = await inApp(folder, { DISPLAY: xvfb.display }, { area: 'account', name: 'save', input });
    const later = await inApp(folder, { DISPLAY: xvfb.display }, { area: 'account', name: 'read' });
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const leaks = files.filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(key));
    const holds =
      saved.key === 'kept' &&
      later.key === 'kept' &&
      leaks.length === 0 &&
      !JSON.stringify(later).includes(key);
    const facts = { keeper: later.keeper, saved: saved.key, afterRestart: later.key, files: files.length };
    process.stdout.write(`${JSON.stringify({ ...facts, leaks: leaks.map(({ name }) => name), holds })}\n`);
    process.exitCode = holds ? 0 : 1;
  } finally {
    xvfb.stop();
  }
}

if (process.argv[2]) {
  await prove(process.argv[2]);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'castline-keyring-'));
  mkdirSync(join(folder, 'home'));
  const inside = `printf word | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "${process.execPath}" "${own}" "${folder}"`;
  const { status } = spawnSync('dbus-run-session', ['--', 'sh', '-c', inside], {
    stdio: 'inherit',
    env: { ...process.env, XDG_DATA_HOME: join(folder, 'home'), XDG_CURRENT_DESKTOP: 'GNOME' },
  });
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = status ?? 1;
}
