import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from './log.mjs';
import { capture } from './processes.mjs';

/** Debian's package for each shared library that Electron needs; Ubuntu 24.04 and Debian 13 add `t64` to some of the names. */
const PACKAGE_OF_LIBRARY = {
  'libasound.so.2': 'libasound2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libsmime3.so': 'libnss3',
  'libudev.so.1': 'libudev1',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libXrandr.so.2': 'libxrandr2',
};
/** Opened while it runs, so the linker does not list them. */
const OPENED_LATER = ['libgtk-3.so.0'];

const SET_USER_ID = 0o4000;

export function isRoot() {
  return process.getuid?.() === 0;
}

/** Makes sure that Electron can run: its sandbox, its shared libraries, and Xvfb where tests bring up their own display. */
export async function ensureLinuxRuns(log, binary, { xvfb = false } = {}) {
  if (process.platform !== 'linux') return;
  const noSandbox = await lacksSandbox(binary);
  if (noSandbox) throw new SetupError(noSandbox);
  const libraries = await missingLibraries(binary);
  const wanted = new Set(libraries.map((library) => PACKAGE_OF_LIBRARY[library]).filter(Boolean));
  if (xvfb && !onPath('Xvfb')) wanted.add('xvfb');
  if (libraries.length === 0 && wanted.size === 0) return;
  if (!onPath('apt-get')) {
    throw new SetupError(
      `Electron needs what this system lacks: ${[...libraries, ...(wanted.has('xvfb') ? ['Xvfb'] : [])].join(', ')}. ` +
        'Install it with the package manager of this system and run the command again.',
    );
  }
  await install(log, [...wanted]);
  const still = await missingLibraries(binary);
  if (still.length > 0)
    throw new SetupError(`Electron still lacks ${still.join(', ')} after installing packages.`);
}

/** File names of the shared libraries that `binary` needs and the linker does not find. */
async function missingLibraries(binary) {
  const linked = await capture('ldd', [binary], { env: { ...process.env, LC_ALL: 'C' } });
  const missing = [...linked.stdout.matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => library);
  const known = await capture(existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig', ['-p']);
  const opened = known.code === 0 ? OPENED_LATER.filter((library) => !known.stdout.includes(library)) : [];
  return [...new Set([...missing, ...opened])];
}

async function install(log, packages) {
  if (!isRoot()) {
    const names = await Promise.all(packages.map(availableName));
    throw new SetupError(
      'Some system packages are missing. Install them with this command, then run yours again:\n\n' +
        `  sudo apt-get update && sudo apt-get install --no-install-recommends ${names.join(' ')}`,
    );
  }
  await log.step(`Installing system packages with apt-get: ${packages.join(' ')}`, async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const update = await capture('apt-get', ['update', '-q'], { env });
    const names = await Promise.all(packages.map(availableName));
    const result = await capture('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], {
      env,
    });
    if (result.code === 0) return;
    const tail = `${update.code === 0 ? '' : update.stderr}${result.stdout}${result.stderr}`
      .trim()
      .split('\n')
      .slice(-15);
    throw new SetupError(
      `${tail.join('\n')}\n\napt-get could not install ${names.join(' ')}; its last lines are above.`,
    );
  });
}

/** The name this release knows a package by; the plain one where apt has no lists yet. */
async function availableName(name) {
  for (const candidate of [`${name}t64`, name]) {
    const policy = await capture('apt-cache', ['policy', candidate], {
      env: { ...process.env, LC_ALL: 'C' },
    });
    if (/Candidate: (?!\(none\))\S/.test(policy.stdout)) return candidate;
  }
  return name;
}

function onPath(command) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return [...folders, '/usr/bin', '/usr/sbin'].some(
    (folder) => folder && existsSync(path.join(folder, command)),
  );
}

/**
 * A sentence for a user other than root whose kernel keeps Chromium from building its sandbox (Ubuntu since 24.04,
 * hardened Debian). Running without the sandbox is not the answer: it is what keeps hostile media contained.
 */
async function lacksSandbox(binary) {
  if (process.platform !== 'linux' || isRoot()) return undefined;
  const setting = (name) => readFile(`/proc/sys/kernel/${name}`, 'utf8').catch(() => '');
  const restricted =
    (await setting('apparmor_restrict_unprivileged_userns')).trim() === '1' ||
    (await setting('unprivileged_userns_clone')).trim() === '0';
  if (!restricted) return undefined;
  const helper = path.join(path.dirname(binary), 'chrome-sandbox');
  const info = await stat(helper).catch(() => undefined);
  if (info?.uid === 0 && (info.mode & SET_USER_ID) !== 0) return undefined;
  return (
    "This system does not let programs build Chromium's sandbox on their own. Give its helper the right to, once, with " +
    `this command, then run yours again:\n\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`
  );
}

/** A sentence for the user where a window cannot be opened, else undefined. */
export function lacksDisplay(env = process.env, platform = process.platform) {
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return undefined;
  return (
    'There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set). Run the command in a desktop ' +
    'session, or on a virtual display: `xvfb-run -a npm start` (Debian packages: xvfb xauth).'
  );
}
