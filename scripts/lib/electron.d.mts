import type { Log } from './log.mjs';
export function ensureElectron(log: Log): Promise<{ readonly binary: string; readonly source: string }>;
