import type { Log } from './log.mjs';
export function ensureBuild(log: Log): Promise<boolean>;
