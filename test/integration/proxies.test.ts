import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decodePictures,
  extractFrames,
  findMediaTools,
  type MediaTools,
  makeProxy,
  previewFrames,
  probeMedia,
  readFrameList,
} from '../../src/engine/media/index.ts';
import { ProxyShelf } from '../../src/engine/proxies/index.ts';
import { ticksToSeconds, toNumber } from '../../src/shared/time.ts';
import {
  cutsFixture,
  lateStartFixture,
  rotatedFixture,
  variableRateFixture,
} from '../support/edit-generator.ts';
import { footage, hasFootage } from '../support/footage.ts';

let folder: string;
let tools: MediaTools;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'castline-proxies-'));
  tools = await findMediaTools({ env: process.env });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(path: string) {
  const facts = await probeMedia(tools, path);
  return { path, facts, frames: await readFrameList(tools, path, facts, {}) };
}
type Clip = Awaited<ReturnType<typeof open>>;

async function proxyOf(clip: Clip, name: string): Promise<Clip> {
  const out = join(folder, `${name}.mp4`);
  await makeProxy(tools, clip.path, clip.facts, clip.frames, out, {});
  return open(out);
}

const secondsOf = ({ frames }: Clip, frame: number): number =>
  toNumber(ticksToSeconds((frames.ticks[frame] ?? 0) - (frames.ticks[0] ?? 0), frames.timeBase));

/** Mean brightness of a 16 x 9 grid over a frame, 0 to 255. */
async function lookOf(clip: Clip, frame: number): Promise<number[]> {
  for await (const { jpeg } of extractFrames(tools, clip.path, clip.facts, clip.frames, [frame], {
    maxSidePx: 320,
  })) {
    const [picture] = await decodePictures(tools, [jpeg]);
    if (!picture) break;
    const { widthPx, heightPx, rgb } = picture;
    return Array.from({ length: 144 }, (_, cell) => {
      const x = Math.floor((((cell % 16) + 0.5) * widthPx) / 16);
      const y = Math.floor(((Math.floor(cell / 16) + 0.5) * heightPx) / 9);
      let sum = 0;
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          const at =
            (Math.min(heightPx - 1, Math.max(0, y + dy)) * widthPx +
              Math.min(widthPx - 1, Math.max(0, x + dx))) *
            3;
          sum += ((rgb[at] ?? 0) + (rgb[at + 1] ?? 0) + (rgb[at + 2] ?? 0)) / 3;
        }
      }
      return sum / 25;
    });
  }
  throw new Error(`Frame ${frame} of ${clip.path} could not be had.`);
}

const difference = (a: number[], b: number[]): number =>
  a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;

async function expectSameFilm(clip: Clip, proxy: Clip): Promise<void> {
  expect(proxy.facts.video).toMatchObject({
    codec: 'h264',
    rotationDegrees: 0,
    sampleAspectRatio: { num: 1, den: 1 },
  });
  expect(proxy.frames.ticks.length).toBe(clip.frames.ticks.length);
  for (let frame = 0; frame < clip.frames.ticks.length; frame += 7) {
    expect(Math.abs(secondsOf(proxy, frame) - secondsOf(clip, frame))).toBeLessThan(0.001);
  }
  for (const frame of [0, Math.floor(clip.frames.ticks.length / 2), clip.frames.ticks.length - 1]) {
    expect(difference(await lookOf(clip, frame), await lookOf(proxy, frame))).toBeLessThan(6);
  }
}

describe('a proxy has the same frames at the same times', () => {
  it.each([
    ['cuts', cutsFixture],
    ['a late start in a transport stream', lateStartFixture],
    ['a clip on its side', rotatedFixture],
    ['a variable frame rate', variableRateFixture],
  ] as const)('%s', async (name, fixture) => {
    const clip = await open((await fixture()).path);
    await expectSameFilm(clip, await proxyOf(clip, name));
  });

  it
    .runIf(hasFootage)
    .each([
      'edit_a_prores_proxy_23976_tc100000_first240.mov',
      'edit_a_hevc10_25.mp4',
      'edit_a_dnxhr_lb_25_tc095830_12_first150.mxf',
      'edit_a_mpeg2_576i25_sar64x45_first400.mpg',
      'edit_a_h264_25_ptswrap.ts',
      'edit_a_h264_30_portrait_rot90meta.mp4',
      'edit_a_h264_vfr.mp4',
    ])('%s', async (name) => {
    const clip = await open(footage('formats', name));
    await expectSameFilm(clip, await proxyOf(clip, name));
  });

  it('leaves nothing when it is cancelled', async () => {
    const clip = await open((await cutsFixture()).path);
    const shelf = new ProxyShelf(join(folder, 'cancelled'), 1e9);
    const abort = new AbortController();
    const making = shelf.add('print', (out) => {
      setTimeout(() => abort.abort(), 50);
      return makeProxy(tools, clip.path, clip.facts, clip.frames, out, { signal: abort.signal });
    });
    await expect(making).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(join(folder, 'cancelled'))).toEqual([]);
  });
});

describe('the shelf', () => {
  it('keeps within its bound: what was not used for the longest time goes first', async () => {
    const own = join(folder, 'shelf');
    const shelf = new ProxyShelf(own, 2500);
    const put = (print: string) => shelf.add(print, async (out) => writeFileSync(out, Buffer.alloc(1000)));
    const [a, b] = [await put('a'), await put('b')];
    utimesSync(a, 1000, 1000);
    utimesSync(b, 2000, 2000);
    expect(await shelf.find('a', new Date(3000_000))).toBe(a);
    await put('c');
    expect([existsSync(a), existsSync(b)]).toEqual([true, false]);
    expect(await shelf.find('b', new Date())).toBeUndefined();
  });
});

describe('the preview', () => {
  it('is a first picture and a strip over the whole clip', async () => {
    const clip = await open((await cutsFixture()).path);
    const found = [];
    for await (const frame of previewFrames(tools, clip.path, clip.facts, { count: 4 })) found.push(frame);
    // The length is what the container claims, to which muxers of other ages add a frame or two of sound.
    expect(found.map((frame) => Math.round(frame.seconds * 10) / 10)).toEqual([0, 1.6, 3.2, 4.8]);
    for (const { jpeg, widthPx } of found) {
      const [picture] = await decodePictures(tools, [jpeg]);
      expect(picture?.widthPx).toBe(widthPx);
    }
  });
});
