import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/**
 * Checks of export files with software that nobody here wrote; they lie beside a developer's checkout and not on every
 * machine. Each needs programs of its own: exit code 2 says that one is missing.
 */
const folder = join(import.meta.dirname, '../../../shared/interchange/check');

export const hasChecks = existsSync(join(folder, 'compare'));
if (!hasChecks) console.log('The checks of export files are not here: what needs them is not run.');

/** Where the checks find programs: the system's first, then the ffmpeg that the packages carry. */
const require = createRequire(import.meta.url);
const searchPath = [
  process.env.PATH ?? '',
  ...['@ffmpeg-installer/ffmpeg', '@ffprobe-installer/ffprobe'].map((name) => {
    const { path } = require(name) as { path: string };
    return dirname(path);
  }),
].join(delimiter);

export interface CheckedMarker {
  readonly name: string;
  readonly start: number;
  readonly frames: number;
  readonly on?: string;
  readonly kind?: string;
  readonly media?: string;
}

export interface Checked {
  readonly markers: readonly CheckedMarker[];
  /** True where a program is missing that the check needs. */
  readonly isSkipped: boolean;
}

/** How many regions ExifTool reads in a picture or a sidecar, undefined without ExifTool; throws what it finds wrong with them. */
export function regionsIn(file: string): number | undefined {
  const { regions, isSkipped } = run('xmp', file, []);
  return isSkipped ? undefined : (regions?.length ?? 0);
}

interface Answer {
  readonly markers?: CheckedMarker[];
  readonly regions?: unknown[];
  readonly isSkipped: boolean;
}

/** Runs a check on one file. Throws what it found wrong. */
export function check(name: string, file: string, options: readonly string[] = []): Checked {
  const { markers = [], isSkipped } = run(name, file, options);
  return { markers, isSkipped };
}

function run(name: string, file: string, options: readonly string[]): Answer {
  const ended = spawnSync(join(folder, name), [file, ...options], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PATH: searchPath },
  });
  if (ended.status === 2) {
    console.log(`not checked: ${ended.stderr.trim()}`);
    return { isSkipped: true };
  }
  if (ended.status !== 0) throw new Error(`${name} ${file}: ${ended.stderr.trim().slice(0, 2000)}`);
  const read: Omit<Answer, 'isSkipped'> = JSON.parse(ended.stdout);
  return { ...read, isSkipped: false };
}
