import { z } from 'zod';

/**
 * The closed list of what can go wrong, each with the sentence that tells the user what to do next.
 * A new code is added here and nowhere else.
 */
export const nextSteps = {
  usage: 'Run the command with --help to see how it is used.',
  'input-not-found': 'Check that the file or folder still exists and that its drive is connected.',
  'input-unreadable': 'Check the permissions of the file, then try again.',
  'input-changed':
    'It became another file while it was read, as one does that is still being copied: import it again once it is whole.',
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
  'library-damaged': 'Restore its last backup, or repair it: castline restore, castline repair.',
  'library-in-use': 'It can be read here, not changed. Close it where it is open, then open it here again.',
  'library-on-share':
    'Move the library to a drive of this computer: castline move. Footage may stay on the share.',
  'edits-lost':
    'Its log, the file that ends in -wal, was deleted or not copied with it. Copy the library again with all its files, or see its backups: castline backup --list.',
  'no-backup': 'See which backups there are: castline backup --list.',
  'backup-damaged': 'Choose another backup.',
  'library-busy': 'Another window or program is writing to this library: close it there and try again.',
  'disk-full': 'Free some space on the drive and try again; nothing that was saved is lost.',
  'no-permission': 'Choose a folder that you may write to.',
  'model-missing': 'Install Castline again, or rebuild the models with scripts/models/build.mjs.',
  'model-damaged': 'Install Castline again, or rebuild the models with scripts/models/build.mjs.',
  'recognition-failed': 'Try again; if it fails once more, run "castline doctor" and report what it prints.',
  'worker-crashed': 'Try again: the recogniser starts anew by itself.',
  'import-too-large': 'Export less at once, such as one clip or one person, and import that.',
  'not-found': 'It may have been removed: reload the list and try again.',
  'nothing-to-undo': 'There is no earlier step.',
  'nothing-to-redo': 'There is no later step.',
  'invalid-request': 'Check what was entered and try again.',
  'refused-sender': 'The request did not come from a Castline window and was refused.',
  'write-failed': 'Check the folder and the free space on its drive, then try again.',
  cancelled: 'Start it again when you like; finished steps are kept.',
  interrupted: 'Start it again: finished steps are kept.',
  'cloud-no-key': 'Enter the key of your CometAPI or Kling account in the settings.',
  'cloud-key-refused':
    'Check the key, and that the address is the one of its region; then test the connection.',
  'cloud-clock': 'Set the clock of this computer right, then let the queue go on.',
  'cloud-no-right': 'Ask the provider to open image recognition for this key, or use another key.',
  'cloud-quota': 'Add credit or raise the limit of the key at the provider, then let the queue go on.',
  'cloud-address-refused': 'Add the address of this computer to the list of allowed ones at the provider.',
  'cloud-picture-unfit': 'This picture cannot be sent; the others go on. Choose another frame of the shot.',
  'cloud-picture-refused': 'The provider cannot read this picture. Choose another frame of the shot.',
  'cloud-policy': 'The provider does not accept the content of this picture. Use the result of this device.',
  'cloud-wrong-route': 'Check the address of the provider, or choose another route in the settings.',
  'cloud-model-unknown':
    'The provider does not offer the model on this route: choose another one in the settings.',
  'cloud-too-fast': 'Nothing to do: the queue waits as long as the provider asks, then goes on.',
  'cloud-down':
    'Nothing to do: the queue tries again later. Should it last, look at the provider’s status page.',
  'cloud-unreachable': 'Check the network. The queue waits and goes on by itself.',
  'cloud-unreadable': 'The answer was kept. Try the picture again, or choose another route in the settings.',
  'cloud-declined':
    'The provider answered in words instead of results: choose another route in the settings.',
  'cloud-end-unknown':
    'It may have been charged, so it is not sent again by itself. Retry it if you want it.',
  'cloud-budget': 'Raise the limit of this library to send more; nothing is sent until then.',
  'cloud-result-refused':
    'The result’s address is not a public one, so it was not fetched. Report it to the provider.',
  'cloud-result-gone': 'The provider deletes pictures after 30 days. Retry the picture if you want it again.',
  'key-not-kept': 'This system offers no safe place for keys: enter the key again after each start.',
  internal: 'Try again; if it fails once more, run "castline doctor" and report what it prints.',
} as const;

/** A code of the closed list. */
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
