import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readJson, sha256 } from './files.mjs';
import { SetupError } from './log.mjs';
import { modulesDir, projectNode, root } from './paths.mjs';
import { captureNpm } from './processes.mjs';

const stampFile = path.join(modulesDir, '.castline-packages.json');
const LOG_LINES_SHOWN = 25;

/**
 * Makes node_modules agree with package-lock.json; returns whether packages had to be installed.
 * A stamp inside node_modules carries the hash of the lock file it was made from. Where the stamp does not fit
 * (packages installed by hand), npm's own record of what is installed decides, not file times.
 */
export async function ensurePackages(log) {
  const lockText = await readFile(path.join(root, 'package-lock.json'), 'utf8');
  const lock = sha256(lockText);
  if ((await readJson(stampFile))?.lock === lock && existsSync(projectNode)) return false;
  if (!(await installedAgrees(JSON.parse(lockText)))) {
    await log.step('Installing packages with npm ci (about 250 MB, once)', install);
  }
  await writeFile(stampFile, JSON.stringify({ lock }));
  return true;
}

async function installedAgrees(lock) {
  const installed = await readJson(path.join(modulesDir, '.package-lock.json'));
  if (!installed?.packages || !existsSync(projectNode)) return false;
  return Object.entries(lock.packages).every(([where, wanted]) => {
    if (where === '' || wanted.optional || wanted.devOptional || wanted.peer) return true;
    return installed.packages[where]?.version === wanted.version;
  });
}

async function install() {
  const { code, stdout, stderr } = await captureNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    // The runtime's CPU libraries are inside the package; its install script only fetches CUDA.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  if (code === 0) return;
  const tail = `${stdout}\n${stderr}`.trim().split('\n').slice(-LOG_LINES_SHOWN).join('\n');
  throw new SetupError(
    `${tail}\n\nThe packages could not be installed (npm ci ended with ${code}; its last lines are above). ` +
      'Check the connection to your npm registry and run the command again.',
  );
}
