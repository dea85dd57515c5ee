import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readJson, sha256 } from './files.mjs';
import { SetupError } from './log.mjs';
import { modulesDir, projectNode, root } from './paths.mjs';
import { captureNpm } from './processes.mjs';

const stampFile = path.join(modulesDir, '.castline-packages.json');
const LOG_LINES_SHOWN = 25;
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];
const OPTIONAL_DOWNLOAD = 'ffmpeg-static';
const OPTIONAL_DOWNLOAD_WITHIN_MS = 180_000;

/**
 * Makes node_modules agree with package-lock.json; returns whether packages had to be installed.
 * A stamp inside node_modules carries the hash of the lock file it was made from. Where the stamp does not fit
 * (packages installed by hand), npm's own record of what is installed decides, not file times.
 */
export async function ensurePackages(log) {
  const lockText = await readFile(path.join(root, 'package-lock.json'), 'utf8');
  const lock = sha256(lockText);
  if ((await readJson(stampFile))?.lock === lock && existsSync(projectNode)) return false;
  const agrees = await installedAgrees(JSON.parse(lockText));
  if (!agrees) await log.step('Installing packages with npm ci (about 390 MB, once)', install);
  if (!agrees || !existsSync(projectNode)) {
    await log.step("Running the install scripts of package.json's allowScripts", runInstallScripts);
    await log.step('Asking ffmpeg-static for its ffmpeg', () => runOptionalScript(log));
  }
  await writeFile(stampFile, JSON.stringify({ lock }));
  return true;
}

async function installedAgrees(lock) {
  const installed = await readJson(path.join(modulesDir, '.package-lock.json'));
  if (!installed?.packages) return false;
  return Object.entries(lock.packages).every(([where, wanted]) => {
    if (where === '' || wanted.optional || wanted.devOptional || wanted.peer) return true;
    return installed.packages[where]?.version === wanted.version;
  });
}

/** `.npmrc` keeps install scripts from running by themselves: some would compile or download what is not needed. */
async function install() {
  const result = await captureNpm(['ci', '--ignore-scripts', ...QUIET], { cwd: root });
  if (result.code !== 0) throw failed('npm ci', result);
}

async function runInstallScripts() {
  const { allowScripts } = await readJson(path.join(root, 'package.json'));
  const names = Object.keys(allowScripts).filter(
    (name) => allowScripts[name] && name !== OPTIONAL_DOWNLOAD && existsSync(path.join(modulesDir, name)),
  );
  const result = await captureNpm(['rebuild', ...names, '--ignore-scripts=false', ...QUIET], { cwd: root });
  if (result.code !== 0 || !existsSync(projectNode)) throw failed('npm rebuild', result);
}

/** Its binary is downloaded from where its makers keep it; without it the app uses another ffmpeg. */
async function runOptionalScript(log) {
  const result = await captureNpm(['rebuild', OPTIONAL_DOWNLOAD, '--ignore-scripts=false', ...QUIET], {
    cwd: root,
    timeout: OPTIONAL_DOWNLOAD_WITHIN_MS,
  });
  if (result.code !== 0) log.line('ffmpeg-static cannot be reached from here; another ffmpeg is used');
}

function failed(command, { code, stdout, stderr }) {
  const tail = `${stdout}\n${stderr}`.trim().split('\n').slice(-LOG_LINES_SHOWN).join('\n');
  return new SetupError(
    `${tail}\n\nThe packages could not be installed (${command} ended with ${code}; its last lines are above). ` +
      'Check the connection to your npm registry and run the command again.',
  );
}
