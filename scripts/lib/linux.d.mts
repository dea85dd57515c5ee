import type { Log } from './log.mjs';
export function ensureLinuxRuns(log: Log, binary: string, options: { readonly xvfb: boolean }): Promise<void>;
