import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintFile, probeMedia, readFrameList } from '../../src/engine/media/index.ts';
import { defaultKeyframes, scanShots } from '../../src/engine/shots/index.ts';
import { CastlineError } from '../../src/shared/errors.ts';
import { cutsFixture } from '../support/edit-generator.ts';
import { footage, hasFootage } from '../support/footage.ts';
import { mediaTools } from '../support/media-tools.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-hostile-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Outcome = { frames: number; decoded: number; keyframes: number } | { code: string; message: string };

/** The whole way of a file to its shots: a result, or an error with a code. Anything else fails the test. */
async function analyse(path: string): Promise<Outcome> {
  const tools = await mediaTools();
  try {
    await fingerprintFile(path);
    const facts = await probeMedia(tools, path);
    const frames = await readFrameList(tools, path, facts);
    const scan = await scanShots(tools, path, facts, frames, { keyframes: defaultKeyframes });
    const ends = scan.shots.map(({ endFrame }) => endFrame);
    expect(ends.at(-1)).toBe(frames.ticks.length);
    return { frames: frames.ticks.length, decoded: scan.decodedFrames, keyframes: scan.keyframes.length };
  } catch (thrown) {
    if (!(thrown instanceof CastlineError)) throw thrown;
    expect(thrown.code).not.toBe('internal');
    expect(thrown.nextStep).not.toBe('');
    return { code: thrown.code, message: thrown.message };
  }
}

async function expectError(path: string, code: string): Promise<void> {
  const outcome = await analyse(path);
  expect(outcome).toMatchObject({ code });
  expect('message' in outcome ? outcome.message : '').toContain(basename(path));
}

const file = (name: string, bytes: Buffer | string): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

/** Numbers that look like chance and are the same every time. */
function noise(length: number): Buffer {
  let seed = 42;
  return Buffer.from(
    Uint8Array.from({ length }, () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed >>> 24;
    }),
  );
}

describe('files that are not what they claim', () => {
  it('are refused with a code, the name and the next step', async () => {
    await expectError(file('empty.mp4', ''), 'input-empty');
    await expectError(file('text.mp4', 'Dear diary, no film today.\n'.repeat(50)), 'not-media');
    await expectError(file('noise.mov', noise(200_000)), 'not-media');
    await expectError(join(folder, 'absent.mp4'), 'input-not-found');
    mkdirSync(join(folder, 'folder.mp4'));
    await expectError(join(folder, 'folder.mp4'), 'input-unreadable');
  });

  it.skipIf(process.platform === 'win32')('pipes do not block', async () => {
    const pipe = join(folder, 'pipe.mp4');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    await expectError(pipe, 'input-unreadable');
  });

  it('playlists are not followed, whatever their name', async () => {
    const secret = file('secret.txt', 'SECRET');
    const hls = `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://${secret}\n#EXT-X-ENDLIST\n`;
    await expectError(file('hls.mp4', hls), 'media-refused');
    await expectError(file('list.m3u8', hls), 'media-refused');
    await expectError(file('list.ffconcat', `ffconcat version 1.0\nfile '${secret}'\n`), 'media-refused');
  });

  it('a picture is no video', async () => {
    const still = file(
      'still.mov',
      readFileSync(join(import.meta.dirname, '../../node_modules/@vladmandic/face-api/demo/sample1.jpg')),
    );
    await expectError(still, 'no-video');
  });
});

describe('damaged files', () => {
  it('give what they hold, or say that they are damaged', async () => {
    const whole = readFileSync((await cutsFixture()).path);
    await expectError(file('no-index.mp4', whole.subarray(0, whole.length / 2)), 'media-damaged');
    const holed = Buffer.from(whole);
    noise(6000).copy(holed, Math.floor(whole.length / 2));
    expect(await analyse(file('holed.mp4', holed))).toMatchObject({ frames: 160 });
  });

  it('a cut-off recording keeps its beginning', async () => {
    const tools = await mediaTools();
    const cut = join(folder, 'cut.mkv');
    const copied = spawnSync(tools.ffmpeg.path, [
      '-v',
      'error',
      '-i',
      (await cutsFixture()).path,
      '-c',
      'copy',
      cut,
    ]);
    expect(copied.status).toBe(0);
    truncateSync(cut, Math.floor(readFileSync(cut).length * 0.6));
    const outcome = await analyse(cut);
    expect(outcome).toHaveProperty('decoded');
    expect('decoded' in outcome && outcome.decoded > 30 && outcome.decoded < 150).toBe(true);
  });
});

describe.skipIf(process.platform === 'win32')('good files with awkward names', () => {
  const names = [
    '-y.mp4',
    '%d %s%n 100%.mp4',
    '%03d.mp4',
    'a:b.mp4',
    'new\nline.mp4',
    '$(touch pwned);id.mp4',
    `quotes "a" 'b'.mp4`,
    'a#b?c=d&e.mp4',
    '<img src=x>.mp4',
    'ünïcödé 你好 🎬.mp4',
    'no ending',
    'list[1].mp4',
  ];
  it.each(names)('%j works', async (name) => {
    const path = join(folder, name);
    symlinkSync((await cutsFixture()).path, path);
    expect(await analyse(path)).toMatchObject({ frames: 160, decoded: 160 });
    expect(existsSync(join(process.cwd(), 'pwned'))).toBe(false);
  });
});

describe.skipIf(!hasFootage)('the hostile footage', () => {
  const bad: Record<string, string> = {
    'audio_only.mp4': 'no-video',
    'encrypted_cenc.mp4': 'media-encrypted',
    'jpeg_named.mov': 'no-video',
    'playlist_reads_local_file.mp4': 'media-refused',
    'real_16384x8192_2frames.mp4': 'media-too-large',
    'stsz_count_2e31.mp4': 'media-damaged',
    'text_named.mp4': 'not-media',
    'truncated_no_moov.mp4': 'media-damaged',
    'video_01_invalid.mp4': 'media-damaged',
    'video_02_audio_only.mp4': 'no-video',
    'zero_byte.mp4': 'input-empty',
  };
  /** What ffmpeg 5.1 decodes of each, by the manifest beside the footage. */
  const decodes: Record<string, number> = {
    'audio_much_longer_than_video.mp4': 60,
    'claims_65535x65535.mp4': 60,
    'corrupt_bytes_in_mdat.mp4': 96,
    'cover_art_is_first_stream.mp4': 60,
    'duration_zero_in_headers.mp4': 60,
    'good_editlist_start_1.3s.mp4': 64,
    'good_moov_at_end.mp4': 96,
    'one_frame.mp4': 1,
    'six_hours_1fps.mp4': 21600,
    'starts_mid_gop.ts': 36,
    'truncated_half_moov_first.mp4': 41,
    'video_with_failing_audio.mp4': 280,
  };
  const listed = ['hostile', 'hostile_real'].flatMap((name) =>
    hasFootage ? readdirSync(footage(name)).map((entry) => footage(name, entry)) : [],
  );

  it.each(listed.map((path) => [basename(path), path]))('%s', async (name, path) => {
    const outcome = await analyse(path);
    const code = bad[name];
    if (code) {
      expect(outcome).toMatchObject({ code });
      expect('message' in outcome ? outcome.message : '').toContain(name);
    } else {
      expect(outcome).toMatchObject({ decoded: decodes[name] ?? 60 });
      expect('keyframes' in outcome ? outcome.keyframes : 0).toBeGreaterThan(0);
    }
  });

  it('files with hostile names work', async () => {
    expect(spawnSync('tar', ['-xzf', footage('hostile_names.tar.gz'), '-C', folder]).status).toBe(0);
    const names = readdirSync(join(folder, 'hostile'));
    expect(names.length).toBeGreaterThan(8);
    for (const name of names) {
      expect(await analyse(join(folder, 'hostile', name))).toMatchObject({ decoded: 60 });
    }
  });
});
