import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readJson, sha256 } from './files.mjs';
import { SetupError } from './log.mjs';
import { modulesDir, outDir, projectNode, root } from './paths.mjs';
import { capture } from './processes.mjs';

const stampFile = path.join(outDir, '.castline-build.json');
const SOURCES = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
];
const LARGE_FILE_BYTES = 1024 * 1024; // models: told apart by size and time, hashing them would slow every start

/** Builds main, preload and renderer into out/ when a source has changed since the last build. Returns whether it built. */
export async function ensureBuild(log) {
  const sources = await fingerprintSources();
  if (existsSync(path.join(outDir, 'main', 'index.js')) && (await readJson(stampFile))?.sources === sources) {
    return false;
  }
  await log.step('Building the app', build);
  const { collectLicences } = await import('./licences.mjs');
  await writeFile(path.join(outDir, 'renderer', 'licences.json'), JSON.stringify(await collectLicences()));
  await writeFile(stampFile, JSON.stringify({ sources }));
  return true;
}

async function build() {
  const cli = path.join(modulesDir, 'electron-vite', 'bin', 'electron-vite.js');
  const { code, stdout, stderr } = await capture(projectNode, [cli, 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (code !== 0)
    throw new SetupError(`${stdout}\n${stderr}\n\nThe app could not be built; the reason is above.`);
}

async function fingerprintSources() {
  const parts = [];
  for (const source of SOURCES) await collectFingerprints(path.join(root, source), parts);
  return sha256(parts.join('\n'));
}

async function collectFingerprints(target, parts) {
  const info = await stat(target).catch(() => undefined);
  if (info === undefined || target.endsWith('.test.ts')) return;
  if (info.isDirectory()) {
    for (const name of (await readdir(target)).sort())
      await collectFingerprints(path.join(target, name), parts);
    return;
  }
  const content =
    info.size > LARGE_FILE_BYTES ? `${info.size} ${info.mtimeMs}` : sha256(await readFile(target));
  parts.push(`${path.relative(root, target)} ${content}`);
}
