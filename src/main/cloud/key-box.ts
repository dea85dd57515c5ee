import { safeStorage } from 'electron';
import type { KeyBox } from './vault.ts';

const names: Partial<Record<NodeJS.Platform, string>> = { darwin: 'Keychain', win32: 'Windows' };

/**
 * The system's keyring by Electron's safeStorage. On Linux without one Chromium would obscure keys with a password that
 * everybody knows, which it calls `basic_text`: that keeps nothing safe, so it counts as no keyring.
 */
export function systemKeyBox(): KeyBox {
  const isLinux = process.platform === 'linux';
  const name = isLinux
    ? safeStorage.getSelectedStorageBackend()
    : (names[process.platform] ?? process.platform);
  return {
    name,
    canKeep: safeStorage.isEncryptionAvailable() && !(isLinux && /^(basic_text|unknown)$/.test(name)),
    seal: (text) => safeStorage.encryptString(text),
    open: (sealed) => safeStorage.decryptString(sealed),
  };
}
