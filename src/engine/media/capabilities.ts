import { CastlineError } from '../../shared/errors.ts';
import { runProgram } from './process.ts';

/** What a copy of ffmpeg was seen to do. */
export interface FfmpegCapabilities {
  /** The option that hands every frame on as it is: `-fps_mode` since 5.1, `-vsync` before; 8 knows only the first. */
  frameSync: '-fps_mode' | '-vsync';
  /** Names of the filters it has. */
  filters: ReadonlySet<string>;
  decoders: ReadonlySet<string>;
  encoders: ReadonlySet<string>;
  /** HDR can be mapped to the range of an ordinary picture. */
  toneMapping: boolean;
}

/** Which ffmpeg a program is. */
export interface ProgramVersion {
  text: string;
  /** Of libavcodec: grows with every release, also in builds that are named by date or commit. */
  libavcodec: readonly [number, number, number];
}

const probeMs = 20_000;
const probeRun = (signal?: AbortSignal) => ({ signal, limits: { silenceMs: probeMs } });

/** Reads the answer to `-version`; undefined when it is not that of ffmpeg or ffprobe. */
export function parseVersion(answer: string): ProgramVersion | undefined {
  const name = /^ff(?:mpeg|probe) version (\S+)/m.exec(answer)?.[1];
  const codec = /^libavcodec\s+(\d+)\.\s*(\d+)\.\s*(\d+)/m.exec(answer);
  if (!name || !codec) return undefined;
  return { text: name, libavcodec: [Number(codec[1]), Number(codec[2]), Number(codec[3])] };
}

/** Orders builds by their libavcodec, whose numbers every build has: below 0 where `a` is older. */
export function compareVersions(a: ProgramVersion, b: ProgramVersion): number {
  for (const part of [0, 1, 2] as const) {
    if (a.libavcodec[part] !== b.libavcodec[part]) return a.libavcodec[part] - b.libavcodec[part];
  }
  return 0;
}

/** Names in the tables that `-filters`, `-decoders` and `-encoders` print: the second column. */
export function parseNames(table: string): Set<string> {
  const names = new Set<string>();
  for (const line of table.split('\n')) {
    const name = /^ [A-Z.|]{2,8} ([A-Za-z0-9_-]+) /.exec(line)?.[1];
    if (name) names.add(name);
  }
  return names;
}

/** Asks a program which ffmpeg or ffprobe it is. @throws CastlineError ffmpeg-missing */
export async function readVersion(path: string, signal?: AbortSignal): Promise<ProgramVersion> {
  const answer = await runProgram(path, ['-version'], probeRun(signal));
  const version = parseVersion(answer.stdout.toString('utf8'));
  if (answer.code !== 0 || !version) {
    throw new CastlineError('ffmpeg-missing', `${path} does not answer as ffmpeg does.`);
  }
  return version;
}

/**
 * Five frames through the way that the shot scan takes: raw frames and their times from a split of the filter graph,
 * JPEG on a pipe of its own.
 */
async function canScan(path: string, frameSync: string, signal?: AbortSignal): Promise<boolean> {
  const sync = [frameSync, 'passthrough'];
  const graph = '[0:v]split=3[a][b][c];[c]format=yuvj420p[d]';
  const args = ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', 'color=gray:s=32x16:r=5:d=1'];
  args.push('-filter_complex', graph, '-map', '[a]', ...sync, '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1');
  args.push('-map', '[b]', ...sync, '-enc_time_base', '1/5', '-f', 'framecrc', 'pipe:1');
  args.push('-map', '[d]', ...sync, '-c:v', 'mjpeg', '-f', 'image2pipe', 'pipe:1');
  const { code, stdout } = await runProgram(path, args, probeRun(signal));
  return code === 0 && stdout.length > 5 * 32 * 16 && /0, +4, +4,/.test(stdout.toString('latin1'));
}

async function listNames(path: string, list: string, signal?: AbortSignal): Promise<Set<string>> {
  const { stdout } = await runProgram(path, ['-hide_banner', list], probeRun(signal));
  return parseNames(stdout.toString('utf8'));
}

/** Runs a copy of ffmpeg to see what it can do. @throws CastlineError `ffmpeg-missing` when it cannot do the work. */
export async function probeFfmpeg(path: string, signal?: AbortSignal): Promise<FfmpegCapabilities> {
  const [filters, decoders, encoders, modern] = await Promise.all([
    listNames(path, '-filters', signal),
    listNames(path, '-decoders', signal),
    listNames(path, '-encoders', signal),
    canScan(path, '-fps_mode', signal),
  ]);
  if (!modern && !(await canScan(path, '-vsync', signal))) {
    throw new CastlineError('ffmpeg-missing', `${path} cannot split a video into frames and pictures.`);
  }
  if (!decoders.has('h264')) throw new CastlineError('ffmpeg-missing', `${path} cannot decode H.264.`);
  return {
    frameSync: modern ? '-fps_mode' : '-vsync',
    filters,
    decoders,
    encoders,
    toneMapping: filters.has('zscale') && filters.has('tonemap'),
  };
}
