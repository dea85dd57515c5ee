import type { CastlineError, ErrorCode } from '../shared/errors.ts';

const inputCodes: ReadonlySet<ErrorCode> = new Set([
  'input-not-found',
  'input-unreadable',
  'input-empty',
  'input-changed',
  'import-too-large',
  'not-media',
  'media-refused',
  'no-video',
  'media-damaged',
  'media-encrypted',
  'media-too-large',
  'media-timeout',
  'library-not-found',
  'library-newer',
  'library-on-share',
  'no-backup',
  'backup-damaged',
  'library-damaged',
  'not-a-library',
]);
const usageCodes: ReadonlySet<ErrorCode> = new Set([
  'usage',
  'not-found',
  'invalid-request',
  'nothing-to-undo',
  'nothing-to-redo',
]);

/** What the CLI exits with. */
export const exitCodes = {
  done: 0,
  /** Something else than the input failed: ffmpeg is missing, the disk is full. */
  failed: 1,
  usage: 2,
  inputUnreadable: 3,
  someFilesFailed: 4,
  cancelled: 130,
  of(code: ErrorCode): number {
    if (inputCodes.has(code)) return this.inputUnreadable;
    return usageCodes.has(code) ? this.usage : this.failed;
  },
} as const;

/** Where a command's words go: the result to stdout, everything else to stderr. */
export interface Output {
  readonly isJson: boolean;
  /** The command's result: as one JSON object with the version of its shape, or as the lines for people. */
  result(value: object, lines: readonly string[]): void;
  /** One line of progress that replaces the one before it on a terminal; off a terminal only when it says something new. */
  progress(line: string): void;
  fail(error: CastlineError): void;
}

/** Of the shape of what commands print with `--json`, see docs/cli-json.md: counted up when a reader of the old one would misunderstand. */
const jsonVersion = 1;

/** What carries a version of its own, as the manifest does, keeps it. */
const versioned = (value: object): object =>
  'version' in value ? value : { version: jsonVersion, ...value };

/** What a command says: results on stdout as text or JSON, progress on stderr on one line that is written over. */
export function openOutput(isJson: boolean): Output {
  let lastLine = '';
  const endProgress = (): void => {
    if (process.stderr.isTTY && lastLine !== '') process.stderr.write('\r\x1b[K');
    lastLine = '';
  };
  return {
    isJson,
    result(value, lines) {
      endProgress();
      process.stdout.write(
        isJson
          ? `${JSON.stringify(versioned(value), undefined, 2)}\n`
          : lines.map((line) => `${line}\n`).join(''),
      );
    },
    progress(line) {
      if (line === lastLine) return;
      lastLine = line;
      process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
    },
    fail(error) {
      endProgress();
      const { code, message, nextStep } = error.report();
      if (isJson)
        process.stdout.write(
          `${JSON.stringify(versioned({ error: { code, message, nextStep } }), undefined, 2)}\n`,
        );
      process.stderr.write(`castline: ${message} [${code}]\n${nextStep}\n`);
      if (error.details && process.env.CASTLINE_DEBUG) process.stderr.write(`${error.details}\n`);
    },
  };
}
