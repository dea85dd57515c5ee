import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** True where a test may have file systems of its own (Linux with user namespaces). */
export const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0;

export interface RanOnDisk {
  readonly status: number | null;
  readonly output: string;
}

/**
 * Runs shell commands where `$D`, a folder in `folder`, is a file system of its own, of so many bytes; `$CASTLINE` is the
 * program. What is mounted is gone with the commands.
 */
export function onSmallDisk(folder: string, size: string, script: string): RanOnDisk {
  const disk = join(folder, 'disk');
  mkdirSync(disk, { recursive: true });
  const entry = join(import.meta.dirname, '../../src/cli/main.ts');
  const ran = spawnSync(
    'unshare',
    ['-rm', 'sh', '-c', `mount -t tmpfs -o size=${size} none "$D" && ${script}`],
    { env: { ...process.env, D: disk, CASTLINE: `${process.execPath} ${entry}` }, encoding: 'utf8' },
  );
  return { status: ran.status, output: ran.stdout + ran.stderr };
}
