import type { LoggedCommand } from '../../shared/contract/index.ts';

const mostKept = 40;
const mostComplaint = 600;

/** A word as a shell reads it back. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (process.platform === 'win32') return `"${word.replaceAll('"', '\\"')}"`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** The command line of a run whose output goes to stdout and so many further pipes. */
export function shellLine(path: string, args: readonly string[], extraPipes: number): string {
  const nowhere = process.platform === 'win32' ? 'NUL' : '/dev/null';
  const pipes = Array.from({ length: extraPipes }, (_, index) => ` ${index + 3}>${nowhere}`).join('');
  return `${[path, ...args].map(quoted).join(' ')} >${nowhere}${pipes}`;
}

/** Remembers the last runs of the programs that read media, the newest last. */
export class CommandLog {
  private readonly kept: LoggedCommand[] = [];

  /** Notes a run that begins; what is given back is to be called at its end. */
  begin(line: string): (end: string, complaint: string) => void {
    const startedAt = new Date().toISOString();
    const beganMs = performance.now();
    let now: LoggedCommand = { line, startedAt, end: '', complaint: '' };
    this.kept.push(now);
    if (this.kept.length > mostKept) this.kept.shift();
    return (end, complaint) => {
      const index = this.kept.indexOf(now);
      now = {
        ...now,
        ms: Math.round(performance.now() - beganMs),
        end,
        complaint: complaint.trim().slice(-mostComplaint),
      };
      if (index >= 0) this.kept[index] = now;
    };
  }

  list(): LoggedCommand[] {
    return [...this.kept];
  }
}
