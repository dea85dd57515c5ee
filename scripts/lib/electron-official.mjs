import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readJson } from './files.mjs';
import { cacheDir, modulesDir, projectNode } from './paths.mjs';

const packageDir = path.join(modulesDir, 'electron');
const downloader = fileURLToPath(new URL('./electron-download.mjs', import.meta.url));
const STALLED_AFTER_MS = 15_000;
const ASK_AGAIN_AFTER_MS = 24 * 60 * 60 * 1000;

export async function pinnedVersion() {
  return (await readJson(path.join(packageDir, 'package.json'))).version;
}

/** The binary of the pinned release where it has been downloaded, else undefined. */
export async function findOfficialElectron() {
  return installedBinary(await pinnedVersion());
}

/**
 * The binary of the pinned release, downloaded once by Electron's own installer (which checks its hash),
 * or undefined where it cannot be reached. Where there is another source, a refusal is remembered for a day
 * (`rememberRefusal`), so that starts do not wait for it.
 */
export async function getOfficialElectron(log, env, { rememberRefusal }) {
  const version = await pinnedVersion();
  const installed = await installedBinary(version);
  if (installed) return installed;
  const refusalFile = path.join(cacheDir(env), `electron-${version}-refused.json`);
  const refusedMsAgo = Date.now() - ((await readJson(refusalFile))?.at ?? 0);
  if (rememberRefusal && refusedMsAgo >= 0 && refusedMsAgo < ASK_AGAIN_AFTER_MS) return undefined;
  const reason = await log.step(`Downloading Electron ${version} (about 120 MB, once)`, () =>
    download(log, env),
  );
  if (reason === undefined) {
    await rm(refusalFile, { force: true });
    return installedBinary(version);
  }
  log.line(`The official download of Electron did not work (${reason})`);
  if (!rememberRefusal) return undefined;
  await mkdir(path.dirname(refusalFile), { recursive: true });
  await writeFile(refusalFile, JSON.stringify({ at: Date.now(), reason }));
  return undefined;
}

async function installedBinary(version) {
  const inDist = await readFile(path.join(packageDir, 'path.txt'), 'utf8').catch(() => undefined);
  const distVersion = await readFile(path.join(packageDir, 'dist', 'version'), 'utf8').catch(() => '');
  if (!inDist || distVersion.replace(/^v/, '').trim() !== version) return undefined;
  const binary = path.join(packageDir, 'dist', inDist);
  return existsSync(binary) ? binary : undefined;
}

/** Downloads and unpacks in a child that is ended when no byte arrives for 15 s. Resolves with the reason of a failure. */
function download(log, env) {
  return new Promise((resolve) => {
    const child = spawn(projectNode, [downloader, packageDir], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let lastError = '';
    let stalled = false;
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        stalled = true;
        child.kill('SIGKILL');
      }, STALLED_AFTER_MS);
    };
    wait();
    child.stdout.on('data', (chunk) => {
      wait();
      for (const percent of String(chunk).match(/\d+/g) ?? []) {
        if (Number(percent) % 25 === 0) log.line(`… Electron: ${percent} %`);
      }
    });
    child.stderr.on('data', (chunk) => {
      lastError = String(chunk).trim().split('\n').at(-1) ?? lastError;
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      if (code === 0) return resolve(undefined);
      resolve(stalled ? `no data for ${STALLED_AFTER_MS / 1000} s` : lastError || `exit code ${code}`);
    });
  });
}
