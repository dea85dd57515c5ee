import { basename, resolve, sep } from 'node:path';
import type { Engine } from '../engine/index.ts';
import {
  type ExportFormatId,
  type ExportRequest,
  exportFormatIds,
  exportRequestSchema,
} from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';
import { personLabel } from '../shared/palette.ts';
import { withEngine } from './host.ts';
import { exitCodes, type Output } from './output.ts';

/** What was given on the command line, as it was given. */
export interface ExportAsked {
  readonly library: string;
  readonly out: string;
  readonly clip?: readonly string[];
  readonly person?: readonly string[];
  readonly tag?: readonly string[];
  readonly search?: string;
  readonly bin?: string;
  readonly confirmed?: boolean;
  readonly shots?: boolean;
  readonly people?: boolean;
  readonly outfits?: boolean;
  readonly props?: boolean;
  readonly tags?: boolean;
  readonly shape?: string;
  readonly handles?: string;
  readonly nameTemplate?: string;
  readonly colourBy?: string;
  readonly startTimecode?: string;
  readonly frameRate?: string;
  readonly mediaPaths?: string;
  readonly remap?: readonly string[];
  readonly fcpxmlVersion?: string;
}

const isFormat = (text: string): text is ExportFormatId =>
  (exportFormatIds as readonly string[]).includes(text);

async function assetIds(engine: Engine, asked: readonly string[]): Promise<string[]> {
  const all = await engine.calls.assets.list();
  return asked.map((text) => {
    const path = resolve(text);
    const found = all.find(
      (asset) => asset.id === text || asset.path === path || asset.name === basename(text),
    );
    if (!found) throw new CastlineError('not-found', `The library has no clip "${text}".`);
    return found.id;
  });
}

async function identityIds(engine: Engine, asked: readonly string[]): Promise<string[]> {
  const all = await engine.calls.cast.list();
  return asked.map((text) => {
    const wanted = text.toLowerCase();
    const found =
      all.find((person) => person.id === text || String(person.number) === text) ??
      all.find((person) => personLabel(person).toLowerCase() === wanted);
    if (!found) throw new CastlineError('not-found', `The library has no person "${text}".`);
    return found.id;
  });
}

async function binId(engine: Engine, asked: string): Promise<string> {
  const wanted = asked.toLowerCase();
  const found = (await engine.calls.search.bins()).find(
    ({ id, name }) => id === asked || name.toLowerCase() === wanted,
  );
  if (!found) throw new CastlineError('not-found', `The library has no bin "${asked}".`);
  return found.id;
}

function remapOf(text: string): { from: string; to: string } {
  const at = text.indexOf('=');
  if (at < 1) throw new CastlineError('usage', `--remap takes <from>=<to>, not "${text}".`);
  return { from: text.slice(0, at), to: text.slice(at + 1) };
}

/** Rates as people write them: 25, 23.976, 30000/1001. */
function frameRateOf(text: string): string {
  if (text.includes('/')) return text;
  const value = Number(text);
  const whole = Math.round(value);
  const isNtsc = Math.abs(value - (whole * 1000) / 1001) < 0.006 && Math.abs(value - whole) > 1e-6;
  return isNtsc ? `${whole * 1000}/1001` : `${whole}/1`;
}

async function requestOf(engine: Engine, format: ExportFormatId, asked: ExportAsked): Promise<ExportRequest> {
  const selection = {
    ...(asked.clip ? { assetIds: await assetIds(engine, asked.clip) } : {}),
    ...(asked.person ? { identityIds: await identityIds(engine, asked.person) } : {}),
    ...(asked.tag ? { tags: asked.tag } : {}),
    ...(asked.search === undefined ? {} : { query: asked.search }),
    ...(asked.bin === undefined ? {} : { binId: await binId(engine, asked.bin) }),
    confirmedOnly: asked.confirmed === true,
    appearances: asked.people !== false,
    shots: asked.shots === true,
    ...(asked.tags === false ? { tagged: false } : {}),
    ...(asked.outfits === undefined ? {} : { outfits: asked.outfits }),
    ...(asked.props === undefined ? {} : { props: asked.props }),
  };
  const options = {
    shape: asked.shape,
    handleFrames: asked.handles === undefined ? undefined : Number(asked.handles),
    nameTemplate: asked.nameTemplate,
    colourBy: asked.colourBy,
    timelineStart: asked.startTimecode,
    frameRate: asked.frameRate === undefined ? undefined : frameRateOf(asked.frameRate),
    mediaPaths: asked.mediaPaths,
    remap: asked.remap?.map(remapOf),
    fcpxmlVersion: asked.fcpxmlVersion,
  };
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const parsed = exportRequestSchema.safeParse({ format, selection, options: given });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CastlineError(
    'usage',
    `${String(issue?.path.at(-1) ?? 'An option')}: ${issue?.message ?? 'not valid'}.`,
  );
}

/** A slash at the end says folder, and stays. */
const fullPath = (path: string): string => resolve(path) + (/[\\/]$/.test(path) ? sep : '');

/** `export` */
export function exportTo(output: Output, format: string, asked: ExportAsked): Promise<number> {
  if (!isFormat(format)) {
    throw new CastlineError(
      'usage',
      `There is no format "${format}". Known are: ${exportFormatIds.join(', ')}.`,
    );
  }
  return withEngine(asked.library, async (engine) => {
    const request = await requestOf(engine, format, asked);
    const written = await engine.calls.export.write({ ...request, path: fullPath(asked.out) });
    for (const { message } of written.warnings) process.stderr.write(`castline: ${message}\n`);
    output.result({ version: 1, ...written }, [
      ...written.files.map((file) => `${file.path}: ${file.bytes} bytes`),
      `${written.rangeCount} ranges`,
    ]);
    return exitCodes.done;
  });
}

/** `formats` */
export async function formats(output: Output, list: Engine['calls']['export']['formats']): Promise<number> {
  const all = await list();
  output.result(
    { version: 1, formats: all },
    all.map(({ id, name, program, shapes }) => `${id}  ${name} (${program}): ${shapes.join(', ')}`),
  );
  return exitCodes.done;
}
