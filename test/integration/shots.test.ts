import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodePictures, type FrameList, probeMedia, readFrameList } from '../../src/engine/media/index.ts';
import {
  defaultKeyframes,
  type KeyframePicture,
  type ShotScan,
  scanShots,
} from '../../src/engine/shots/index.ts';
import {
  cutsFixture,
  type Fixture,
  gradualFixture,
  lateStartFixture,
  rotatedFixture,
  type Truth,
  trapsFixture,
  variableRateFixture,
} from '../support/edit-generator.ts';
import { footage, hasFootage } from '../support/footage.ts';
import { mediaTools } from '../support/media-tools.ts';

async function scan(path: string, options = {}): Promise<ShotScan & { frames: FrameList }> {
  const tools = await mediaTools();
  const facts = await probeMedia(tools, path);
  const frames = await readFrameList(tools, path, facts);
  return {
    ...(await scanShots(tools, path, facts, frames, { keyframes: defaultKeyframes, ...options })),
    frames,
  };
}

const cutsOf = ({ boundaries }: ShotScan): number[] =>
  boundaries.filter(({ kind }) => kind === 'cut').map(({ firstFrame }) => firstFrame);
const wantedCuts = (truth: Truth): number[] =>
  truth.shots.flatMap(({ transition_in: join }) => (join?.type === 'cut' ? [join.first_frame] : []));
const wantedGraduals = (truth: Truth) =>
  truth.shots.flatMap(({ transition_in: join }) => (join && !join.type.includes('cut') ? [join] : []));

/** Every shot has a keyframe of its own, none of them from inside a transition. */
function expectSoundKeyframes({
  shots,
  boundaries,
  keyframes,
  frames,
}: Awaited<ReturnType<typeof scan>>): void {
  expect(new Set(keyframes.map(({ shotIndex }) => shotIndex)).size).toBe(shots.length);
  for (const { shotIndex, frame, ticks } of keyframes) {
    const shot = shots[shotIndex];
    expect(frame >= (shot?.firstFrame ?? 0) && frame < (shot?.endFrame ?? 0)).toBe(true);
    expect(boundaries.some(({ firstFrame, endFrame }) => frame >= firstFrame && frame < endFrame)).toBe(
      false,
    );
    expect(ticks).toBe(frames.ticks[frame]);
  }
}

describe('films drawn by script', () => {
  it.each<[string, () => Promise<Fixture>]>([
    ['hard cuts', cutsFixture],
    ['a transport stream that starts late', lateStartFixture],
    ['a film that lies on its side', rotatedFixture],
    ['a variable rate', variableRateFixture],
    ['flashes, captions, exposure steps and a whip pan', trapsFixture],
  ])('%s: every cut at its exact frame and nothing else', async (_, makeFixture) => {
    const { path, truth } = await makeFixture();
    const result = await scan(path);
    expect(result.boundaries.map(({ kind, firstFrame }) => [kind, firstFrame])).toEqual(
      wantedCuts(truth).map((frame) => ['cut', frame]),
    );
    expect(result.decodedFrames).toBe(truth.frames);
    expectSoundKeyframes(result);
  });

  it('a dissolve, fades and a wipe are found with their ranges', async () => {
    const { path, truth } = await gradualFixture();
    const result = await scan(path);
    expect(cutsOf(result)).toEqual(wantedCuts(truth));
    const found = result.boundaries.filter(({ kind }) => kind !== 'cut');
    const wanted = wantedGraduals(truth);
    expect(found.map(({ kind }) => kind)).toEqual(
      wanted.map(({ type }) => (type === 'fade-white' ? 'fade' : type)),
    );
    for (const [index, { first_frame: first, end_frame: end }] of wanted.entries()) {
      expect(Math.abs((found[index]?.firstFrame ?? 0) - first)).toBeLessThanOrEqual(2);
      expect(Math.abs((found[index]?.endFrame ?? 0) - end)).toBeLessThanOrEqual(2);
    }
    expectSoundKeyframes(result);
  });
});

describe('pictures of a scan', () => {
  it('are upright JPEGs of the sizes asked for', async () => {
    const { path } = await rotatedFixture();
    const { keyframes, filmstrip } = await scan(path, { keyframes: { perMinute: 40, maxSidePx: 320 } });
    expect(keyframes[0]).toMatchObject({ widthPx: 320, heightPx: 180 });
    const tools = await mediaTools();
    const [picture, small] = await decodePictures(tools, [
      keyframes[0]?.jpeg ?? '',
      filmstrip[0]?.jpeg ?? '',
    ]);
    expect(picture).toMatchObject({ widthPx: 320, heightPx: 180 });
    expect(small).toMatchObject({ widthPx: 160, heightPx: 90 });
    expect(filmstrip.length).toBe(7);
  });

  it('are handed over one by one when they are waited for', async () => {
    const { path } = await cutsFixture();
    const { keyframes } = await scan(path);
    const handed: KeyframePicture[] = [];
    let busy = false;
    const onKeyframe = async (picture: KeyframePicture): Promise<void> => {
      expect(busy).toBe(false);
      busy = true;
      await new Promise((resolve) => setTimeout(resolve, 5));
      busy = false;
      handed.push(picture);
    };
    const streamed = await scan(path, { onKeyframe });
    expect(streamed.keyframes).toEqual([]);
    handed.sort((a, b) => a.frame - b.frame);
    expect(handed.map(({ frame, shotIndex }) => [frame, shotIndex])).toEqual(
      keyframes.map(({ frame, shotIndex }) => [frame, shotIndex]),
    );
  });

  it('stop coming when the scan is cancelled or the receiver fails', async () => {
    const { path } = await cutsFixture();
    const abort = new AbortController();
    const cancelled = scan(path, { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    const onKeyframe = () => Promise.reject(new Error('The disk is full.'));
    await expect(scan(path, { onKeyframe })).rejects.toThrow('The disk is full.');
  });
});

describe.skipIf(!hasFootage)('real footage', () => {
  const folders = hasFootage ? ['video', 'edits', 'formats'] : [];
  const files = folders.flatMap((name) => readdirSync(footage(name)).map((entry) => footage(name, entry)));

  it.each(files.map((path) => [basename(path), path]))('%s', async (name, path) => {
    const truth = JSON.parse(readFileSync(footage('truth', `${name}.json`), 'utf8')) as Truth & {
      first_pts: number;
    };
    const result = await scan(path);
    expect(result.frames.ticks.length).toBe(truth.frames);
    const { num, den } = result.frames.timeBase;
    expect(((result.frames.ticks[0] ?? 0) * num) / den).toBeCloseTo(truth.first_pts, 2);
    // A jump cut may be found or not.
    const jumps = truth.shots.flatMap(({ transition_in: join }) =>
      join?.type === 'jump cut' ? [join.first_frame] : [],
    );
    expect(cutsOf(result).filter((frame) => !jumps.includes(frame))).toEqual(wantedCuts(truth));
    const graduals = result.boundaries.filter(({ kind }) => kind !== 'cut');
    for (const { firstFrame, endFrame } of graduals) {
      expect(
        wantedGraduals(truth).some((want) => want.first_frame < endFrame && firstFrame < want.end_frame),
      ).toBe(true);
    }
    expect(graduals.length).toBe(wantedGraduals(truth).length);
    expectSoundKeyframes(result);
  });
});
