import type { SpawnOptions } from 'node:child_process';
export function capture(
  command: string,
  args: readonly string[],
  options?: SpawnOptions,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
