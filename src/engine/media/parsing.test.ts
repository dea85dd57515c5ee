import { describe, expect, it } from 'vitest';
import { FrameMatcher } from './frame-matcher.ts';
import { frameTimes } from './frame-times.ts';
import { jpegSize, splitJpegs } from './jpeg.ts';
import { lines } from './lines.ts';
import { parsePacketLine } from './packet-scan.ts';
import { probeFailure } from './probe.ts';

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('lines', () => {
  it('come whole, wherever the pieces break', async () => {
    const text = Buffer.from('eins\r\nzwei é\n\nvier');
    for (const size of [1, 2, 3, 100]) {
      expect(await all(lines(pieces(text, size)))).toEqual(['eins', 'zwei é', '', 'vier']);
    }
  });
});

describe('what ffprobe says of a packet', () => {
  it('reads times, length and flags', () => {
    expect(parsePacketLine('pts=-8008|dts=-10010|duration=1001|flags=KD_')).toEqual({
      pts: -8008,
      dts: -10010,
      duration: 1001,
      key: true,
      discarded: true,
    });
    expect(parsePacketLine('pts=N/A|dts=653400|duration=3600|flags=___')).toMatchObject({
      pts: undefined,
      key: false,
    });
    expect(parsePacketLine('[h264 @ 0x1] no frame!')).toBeUndefined();
  });
});

describe('times of frames', () => {
  it('are the third column of the checksum list', async () => {
    const text =
      '#tb 0: 1/90000\n0,    -341792,    -334592,     3600,    12918, 0xdd6bc4b0, F=0x0\n0,  0,  7,  0, 1, 0x1\n';
    expect((await all(frameTimes(pieces(Buffer.from(text), 10)))).flat()).toEqual([-334592, 7]);
  });
});

/** A JPEG's skeleton: a table that holds what looks like an end marker, a frame header, a scan. */
function skeleton(width: number, height: number, scan: number[]): Buffer {
  const header = [0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0];
  return Buffer.from([
    0xff,
    0xd8,
    0xff,
    0xdb,
    0,
    4,
    0xff,
    0xd9,
    ...header,
    0xff,
    0xda,
    0,
    3,
    1,
    ...scan,
    0xff,
    0xd9,
  ]);
}

describe('a stream of JPEGs', () => {
  const first = skeleton(640, 360, [1, 2, 0xff, 0, 0xd9, 3]);
  const second = skeleton(300, 200, [9]);

  it('is split at the end of each picture, wherever the pieces break', async () => {
    const stream = Buffer.concat([first, second]);
    for (const size of [1, 5, 17, 1000]) {
      expect(await all(splitJpegs(pieces(stream, size)))).toEqual([first, second]);
    }
  });

  it('drops a picture that is cut off', async () => {
    expect(await all(splitJpegs(pieces(Buffer.concat([first, second.subarray(0, 20)]), 7)))).toEqual([first]);
  });

  it('knows the size of a picture', () => {
    expect(jpegSize(first)).toEqual({ widthPx: 640, heightPx: 360 });
    expect(jpegSize(Buffer.from('GIF89a'))).toBeUndefined();
  });
});

describe('which frame a decoded picture is', () => {
  const frames = {
    timeBase: { num: 1, den: 25 },
    ticks: Float64Array.from([10, 20, 30, 40, 60]),
    endTicks: 70,
    syncFrames: Uint32Array.from([0]),
    variableFrameRate: true,
  };

  it('goes by its time, over gaps', () => {
    const matcher = new FrameMatcher(frames);
    expect([10, 30, 40, 60].map((time) => matcher.match(time))).toEqual([0, 2, 3, 4]);
    expect(matcher.match(70)).toBeUndefined();
  });

  it('takes the nearest where times differ a little, and no frame twice', () => {
    const matcher = new FrameMatcher(frames);
    expect([11, 12, 29, 41].map((time) => matcher.match(time))).toEqual([0, 1, 2, 3]);
  });
});

describe('why a file is refused', () => {
  const movie = Buffer.from('\0\0\0\x18ftypisom');
  it.each([
    ['playlist by its text', '', Buffer.from('#EXTM3U\n#EXT-X-VERSION:3\n'), 'media-refused'],
    [
      'playlist by its demuxer',
      "[hls @ 0x1] Format not on whitelist 'mov'",
      Buffer.from('x'),
      'media-refused',
    ],
    [
      'still picture',
      "[jpeg_pipe @ 0x2ec] Format not on whitelist 'mov'",
      Buffer.from([0xff, 0xd8]),
      'no-video',
    ],
    ['subtitles', "[srt @ 0x2ec] Format not on whitelist 'mov'", Buffer.from('1\n'), 'not-media'],
    ['movie without index', '[mov,mp4] moov atom not found', movie, 'media-damaged'],
    ['text', 'Invalid data found', Buffer.from('Dear diary'), 'not-media'],
  ])('%s', (_, stderr, head, code) => {
    const error = probeFailure('clip.mp4', stderr, head);
    expect(error.code).toBe(code);
    expect(error.message).toContain('clip.mp4');
  });
});
