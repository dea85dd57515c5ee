import { CastlineError, isCancellation, toCastlineError } from '../../shared/errors.ts';
import {
  type CandidatePath,
  isProgram,
  listCandidates,
  type ToolName,
  type ToolOrigin,
  type ToolSettings,
} from './candidates.ts';
import {
  compareVersions,
  type FfmpegCapabilities,
  type ProgramVersion,
  probeFfmpeg,
  readVersion,
} from './capabilities.ts';
import { CommandLog } from './command-log.ts';

/** A program in use. */
export interface Tool<Capabilities = unknown> {
  path: string;
  version: string;
  origin: ToolOrigin;
  capabilities: Capabilities;
  /** Why this one, for `doctor`. */
  reason: string;
  /** Where its runs are noted. */
  log: CommandLog;
}

/** One place that was looked at. */
export interface ToolCandidate {
  program: ToolName;
  path: string;
  origin: ToolOrigin;
  /** Empty when it was not run. */
  version: string;
  inUse: boolean;
  /** Why it is in use, was passed over or was rejected. */
  reason: string;
}

/** The ffmpeg and ffprobe that are used, and what they can do. */
export interface MediaTools {
  ffmpeg: Tool<FfmpegCapabilities>;
  ffprobe: Tool<{ format: 'json' }>;
  candidates: ToolCandidate[];
  /** The last runs of both. */
  commands: CommandLog;
}

/** Where programs are looked for. */
export interface FindMediaToolsOptions {
  env: NodeJS.ProcessEnv;
  settings?: ToolSettings;
  signal?: AbortSignal | undefined;
}

const originText: Record<ToolOrigin, string> = {
  setting: 'named in the settings',
  environment: 'named by an environment variable',
  'ffmpeg-static': 'from the package ffmpeg-static',
  path: 'the newest on PATH',
  'npm-package': 'shipped inside an npm package',
};

type Versioned = CandidatePath & { version?: ProgramVersion; rejected?: string };

/** Runs `-version` of those on PATH, so that the newest of them comes first; the others keep their place. */
async function newestOnPathFirst(list: CandidatePath[], signal?: AbortSignal): Promise<Versioned[]> {
  const asked = await Promise.all(
    list.map(async (candidate): Promise<Versioned> => {
      if (candidate.origin !== 'path') return candidate;
      try {
        return { ...candidate, version: await readVersion(candidate.path, signal) };
      } catch (thrown) {
        if (isCancellation(thrown)) throw thrown;
        return { ...candidate, rejected: toCastlineError(thrown).message };
      }
    }),
  );
  const ranked = asked
    .filter((candidate) => candidate.origin === 'path')
    .sort((a, b) => (a.version && b.version ? compareVersions(b.version, a.version) : a.version ? -1 : 1));
  return asked.map((candidate) => (candidate.origin === 'path' ? (ranked.shift() ?? candidate) : candidate));
}

async function choose<Capabilities>(
  tool: ToolName,
  options: FindMediaToolsOptions,
  log: CommandLog,
  probe: (path: string, signal?: AbortSignal) => Promise<Capabilities>,
): Promise<{ tool: Tool<Capabilities>; candidates: ToolCandidate[] }> {
  const candidates: ToolCandidate[] = [];
  let chosen: Tool<Capabilities> | undefined;
  const list = await newestOnPathFirst(listCandidates(tool, options.env, options.settings), options.signal);
  for (const candidate of list) {
    const { path, origin } = candidate;
    const entry = { program: tool, path, origin, version: candidate.version?.text ?? '', inUse: false };
    if (chosen || candidate.rejected) {
      candidates.push({ ...entry, reason: candidate.rejected ?? `not needed: ${chosen?.path} comes first` });
      continue;
    }
    try {
      if (!isProgram(path)) throw new CastlineError('ffmpeg-missing', `${path} is not a program.`);
      const version = candidate.version ?? (await readVersion(path, options.signal));
      const reason = `${originText[origin]}; does all that is needed`;
      const capabilities = await probe(path, options.signal);
      chosen = { path, version: version.text, origin, capabilities, reason, log };
      candidates.push({ ...entry, version: version.text, inUse: true, reason });
    } catch (thrown) {
      if (isCancellation(thrown)) throw thrown;
      candidates.push({ ...entry, reason: toCastlineError(thrown).message });
    }
  }
  if (chosen) return { tool: chosen, candidates };
  const looked = candidates.map((candidate) => `${candidate.path}: ${candidate.reason}`).join('\n');
  throw new CastlineError('ffmpeg-missing', `No ${tool} that works was found.`, { details: looked });
}

/**
 * Finds ffmpeg and ffprobe: a setting or environment variable first, then `ffmpeg-static`, the newest on PATH, and the
 * copies inside npm packages. The first that does the work is used; what each can do is seen by running it.
 * @throws CastlineError `ffmpeg-missing` with, in `details`, why each candidate was rejected
 */
export async function findMediaTools(options: FindMediaToolsOptions): Promise<MediaTools> {
  const commands = new CommandLog();
  const [ffmpeg, ffprobe] = await Promise.all([
    choose('ffmpeg', options, commands, probeFfmpeg),
    choose('ffprobe', options, commands, async () => ({ format: 'json' as const })),
  ]);
  return {
    ffmpeg: ffmpeg.tool,
    ffprobe: ffprobe.tool,
    candidates: [...ffmpeg.candidates, ...ffprobe.candidates],
    commands,
  };
}
