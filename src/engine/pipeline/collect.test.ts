import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectMediaFiles } from './collect.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-collect-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, bytes: string | Buffer = 'x'): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

describe('collecting files', () => {
  it('takes media from folders in natural order, with what is in them, and nothing else', async () => {
    mkdirSync(join(folder, 'DCIM'));
    mkdirSync(join(folder, '.Trashes'));
    put('clip10.MP4');
    put('clip2.mov');
    put('DCIM/a.mxf');
    put('.Trashes/gone.mp4');
    put('._clip2.mov');
    put('clip2.xml');
    put('notes');
    put('no_ending', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(200)]));
    const { files, refused } = await collectMediaFiles([folder]);
    expect(files.map((file) => file.slice(folder.length + 1))).toEqual([
      'clip2.mov',
      'clip10.MP4',
      'DCIM/a.mxf',
      'no_ending',
    ]);
    expect(refused).toEqual([]);
  });

  it('takes a file that is named whatever its ending, once', async () => {
    const path = put('strange.bin');
    expect((await collectMediaFiles([path, path])).files).toEqual([path]);
  });

  it('refuses what is not there and goes on; a link that leads round in a circle ends', async () => {
    symlinkSync(folder, join(folder, 'loop'));
    const good = put('a.mp4');
    const { files, refused } = await collectMediaFiles([join(folder, 'none.mp4'), folder]);
    expect(files).toEqual([good]);
    expect(refused.map(({ error }) => error.code)).toEqual(['input-not-found']);
  });
});
