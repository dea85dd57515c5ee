import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: the folder that holds package.json. */
export const root = path.resolve(fileURLToPath(import.meta.url), '../../..');

export const modulesDir = path.join(root, 'node_modules');
export const outDir = path.join(root, 'out');

/** The project's own Node, an npm package, so that scripts run the same whatever Node the machine has. */
export const projectNode =
  process.platform === 'win32'
    ? path.join(modulesDir, 'node', 'bin', 'node.exe')
    : path.join(modulesDir, 'node', 'bin', 'node');

/** Where Node keeps the sources it has compiled: the next start of the command line takes half as long. */
export const compiledDir = path.join(modulesDir, '.cache', 'compiled');

/** The folder the user typed the command in. npm changes to the package's folder and keeps the user's in INIT_CWD. */
export function userDir(env = process.env) {
  return env.INIT_CWD && env.npm_lifecycle_event ? env.INIT_CWD : process.cwd();
}

/** Where downloads that outlive one checkout are kept (XDG base directories on Linux). */
export function cacheDir(env = process.env, platform = process.platform) {
  if (env.XDG_CACHE_HOME) return path.join(env.XDG_CACHE_HOME, 'castline');
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'castline');
  if (platform === 'win32' && env.LOCALAPPDATA) return path.join(env.LOCALAPPDATA, 'castline', 'Cache');
  return path.join(homedir(), '.cache', 'castline');
}
