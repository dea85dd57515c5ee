import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const mostBytes = 512 * 1024;
const filesKept = 4;

/** What looks like a key, and the user's own folder, never reach a log or a report. */
export function redact(text: string, home: string = homedir()): string {
  const withoutHome = home.length > 1 ? text.replaceAll(home, '~') : text;
  return withoutHome
    .replaceAll(/\b(?:sk|pk|ak|rk)-[A-Za-z0-9_-]{8,}/g, '[key]')
    .replaceAll(/\bBearer\s+[A-Za-z0-9._~+/-]+=*/gi, 'Bearer [key]')
    .replaceAll(/\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g, '[key]')
    .replaceAll(/((?:api|access|secret)[_-]?key["'\s:=]+)[^\s"',}]+/gi, '$1[key]');
}

/** One line of JSON for each thing that happened, in files that follow each other and do not grow for ever. */
export class Log {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  private file(index: number): string {
    return join(this.folder, index === 0 ? 'castline.log' : `castline.${index}.log`);
  }

  /** A log that cannot be written stops nobody. */
  note(what: string, facts: Readonly<Record<string, unknown>> = {}): void {
    try {
      mkdirSync(this.folder, { recursive: true });
      this.rotate();
      const line = JSON.stringify({ at: new Date().toISOString(), what, ...facts });
      appendFileSync(this.file(0), `${redact(line)}\n`, { mode: 0o600 });
    } catch {
      // The disk may be full: that is told where it matters.
    }
  }

  private rotate(): void {
    const size = statSync(this.file(0), { throwIfNoEntry: false })?.size ?? 0;
    if (size < mostBytes) return;
    for (let index = filesKept - 1; index > 0; index--) {
      if (statSync(this.file(index - 1), { throwIfNoEntry: false })) {
        renameSync(this.file(index - 1), this.file(index));
      }
    }
  }

  /** The last lines, oldest first. */
  tail(lines: number): string[] {
    try {
      return readFileSync(this.file(0), 'utf8').trimEnd().split('\n').slice(-lines);
    } catch {
      return [];
    }
  }
}
