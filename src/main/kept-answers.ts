import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { z } from 'zod';
import { type FirstAnswers, questionOf } from '../shared/contract/channels.ts';
import type { Reply, Request } from '../shared/contract/index.ts';
import { replySchema, requestSchema } from '../shared/contract/request.ts';
import type { Locate, MediaKind } from './media-protocol.ts';

/** What a window asks before it shows anything: of each, the last question is answered for the next start. */
const firstQuestions: ReadonlySet<string> = new Set([
  'library.current',
  'assets.list',
  'assets.detail',
  'assets.elements',
  'assets.preview',
  'cast.list',
  'cast.conflicts',
  'cloud.state',
  'edits.state',
  'jobs.workload',
  'search.bins',
  'tags.list',
  'timeline.seen',
  'wardrobe.list',
]);
/** Pictures that a first screen shows, with room for a large window. */
const mostPlaces = 500;
/** Reading more would take longer than the engine takes to start. */
const mostBytes = 8_000_000;
/** A library that answers more slowly than this is quit without being kept. */
const gatherWithinMs = 1500;

const fileSchema = z.object({
  /** Of the program that wrote it: another one may shape its answers in another way. */
  program: z.string(),
  /** The library as it was left: another size or date, and somebody has changed it since. */
  library: z.object({ path: z.string(), bytes: z.number(), changedMs: z.number() }),
  answers: z.array(z.tuple([requestSchema, replySchema])),
  places: z.array(z.tuple([z.string(), z.string()])),
});

const nameOf = ({ area, name }: Request): string => `${area}.${name}`;

/** Size and date of a library that nobody has open; undefined while changes wait in its journal, or where there is none. */
function stampOf(path: string): { path: string; bytes: number; changedMs: number } | undefined {
  const journal = statSync(`${path}-wal`, { throwIfNoEntry: false });
  const file = statSync(path, { throwIfNoEntry: false });
  if (!file || (journal && journal.size > 0)) return undefined;
  return { path, bytes: file.size, changedMs: file.mtimeMs };
}

/** Stands for the program as it was built: the bundle names its parts by their contents. */
export const programStamp = (bundle: string): string =>
  createHash('sha256').update(readFileSync(bundle)).digest('hex').slice(0, 16);

type Ask = (request: Request) => Promise<Reply>;

/**
 * The answers to a window's first questions, kept from quitting to the next start, so that the desk is there while the engine still
 * opens the library. They are used for a library that nobody has changed since, by the program that wrote them, and once: the file is
 * gone as soon as it was read. The engine is then asked the same again.
 */
export class KeptAnswers {
  private readonly file: string;
  private readonly program: string;
  private answers: readonly (readonly [Request, Reply])[] = [];
  private places: ReadonlyMap<string, string> = new Map();
  private readonly asked = new Map<string, Request>();
  private readonly shown = new Map<string, string>();

  constructor(file: string, program: string) {
    this.file = file;
    this.program = program;
  }

  /** Reads what was kept of a library. False where nothing was, or it does not hold any more. */
  take(libraryPath: string): boolean {
    try {
      if ((statSync(this.file, { throwIfNoEntry: false })?.size ?? 0) === 0) return false;
      const kept = fileSchema.parse(deserialize(readFileSync(this.file)));
      const stamp = stampOf(libraryPath);
      if (kept.program !== this.program || !isDeepStrictEqual(kept.library, stamp)) return false;
      this.answers = kept.answers;
      this.places = new Map(kept.places);
      for (const [request] of kept.answers) this.note(request);
      return true;
    } catch {
      return false;
    } finally {
      rmSync(this.file, { force: true });
    }
  }

  /** What was kept, for the page that is being loaded. */
  first(): FirstAnswers {
    return this.answers.map(([request, reply]) => [questionOf(request), reply]);
  }

  /** Notes what the engine is asked: the last of each first question is kept. */
  note(request: Request): void {
    if (firstQuestions.has(nameOf(request))) this.asked.set(nameOf(request), request);
  }

  /**
   * Where a stored picture lies: as it was when it was shown last, until the engine can be asked. Clips and their proxies always
   * wait for the engine, which looks whether the file is still the one that was registered.
   */
  async locate(kind: MediaKind, key: string, ask: Locate): Promise<string | undefined> {
    const path = (kind === 'image' ? this.places.get(key) : undefined) ?? (await ask(kind, key));
    if (path === undefined || kind !== 'image') return path;
    this.shown.delete(key);
    this.shown.set(key, path);
    const [oldest] = this.shown.keys();
    if (this.shown.size > mostPlaces && oldest !== undefined) this.shown.delete(oldest);
    return path;
  }

  /** From now on the engine answers. Asks it what was answered here; true where it says the same. */
  async handOver(ask: Ask): Promise<boolean> {
    const { answers } = this;
    this.forget();
    const same = await Promise.all(
      answers.map(async ([request, reply]) =>
        isDeepStrictEqual(await ask(request).catch(() => undefined), reply),
      ),
    );
    return same.every(Boolean);
  }

  /** Nothing that was kept holds any more. */
  forget(): void {
    this.answers = [];
    this.places = new Map();
  }

  /**
   * Asks the first questions once more, before the engine closes. Gives a function that keeps the answers, to be called when the
   * library is closed; what cannot be kept makes the next start slower and nothing else.
   */
  async gather(ask: Ask, libraryPath: string): Promise<() => Promise<void>> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), gatherWithinMs);
    });
    const answered = Promise.all(
      [...this.asked.values()].map(
        async (request): Promise<[Request, Reply]> => [request, await ask(request)],
      ),
    );
    const answers = await Promise.race([answered, late]).catch(() => undefined);
    clearTimeout(timer);
    return async () => {
      const library = stampOf(libraryPath);
      if (!library || !answers || answers.length === 0) return;
      // Masks are bytes: JSON would lose them.
      const bytes = serialize({
        program: this.program,
        library,
        answers: answers.filter(([, reply]) => reply.ok),
        places: [...this.shown],
      } satisfies z.input<typeof fileSchema>);
      if (bytes.length > mostBytes) return;
      await mkdir(dirname(this.file), { recursive: true });
      // Names of people are in it.
      await writeFile(`${this.file}.new`, bytes, { mode: 0o600 });
      await rename(`${this.file}.new`, this.file);
    };
  }
}
