import { posix } from 'node:path';

/** Paths of media as another machine will see them. Both kinds of slashes and drive letters are understood everywhere. */

const isWindowsPath = (path: string): boolean => /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');

/** Puts the first fitting beginning in place of another; a beginning ends at a whole folder. */
export function remapPath(
  path: string,
  remap: readonly { readonly from: string; readonly to: string }[],
): string {
  for (const { from, to } of remap) {
    const root = from.replace(/[\\/]+$/, '');
    if (!path.startsWith(root) || !/^(?:[\\/]|$)/.test(path.slice(root.length))) continue;
    const target = to.replace(/[\\/]+$/, '');
    const rest = path.slice(root.length);
    const isWindows = isWindowsPath(target);
    return target + (isWindows ? rest.replaceAll('/', '\\') : rest.replaceAll('\\', '/'));
  }
  return path;
}

/**
 * The file URL of an absolute path, percent-encoded down to unreserved characters; `host` for programs that want
 * `file://localhost/`. `&` and `'` are encoded as well, since Premiere takes them for markup, and `:` of a drive for the same.
 */
export function fileUrl(path: string, host = ''): string {
  const slashed = path.replaceAll('\\', '/');
  const encoded = slashed
    .split('/')
    .map((part) =>
      encodeURIComponent(part).replaceAll(
        /[!'()*]/g,
        (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
  if (slashed.startsWith('//')) return `file:${encoded}`;
  return `file://${host}${encoded.startsWith('/') ? '' : '/'}${encoded}`;
}

/** The path from a folder to a file, both absolute; the file's own path where there is none (another drive). */
export function relativePath(folder: string, path: string): string {
  if (isWindowsPath(folder) !== isWindowsPath(path)) return path;
  const slashed = (text: string): string => text.replaceAll('\\', '/');
  if (isWindowsPath(path) && folder.slice(0, 2).toLowerCase() !== path.slice(0, 2).toLowerCase()) return path;
  return posix.relative(slashed(folder), slashed(path));
}

/** The last part of a path of either kind. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** A name that every file system takes: no separators, reserved or control characters, at most 120 bytes, never empty. */
export function safeFileName(name: string): string {
  const clean = name
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*]/gu, '_')
    .replaceAll(/^[. ]+|[. ]+$/g, '');
  let cut = '';
  for (const sign of clean) {
    if (Buffer.byteLength(cut + sign) > 120) break;
    cut += sign;
  }
  const trimmed = cut.trimEnd();
  return trimmed === ''
    ? 'export'
    : /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(trimmed)
      ? `_${trimmed}`
      : trimmed;
}
