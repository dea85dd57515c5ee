import { z } from 'zod';

/**
 * The closed list of what can go wrong, each with the sentence that tells the user what to do next.
 * A new code is added here and nowhere else.
 */
export const nextSteps = {
  usage: 'Run the command with --help to see how it is used.',
  'input-not-found': 'Check that the file or folder still exists and that its drive is connected.',
  'input-unreadable': 'Check the permissions of the file, then try again.',
  'input-empty': 'The file has no content: copy it again from the camera card or its source.',
  'not-media': 'This is not a media file that ffmpeg knows: check that the right file was chosen.',
  'media-refused':
    'Playlists and files that point to other files are not opened: choose the media file itself.',
  'no-video': 'There is no picture track in this file: Castline needs video.',
  'media-damaged': 'The file is damaged: copy it again from its source, or repair it with a remux.',
  'media-encrypted': 'The picture is encrypted: export a copy without copy protection.',
  'media-too-large': 'The picture is larger than Castline can decode: make a smaller proxy of it.',
  'media-timeout': 'Reading the file took too long: copy it to a local drive and try again.',
  'ffmpeg-missing': 'Install ffmpeg, or set CASTLINE_FFMPEG and CASTLINE_FFPROBE to the programs to use.',
  'ffmpeg-failed': 'Try again; if it fails once more, run "castline doctor" and report what it prints.',
  'library-not-found': 'Check the path of the library, or create a new one.',
  'library-newer': 'This library was written by a newer Castline: update Castline to open it.',
  'not-a-library': 'Choose a file that Castline has made; its name ends in .castline.',
  'library-damaged': 'Restore the library from a backup.',
  'library-busy': 'Another window or program is writing to this library: close it there and try again.',
  'disk-full': 'Free some space on the drive and try again; nothing that was saved is lost.',
  'no-permission': 'Choose a folder that you may write to.',
  'model-missing': 'Install Castline again, or rebuild the models with scripts/models/build.mjs.',
  'model-damaged': 'Install Castline again, or rebuild the models with scripts/models/build.mjs.',
  'recognition-failed': 'Try again; if it fails once more, run "castline doctor" and report what it prints.',
  'worker-crashed': 'Try again: the recogniser starts anew by itself.',
  'not-found': 'It may have been removed: reload the list and try again.',
  'nothing-to-undo': 'There is no earlier step.',
  'nothing-to-redo': 'There is no later step.',
  'invalid-request': 'Check what was entered and try again.',
  'refused-sender': 'The request did not come from a Castline window and was refused.',
  'write-failed': 'Check the folder and the free space on its drive, then try again.',
  cancelled: 'Start it again when you like; finished steps are kept.',
  interrupted: 'Start it again: finished steps are kept.',
  internal: 'Try again; if it fails once more, run "castline doctor" and report what it prints.',
} as const;

export type ErrorCode = keyof typeof nextSteps;

const codes = Object.keys(nextSteps) as [ErrorCode, ...ErrorCode[]];
export const errorCodeSchema = z.enum(codes);

/** What crosses a boundary (IPC, the library, the CLI's JSON) when something failed. */
export const errorReportSchema = z.object({
  code: errorCodeSchema,
  /** What happened, naming the thing it happened to. */
  message: z.string(),
  nextStep: z.string(),
});
export type ErrorReport = z.infer<typeof errorReportSchema>;

/** The only error that Castline throws on purpose. */
export class CastlineError extends Error {
  readonly code: ErrorCode;
  /** For the log, never shown as it is: ffmpeg's last lines, paths, status codes. */
  readonly details: string | undefined;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CastlineError';
    this.code = code;
    this.details = options.details;
  }

  get nextStep(): string {
    return nextSteps[this.code];
  }

  report(): ErrorReport {
    return { code: this.code, message: this.message, nextStep: this.nextStep };
  }
}

/** Rebuilds the error on the other side of a boundary. */
export function errorFromReport(report: ErrorReport): CastlineError {
  return new CastlineError(report.code, report.message);
}

const systemCodes: Record<string, ErrorCode> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'no-permission',
  ENOENT: 'input-not-found',
  SQLITE_FULL: 'disk-full',
  SQLITE_READONLY: 'no-permission',
  SQLITE_BUSY: 'library-busy',
  SQLITE_CORRUPT: 'library-damaged',
  SQLITE_NOTADB: 'not-a-library',
};

/** Gives any thrown value a code. Errors of the file system and of SQLite are told apart by their own codes. */
export function toCastlineError(thrown: unknown): CastlineError {
  if (thrown instanceof CastlineError) return thrown;
  if (!(thrown instanceof Error)) return new CastlineError('internal', String(thrown));
  if (thrown.name === 'AbortError') return new CastlineError('cancelled', 'Cancelled.', { cause: thrown });
  const systemCode = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const code = systemCodes[systemCode] ?? systemCodes[systemCode.split('_').slice(0, 2).join('_')];
  return new CastlineError(code ?? 'internal', thrown.message, { cause: thrown });
}

/** True for an abort asked for by the user: not an error to be shown. */
export function isCancellation(thrown: unknown): boolean {
  return (
    (thrown instanceof CastlineError && thrown.code === 'cancelled') ||
    (thrown instanceof Error && thrown.name === 'AbortError')
  );
}
