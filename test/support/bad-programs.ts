import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mediaTools } from './media-tools.ts';

/** Programs that do as ffmpeg and ffprobe do, but for one thing. */
export interface BadPrograms {
  readonly CASTLINE_FFMPEG: string;
  readonly CASTLINE_FFPROBE: string;
}

/** What goes wrong: shell commands, with the arguments as `"$@"` and the real program as `"$REAL"`. */
interface Faults {
  /** When ffmpeg is to read the footage of a test. */
  readonly ffmpeg?: string;
  /** When ffprobe is to list its frames. */
  readonly ffprobeFrames?: string;
  /** When ffprobe is to read its headers. */
  readonly ffprobeHeaders?: string;
}

/** Writes both programs into a folder. Asked about anything else than files in `footage` they are the real ones. */
export async function badPrograms(folder: string, footage: string, faults: Faults): Promise<BadPrograms> {
  const tools = await mediaTools();
  const write = (name: string, real: string, cases: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\nREAL='${real}'\ncase "$*" in\n${cases}*) exec "$REAL" "$@" ;;\nesac\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const when = (words: string, what: string | undefined): string =>
    what === undefined ? '' : `*${words}*"${footage}"*)\n${what}\n;;\n`;
  return {
    CASTLINE_FFMPEG: write('ffmpeg', tools.ffmpeg.path, when('', faults.ffmpeg)),
    CASTLINE_FFPROBE: write(
      'ffprobe',
      tools.ffprobe.path,
      when('packet=pts', faults.ffprobeFrames) + when('-show_streams', faults.ffprobeHeaders),
    ),
  };
}

/** Numbers of a process and of all that it has started (Linux). */
export function processTree(pid: number): number[] {
  const children = existsSync(`/proc/${pid}/task`)
    ? readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
        readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
      )
    : [];
  return [pid, ...children.flatMap(processTree)];
}

/** Command lines of all processes that mention a word (Linux). */
export function processesOf(word: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return [];
      }
    })
    .filter((line) => line.includes(word));
}
