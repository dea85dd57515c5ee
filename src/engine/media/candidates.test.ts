import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listCandidates, unpackedPath } from './candidates.ts';
import { findMediaTools } from './tools.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-tools-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fakeProgram(place: string, name: string, codec: string): string {
  const path = join(folder, place, name);
  mkdirSync(join(folder, place), { recursive: true });
  writeFileSync(
    path,
    `#!/bin/sh\necho "${name} version ${place} Copyright"\necho "libavcodec     ${codec} / ${codec}"\n`,
  );
  chmodSync(path, 0o755);
  return path;
}

describe('where the tools are looked for', () => {
  it('takes the setting first, then the environment, PATH and the packages', () => {
    const onPath = fakeProgram('bin', 'ffprobe', '60. 1.100');
    const env = {
      CASTLINE_FFPROBE: '/named/ffprobe',
      PATH: ['/nowhere', join(folder, 'bin')].join(delimiter),
    };
    const list = listCandidates('ffprobe', env, { ffprobePath: '/set/ffprobe' });
    expect(list.slice(0, 3)).toEqual([
      { origin: 'setting', path: '/set/ffprobe' },
      { origin: 'environment', path: '/named/ffprobe' },
      { origin: 'path', path: onPath },
    ]);
    expect(list.at(-1)?.origin).toBe('npm-package');
  });

  it('starts programs beside the archive of a packed app, not in it', () => {
    expect(unpackedPath('/opt/Castline/resources/app.asar/node_modules/x/ffmpeg')).toBe(
      '/opt/Castline/resources/app.asar.unpacked/node_modules/x/ffmpeg',
    );
    expect(unpackedPath('/home/app.asarum/ffmpeg')).toBe('/home/app.asarum/ffmpeg');
  });
});

describe.skipIf(process.platform === 'win32')('which of them is used', () => {
  it('passes over what cannot do the work and says why', async () => {
    const ffmpegPath = fakeProgram('set', 'ffmpeg', '61. 1.100');
    const { ffmpeg, candidates } = await findMediaTools({ env: {}, settings: { ffmpegPath } });
    expect(candidates[0]).toMatchObject({ program: 'ffmpeg', path: ffmpegPath, inUse: false });
    expect(candidates[0]?.reason).toContain('cannot split');
    const used = candidates.filter(({ program, inUse }) => program === 'ffmpeg' && inUse);
    expect(used).toEqual([expect.objectContaining({ path: ffmpeg.path, reason: ffmpeg.reason })]);
  });

  it('takes the newest on PATH, whichever folder comes first', async () => {
    const older = fakeProgram('older', 'ffprobe', '58. 1.100');
    const newer = fakeProgram('newer', 'ffprobe', '61. 1.100');
    const PATH = [join(folder, 'older'), join(folder, 'newer')].join(delimiter);
    const env = { CASTLINE_FFPROBE: join(folder, 'absent'), PATH };
    const { ffprobe, candidates } = await findMediaTools({ env });
    const tried = candidates.filter(({ program }) => program === 'ffprobe');
    expect(tried.map(({ path }) => path).slice(0, 3)).toEqual([join(folder, 'absent'), newer, older]);
    expect(tried[0]?.reason).toContain('is not a program');
    expect(ffprobe).toMatchObject({ path: newer, origin: 'path', version: 'newer' });
  });
});
