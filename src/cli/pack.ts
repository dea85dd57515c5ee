import { basename, resolve } from 'node:path';
import type { Engine } from '../engine/index.ts';
import type { PackResult, PackSubject } from '../shared/contract/index.ts';
import { CastlineError, type ErrorReport, toCastlineError } from '../shared/errors.ts';
import { withEngine } from './host.ts';
import { exitCodes, type Output } from './output.ts';

/** What was given on the command line, as it was given. */
export interface PackAsked {
  readonly library: string;
  readonly out: string;
  readonly person?: readonly string[];
  readonly outfit?: readonly string[];
  readonly prop?: readonly string[];
  readonly enlarge?: boolean;
  readonly retired?: boolean;
}

async function subjectsOf(engine: Engine, asked: PackAsked): Promise<(PackSubject & { name: string })[]> {
  const all = await engine.calls.packs.subjects();
  const people = await engine.calls.cast.list();
  const wanted = (['person', 'outfit', 'prop'] as const).flatMap((kind) =>
    (asked[kind] ?? []).map((text) => {
      const number = kind === 'person' && people.find((person) => String(person.number) === text);
      const found = all.find(
        (one) =>
          one.kind === kind &&
          (one.id === text ||
            (number !== false && one.id === number?.id) ||
            one.name.toLowerCase() === text.toLowerCase()),
      );
      if (!found) throw new CastlineError('not-found', `The library has no ${kind} "${text}".`);
      return found;
    }),
  );
  return wanted.length > 0 ? wanted : all.filter(({ kind }) => kind !== 'prop');
}

/** `pack`: of those who are named, or of every person and outfit. What fails is said, and the others are written. */
export function packTo(output: Output, asked: PackAsked, signal: AbortSignal): Promise<number> {
  return withEngine(asked.library, async (engine) => {
    const packs: PackResult[] = [];
    const failed: { name: string; error: ErrorReport }[] = [];
    for (const { name, ...subject } of await subjectsOf(engine, asked)) {
      signal.throwIfAborted();
      try {
        packs.push(
          await engine.calls.packs.write({
            subject: { kind: subject.kind, id: subject.id },
            folder: resolve(asked.out),
            options: { enlarge: asked.enlarge === true, retired: asked.retired === true },
          }),
        );
      } catch (thrown) {
        const error = toCastlineError(thrown).report();
        failed.push({ name, error });
        process.stderr.write(`castline: ${name}: ${error.message}\n`);
      }
    }
    for (const { message } of packs.flatMap(({ warnings }) => warnings))
      process.stderr.write(`castline: ${message}\n`);
    output.result({ version: 1, packs, failed }, [
      ...packs.map(({ path, files }) => `${basename(path)}: ${path} (${files.length} files)`),
    ]);
    if (failed.length === 0) return exitCodes.done;
    return packs.length > 0 ? exitCodes.someFilesFailed : exitCodes.of(failed[0]?.error.code ?? 'internal');
  });
}
