import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { parseSync } from 'vite';

export interface SourceFile {
  /** Path from the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Which rooms of src/ a room may import from, besides itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  engine: ['shared'],
  main: ['engine', 'shared'],
  preload: ['shared'],
  renderer: ['shared'],
  cli: ['engine', 'shared'],
};
/** Which rooms of src/engine/ each of them may enter, beside shared; ARCHITECTURE.md says the same. */
export const ENGINE_ARROWS: Readonly<Record<string, readonly string[]>> = {
  media: [],
  shots: ['media'],
  recognition: [],
  identity: [],
  library: [],
  cuts: ['library', 'shots'],
  decisions: ['library', 'cuts', 'identity'],
  cloud: ['library', 'media'],
  network: [],
  jobs: ['library'],
  proxies: [],
  pipeline: ['media', 'shots', 'recognition', 'identity', 'library', 'cuts', 'decisions'],
  export: [],
  packs: [],
  views: ['media', 'identity', 'library', 'cuts', 'decisions', 'cloud', 'export', 'packs'],
  search: ['library', 'decisions', 'identity', 'views'],
};
const ROOMS_WITH_ELECTRON = ['main', 'preload'];
const ROOMS_WITHOUT_NODE = ['shared', 'renderer', 'preload'];
const PACKAGES_OF_SHARED = ['zod'];
/** Globals of Node or of a browser: shared code runs in both. */
const RUNTIME_GLOBAL = /\b(?:process|Buffer|window|document|navigator|localStorage)\s*[.[]/;
const WORKER_ENTRY = 'worker.ts';
/** Types come from it, values from the file that they are in: it would build the schemas of all calls before anything is shown. */
const CONTRACT_OF_ALL = 'src/shared/contract/index.ts';
const ROOMS_THAT_START = ['main', 'renderer', 'preload'];
/** The house limit is about 300 lines. */
export const MOST_LINES = 320;

/** Every source file under the given folders of the repository. */
export function readSources(root: string, folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|tsx|mjs|cjs|js|css)$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => ({
        path: path.relative(root, file).split(path.sep).join('/'),
        text: readFileSync(file, 'utf8'),
      })),
  );
}

/** Files longer than the limit, one sentence each. */
export function findLongFiles(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => !/^\/\/ Written by \S+; not to be changed by hand\.$/m.test(file.text))
    .map((file) => ({ file, lines: file.text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ file, lines }) => `${file.path} has ${lines} lines, more than ${MOST_LINES}`);
}

/** Imports that go against the arrows of the architecture, one sentence each. Tests may import what they test from anywhere. */
export function findForbiddenImports(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => /^src\/.*\.tsx?$/.test(file.path) && !/\.test\.tsx?$/.test(file.path))
    .flatMap((file) => [
      ...importsOf(file).flatMap((specifier) => judgeImport(file.path, specifier)),
      ...judgeValuesOfContract(file),
      ...judgeGlobals(file),
    ]);
}

/** Every module a file names: static, dynamic and type imports, re-exports, and files named by `new URL(…, import.meta.url)`. */
function importsOf(file: SourceFile): string[] {
  const { module, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path} could not be parsed: ${errors[0]?.message}`);
  const named = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) => entry.entries.map((each) => each.moduleRequest?.value)),
    ...module.dynamicImports.map(({ moduleRequest }) => {
      return file.text.slice(moduleRequest.start, moduleRequest.end).replaceAll(/^['"`]|['"`]$/g, '');
    }),
    ...[...file.text.matchAll(/new URL\(\s*['"]([^'"]+\.tsx?)['"]\s*,\s*import\.meta\.url/g)].map(
      ([, url]) => url,
    ),
  ];
  return [...new Set(named.filter((specifier) => specifier !== undefined))];
}

function judgeValuesOfContract(file: SourceFile): string[] {
  if (!ROOMS_THAT_START.includes(roomOf(file.path))) return [];
  return parseSync(file.path, file.text)
    .module.staticImports.filter(({ moduleRequest: { value }, entries }) => {
      const target = path.posix.join(path.posix.dirname(file.path), value);
      return target === CONTRACT_OF_ALL && entries.some(({ isType }) => !isType);
    })
    .map(
      ({ moduleRequest: { value } }) =>
        `${file.path} imports values from ${value}: name the file they are in`,
    );
}

function judgeImport(from: string, specifier: string): string[] {
  const room = roomOf(from);
  const says = (reason: string) => [`${from} imports ${specifier}: ${reason}`];
  if (specifier.startsWith('.')) return judgeRelative(from, specifier, says);
  const name = packageOf(specifier);
  if (name === 'electron' && !ROOMS_WITH_ELECTRON.includes(room))
    return says(`${room} must not know Electron`);
  if (isNodeModule(name) && ROOMS_WITHOUT_NODE.includes(room)) return says(`${room} must not use Node`);
  if (room === 'shared' && !PACKAGES_OF_SHARED.includes(name)) return says('shared uses no package but zod');
  return [];
}

function judgeRelative(from: string, specifier: string, says: (reason: string) => string[]): string[] {
  const target = path.posix.join(path.posix.dirname(from), specifier);
  const [room, targetRoom] = [roomOf(from), roomOf(target)];
  if (!target.startsWith('src/')) return target.endsWith('.json') ? [] : says('it lies outside src');
  if (room !== targetRoom && !ARROWS[room]?.includes(targetRoom))
    return says(`${room} → ${targetRoom} is no arrow`);
  if (targetRoom !== 'engine') return [];
  const [folder, targetFolder] = [engineFolderOf(from), engineFolderOf(target)];
  if (room === 'engine' && folder === targetFolder) return [];
  if (room === 'engine' && targetFolder === '')
    return says('an engine folder must not import its composition');
  if (room === 'engine' && folder !== '' && !ENGINE_ARROWS[folder]?.includes(targetFolder))
    return says(`engine/${folder} → engine/${targetFolder} is no arrow`);
  // A worker's entry is a program of its own: whoever puts the engine together names it by URL.
  const isPublic = target.split('/').length <= 4 && path.posix.basename(target) === 'index.ts';
  return isPublic || path.posix.basename(target) === WORKER_ENTRY
    ? []
    : says('only the index.ts of an engine folder is public');
}

function judgeGlobals(file: SourceFile): string[] {
  if (roomOf(file.path) !== 'shared') return [];
  const code = file.text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const used = RUNTIME_GLOBAL.exec(code)?.[0];
  return used ? [`${file.path} uses ${used}: shared runs in Node and in a window`] : [];
}

function roomOf(file: string): string {
  return file.split('/')[1] ?? '';
}

/** `library` for src/engine/library/…, empty for a file that lies in src/engine itself. */
function engineFolderOf(file: string): string {
  const parts = file.split('/');
  return parts[1] === 'engine' && parts.length > 3 ? (parts[2] ?? '') : '';
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function isNodeModule(name: string): boolean {
  return name.startsWith('node:') || builtinModules.includes(name);
}
