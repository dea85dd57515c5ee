import { cpus } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { ensureElectron } from '../../../scripts/lib/electron.mjs';
import { ensureLinuxRuns } from '../../../scripts/lib/linux.mjs';
import { createLog } from '../../../scripts/lib/log.mjs';
import { startXvfb } from '../../../scripts/lib/xvfb.mjs';

/** Gets Electron and a display ready, and the environment by which the drivers of the tests find them. */
export async function withElectron<T>(work: () => Promise<T>): Promise<T> {
  const log = createLog(process.stderr);
  const electron = await ensureElectron(log);
  await ensureLinuxRuns(log, electron.binary, { xvfb: true });
  const xvfb = process.platform === 'linux' ? await startXvfb() : undefined;
  process.env.CASTLINE_ELECTRON = electron.binary;
  if (xvfb) Object.assign(process.env, { DISPLAY: xvfb.display, WAYLAND_DISPLAY: '' });
  console.error(`${electron.source}; ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores\n`);
  try {
    return await work();
  } finally {
    xvfb?.stop();
  }
}

/** A window of the same Electron without the app: bare, or with a page; behind another program where one is named. */
export function launchShell(
  page?: string,
  behind?: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
): Promise<ElectronApplication> {
  const executablePath = process.env.CASTLINE_ELECTRON;
  if (!executablePath) throw new Error('Electron was not got ready.');
  return _electron.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [behind?.folder ?? join(import.meta.dirname, 'shell'), ...(page ? [page] : [])],
    ...(behind ? { env: { ...(process.env as Record<string, string>), ...behind.env } } : {}),
  });
}

/** The value below which a share of all lie; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Says whether a limit is kept, as the last word of its line. */
export const verdict = (value: number, limit: number): string => (value <= limit ? 'holds' : 'DOES NOT HOLD');
