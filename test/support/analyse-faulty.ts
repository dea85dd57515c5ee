import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import { errorCodeSchema } from '../../src/shared/errors.ts';
import { type CliOptions, type CliResult, castline } from './cli.ts';

interface Told {
  readonly code: string;
  readonly message: string;
  readonly nextStep: string;
}

interface Outcome {
  readonly files: readonly { readonly state: string; readonly shots: number; readonly error?: Told }[];
  readonly refused: readonly { readonly error: Told }[];
}

/** How an analysis went that something was wrong with. */
export interface Analysed {
  readonly run: CliResult;
  readonly state: string;
  readonly shots: number;
  readonly error: Told | undefined;
}

/** Analyses one clip; whatever went wrong must have a code of the list and a sentence that says what to do. */
export async function analyseFaulty(
  clip: string,
  library: string,
  options: CliOptions = {},
): Promise<Analysed> {
  const run = await castline(['analyze', clip, '--library', library, '--json'], options);
  expect(run.stdout, run.stderr).toMatch(/^\{/);
  const outcome = run.json<Partial<Outcome> & { error?: Told }>();
  const error = outcome.error ?? outcome.files?.[0]?.error ?? outcome.refused?.[0]?.error;
  if (error) {
    expect(errorCodeSchema.safeParse(error.code).success, error.code).toBe(true);
    expect(error.code).not.toBe('internal');
    expect(error.message.length).toBeGreaterThan(10);
    expect(error.nextStep.length).toBeGreaterThan(10);
  }
  const [file] = outcome.files ?? [];
  return { run, state: file?.state ?? 'refused', shots: file?.shots ?? 0, error };
}

/** Names beside a library that are none of its own. */
export function strangersBeside(folder: string, name: string): string[] {
  return readdirSync(folder).filter(
    (one) => one.startsWith(name) && one !== name && !/\.(?:images|backups)$/.test(one),
  );
}
