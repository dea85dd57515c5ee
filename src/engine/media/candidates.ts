import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/** A program of ffmpeg’s that is used. */
export type ToolName = 'ffmpeg' | 'ffprobe';
/** Where a program was found. */
export type ToolOrigin = 'setting' | 'environment' | 'ffmpeg-static' | 'path' | 'npm-package';

/** A program that may be there. */
export interface CandidatePath {
  origin: ToolOrigin;
  path: string;
}

/** Programs that the user set. */
export interface ToolSettings {
  ffmpegPath?: string | undefined;
  ffprobePath?: string | undefined;
}

const variables = { ffmpeg: 'CASTLINE_FFMPEG', ffprobe: 'CASTLINE_FFPROBE' } as const;
const packages = { ffmpeg: '@ffmpeg-installer/ffmpeg', ffprobe: '@ffprobe-installer/ffprobe' } as const;

/** Programs cannot be started from inside an Electron archive; they are unpacked beside it. */
export function unpackedPath(path: string): string {
  return path.replace(/([\\/])app\.asar([\\/])/, '$1app.asar.unpacked$2');
}

/** True for a file that this user may run. */
export function isProgram(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path that a package exports, as itself or as `path`; undefined when it is not installed for this platform. */
function pathFromPackage(name: string): string | undefined {
  try {
    const exported: unknown = createRequire(import.meta.url)(name);
    if (typeof exported === 'string') return unpackedPath(exported);
    if (typeof exported === 'object' && exported !== null && 'path' in exported) {
      return typeof exported.path === 'string' ? unpackedPath(exported.path) : undefined;
    }
    return undefined;
  } catch {
    return undefined;
  }
}

function onPath(tool: ToolName, env: NodeJS.ProcessEnv): string[] {
  const names = process.platform === 'win32' ? [`${tool}.exe`] : [tool];
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...new Set(folders)].flatMap((folder) => names.map((name) => join(folder, name))).filter(isProgram);
}

/** Where a tool may be, in the order of preference. Those on PATH stand in PATH order: the newest is chosen later. */
export function listCandidates(
  tool: ToolName,
  env: NodeJS.ProcessEnv,
  settings: ToolSettings = {},
): CandidatePath[] {
  const list: CandidatePath[] = [];
  const add = (origin: ToolOrigin, path: string | undefined): void => {
    if (path) list.push({ origin, path });
  };
  add('setting', tool === 'ffmpeg' ? settings.ffmpegPath : settings.ffprobePath);
  add('environment', env[variables[tool]]);
  if (tool === 'ffmpeg') add('ffmpeg-static', pathFromPackage('ffmpeg-static'));
  for (const path of onPath(tool, env)) add('path', path);
  add('npm-package', pathFromPackage(packages[tool]));
  return list;
}
