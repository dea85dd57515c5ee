import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPhotos } from '../../scripts/film/photos.mjs';
import { drawFilm } from '../../scripts/film/render.mjs';
import { decodePictures, extractFrames, probeMedia, readFrameList } from '../../src/engine/media/index.ts';
import { runFfmpeg } from '../bench/measuring.ts';
import {
  cutsFilm,
  cutsFixture,
  type Fixture,
  lateStartFixture,
  rotatedFixture,
  variableRateFixture,
} from '../support/edit-generator.ts';
import { mediaTools } from '../support/media-tools.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-media-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(fixture: Pick<Fixture, 'path'>) {
  const tools = await mediaTools();
  const facts = await probeMedia(tools, fixture.path);
  return { tools, facts, frames: await readFrameList(tools, fixture.path, facts) };
}

/** Mean absolute difference of two RGB pictures. */
function difference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] as number) - (b[i] as number));
  return sum / a.length;
}

/** The film as it was drawn, before any encoder saw it. */
async function drawn(): Promise<Uint8Array[]> {
  const pictures: Uint8Array[] = [];
  for (const picture of drawFilm(cutsFilm, await loadPhotos(cutsFilm)))
    pictures.push(Uint8Array.from(picture));
  return pictures;
}

async function extract(fixture: Pick<Fixture, 'path'>, wanted: number[], maxSidePx = 1920) {
  const { tools, facts, frames } = await read(fixture);
  const pictures = [];
  for await (const picture of extractFrames(tools, fixture.path, facts, frames, wanted, { maxSidePx })) {
    pictures.push(picture);
  }
  const decoded = await decodePictures(
    tools,
    pictures.map(({ jpeg }) => jpeg),
  );
  return { pictures, decoded };
}

describe('the ffmpeg that is found', () => {
  it('is one that was run, with the reason why it is used', async () => {
    const { ffmpeg, ffprobe, candidates } = await mediaTools();
    expect(ffmpeg.version).not.toBe('');
    expect(ffprobe.reason).not.toBe('');
    expect(candidates.filter(({ inUse }) => inUse).map(({ path }) => path)).toEqual([
      ffmpeg.path,
      ffprobe.path,
    ]);
    expect(ffmpeg.capabilities.decoders.has('h264')).toBe(true);
  });
});

describe('probing and listing frames', () => {
  it('knows a film with sound', async () => {
    const { facts, frames } = await read(await cutsFixture());
    expect(facts.video).toMatchObject({ codec: 'h264', displayWidthPx: 480, displayHeightPx: 270 });
    expect(facts.audio).toEqual([expect.objectContaining({ codec: 'aac' })]);
    expect(frames.ticks.length).toBe(160);
    expect(frames.variableFrameRate).toBe(false);
  });

  it('counts frames from 0 where the stream starts late', async () => {
    const { facts, frames } = await read(await lateStartFixture());
    expect(facts.containerStartSeconds).toBeGreaterThan(2);
    expect((frames.ticks[0] ?? 0) / facts.video.timeBase.den).toBeGreaterThan(2);
    expect(frames.ticks.length).toBe(160);
  });

  it('lists every frame of a variable rate', async () => {
    const fixture = await variableRateFixture();
    const { frames } = await read(fixture);
    expect(frames.ticks.length).toBe(fixture.truth.frames);
    expect(frames.variableFrameRate).toBe(true);
  });

  it('stops when it is cancelled', async () => {
    const { path } = await cutsFixture();
    const tools = await mediaTools();
    await expect(probeMedia(tools, path, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('pictures of exact frames', () => {
  const wanted = [0, 29, 30, 54, 55, 57, 58, 131, 159];

  it.each([
    ['constant rate', cutsFixture],
    ['transport stream that starts late', lateStartFixture],
  ])('%s', async (_, makeFixture) => {
    const truth = await drawn();
    const { pictures, decoded } = await extract(await makeFixture(), wanted);
    expect(pictures.map(({ frame }) => frame)).toEqual(wanted);
    for (const [index, frame] of wanted.entries()) {
      expect(difference(decoded[index]?.rgb ?? Buffer.alloc(1), truth[frame] as Uint8Array)).toBeLessThan(6);
    }
    // The frame on the other side of a cut is another picture: the comparison above can fail.
    expect(difference(decoded[1]?.rgb ?? Buffer.alloc(1), truth[30] as Uint8Array)).toBeGreaterThan(25);
  });

  it('variable rate', async () => {
    const truth = await drawn();
    const { decoded } = await extract(await variableRateFixture(), [23, 24, 44, 47]);
    for (const [index, frame] of [28, 30, 55, 58].entries()) {
      expect(difference(decoded[index]?.rgb ?? Buffer.alloc(1), truth[frame] as Uint8Array)).toBeLessThan(6);
    }
  });

  it('stand upright and no larger than asked', async () => {
    const truth = await drawn();
    const fixture = await rotatedFixture();
    const { facts } = await read(fixture);
    expect(facts.video).toMatchObject({ rotationDegrees: 90, codedWidthPx: 270, displayWidthPx: 480 });
    const { decoded } = await extract(fixture, [10]);
    expect(decoded[0]).toMatchObject({ widthPx: 480, heightPx: 270 });
    expect(difference(decoded[0]?.rgb ?? Buffer.alloc(1), truth[10] as Uint8Array)).toBeLessThan(6);
    const small = await extract(fixture, [10], 240);
    expect(small.pictures[0]).toMatchObject({ widthPx: 240, heightPx: 135 });
  });
});

/** Red, green and blue that a value of YUV stands for: ITU-R BT.709 or BT.601, limited or full range. */
function colourOf([y, u, v]: readonly [number, number, number], matrix: string, range: string): number[] {
  const [black, whole, half] = range === 'tv' ? [16, 219, 224] : [0, 255, 255];
  const [luma, blue, red] = [(y - black) / whole, (u - 128) / half, (v - 128) / half];
  const [kr, kb] = matrix === 'bt709' ? [0.2126, 0.0722] : [0.299, 0.114];
  const [r, b] = [luma + 2 * (1 - kr) * red, luma + 2 * (1 - kb) * blue];
  return [r, (luma - kr * r - kb * b) / (1 - kr - kb), b].map((value) => 255 * value);
}

describe('colours', () => {
  it.each([
    ['yuv420p', 'bt709', 'tv', '64x64'],
    ['yuv420p', 'smpte170m', 'tv', '64x64'],
    ['yuv420p', 'bt709', 'pc', '64x64'],
    ['yuv420p', 'smpte170m', 'pc', '64x64'],
    ['yuv422p10le', 'bt709', 'tv', '64x64'],
    ['yuv444p10le', 'bt709', 'tv', '64x64'],
    ['yuv420p', 'bt709', 'tv', '53x37'],
  ])('of %s, %s, %s at %s are those of the file', async (format, matrix, range, size) => {
    const tools = await mediaTools();
    const yuv = [120, 100, 150] as const;
    const path = join(folder, `${format}-${matrix}-${range}-${size}.mkv`);
    const [width, height] = size.split('x').map(Number) as [number, number];
    const source = `geq=lum=${yuv[0]}:cb=${yuv[1]}:cr=${yuv[2]}`;
    await runFfmpeg(tools.ffmpeg.path, [
      ...['-f', 'lavfi', '-i', `nullsrc=s=${width}x${height}:r=5:d=1,format=yuv444p,${source}`],
      ...[
        '-vf',
        `scale=in_range=tv:out_range=tv,format=${format}`,
        '-pix_fmt',
        format,
        '-c:v',
        'ffv1',
        '-level',
        '3',
      ],
      ...['-color_range', range, '-colorspace', matrix, path],
    ]);
    const { decoded } = await extract({ path }, [2]);
    const at = 3 * (20 * width + 20);
    const wanted = colourOf(yuv, matrix, range);
    for (const [channel, value] of wanted.entries()) {
      expect(Math.abs((decoded[0]?.rgb[at + channel] ?? -99) - value)).toBeLessThanOrEqual(4);
    }
  });
});

describe('decoding pictures', () => {
  it('keeps their order and sizes, and refuses what is no JPEG', async () => {
    const tools = await mediaTools();
    const fixture = await cutsFixture();
    const large = (await extract(fixture, [0, 60])).pictures.map(({ jpeg }) => jpeg);
    const small = (await extract(fixture, [100], 120)).pictures.map(({ jpeg }) => jpeg);
    const [first, second] = large as [Buffer, Buffer];
    const decoded = await decodePictures(tools, [first, ...small, second]);
    expect(decoded.map(({ widthPx, rgb }) => [widthPx, rgb.length])).toEqual([
      [480, 480 * 270 * 3],
      [120, 120 * 68 * 3],
      [480, 480 * 270 * 3],
    ]);
    await expect(decodePictures(tools, [Buffer.from('no picture')])).rejects.toMatchObject({
      code: 'ffmpeg-failed',
    });
  });
});
