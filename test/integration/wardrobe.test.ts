import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedFfmpeg } from '../../scripts/film/photos.mjs';
import type { Engine } from '../../src/engine/index.ts';
import type { AssetDetail, OutfitView } from '../../src/shared/contract/index.ts';
import { analyse, openLibrary } from '../bench/identity-films.ts';
import { footage, hasFootage } from '../support/footage.ts';
import { randomOf } from '../support/random.ts';
import { decideAtRandom } from '../support/random-decisions.ts';

const framesAShot = 36;

/** One woman in a green hoodie and in a red coat, in turns, and a man between: shots of equal length with hard cuts. */
const shots = [
  { who: 'woman', worn: 'green', file: ['faces', 'cf_a', '006_A.jpg'], move: 'null' },
  { who: 'man', worn: 'black', file: ['video', 'asl_P1_again.mkv'], move: 'null' },
  { who: 'woman', worn: 'red', file: ['faces', 'cf_a', '005_A.jpg'], move: 'null' },
  {
    who: 'woman',
    worn: 'green',
    file: ['faces', 'cf_a', '006_A.jpg'],
    move: 'crop=iw:iw:0:ih-iw,hflip',
  },
  { who: 'woman', worn: 'red', file: ['faces', 'cf_a', '005_A.jpg'], move: 'crop=iw:iw:0:ih-iw' },
];

async function compose(path: string): Promise<void> {
  const inputs = shots.flatMap(({ file }) => {
    const still = file.at(-1)?.endsWith('.jpg');
    return [...(still ? ['-loop', '1', '-framerate', '24'] : []), '-i', `file:${footage(...file)}`];
  });
  const fit =
    'scale=1280:720:force_original_aspect_ratio=decrease,pad=1280:720:(ow-iw)/2:(oh-ih)/2,setsar=1,fps=24';
  const parts = shots.map(
    ({ move }, at) => `[${at}:v]${move},${fit},trim=end_frame=${framesAShot},setpts=PTS-STARTPTS[s${at}]`,
  );
  const joined = `${shots.map((_, at) => `[s${at}]`).join('')}concat=n=${shots.length}:v=1[v]`;
  await promisify(execFile)(shippedFfmpeg(), [
    ...['-nostdin', '-v', 'error', ...inputs, '-filter_complex', [...parts, joined].join(';')],
    ...['-map', '[v]', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-crf', '20', '-y', path],
  ]);
}

describe.skipIf(!hasFootage)('somebody filmed in two outfits', () => {
  let folder: string;
  let engine: Engine;
  let detail: AssetDetail;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'castline-wardrobe-'));
    const path = join(folder, 'two outfits.mp4');
    await compose(path);
    engine = openLibrary(join(folder, 'wardrobe.castline'), 'fast');
    detail = await analyse(engine, path);
  }, 240_000);
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The shots in which an outfit is worn, by their place in the film. */
  const shotsOf = ({ spans }: OutfitView): number[] =>
    spans.map(({ startFrame, endFrame }) => Math.floor((startFrame + endFrame) / 2 / framesAShot));

  const outfitsIn = async (shot: number): Promise<OutfitView[]> => {
    const outfits = await engine.calls.wardrobe.list({});
    const [first] = outfits.filter((one) => shotsOf(one).includes(shot));
    return outfits.filter(({ identityId }) => identityId === first?.identityId);
  };

  it('is one person with two outfits, each found again; the other person has one', async () => {
    expect(detail.shots).toHaveLength(shots.length);
    const woman = await outfitsIn(0);
    expect(woman.map(shotsOf)).toEqual([
      [0, 3],
      [2, 4],
    ]);
    expect((await outfitsIn(1)).map(shotsOf)).toEqual([[1]]);
    expect(await engine.calls.cast.list()).toHaveLength(2);
    const coloursOf = (outfit: OutfitView | undefined): string[] =>
      (outfit?.garments ?? []).flatMap(({ colours }) => colours.map(({ name }) => name));
    // The hoodie is of so dark a green that it may pass for black.
    expect(coloursOf(woman[0])).not.toContain('red');
    expect(coloursOf(woman[1])).toContain('red');
  });

  it('has continuity marks where the outfit changes within the scene', async () => {
    const marks = await engine.calls.wardrobe.continuity({});
    const woman = await outfitsIn(0);
    expect(marks.every(({ identityId }) => identityId === woman[0]?.identityId)).toBe(true);
    expect(marks.map(({ frame }) => Math.round(frame / framesAShot))).toEqual([2, 3, 4]);
  });

  it('outfits are named, merged and split; all of it is undone, and names stay through a new analysis', async () => {
    const { wardrobe, edits, cast, assets } = engine.calls;
    const [green, red] = await outfitsIn(0);
    if (!green || !red) throw new Error('There are not two outfits.');
    await wardrobe.rename({ outfitId: red.id, name: 'Red coat, Act 1' });
    await assets.retry({ assetId: detail.summary.id });
    await engine.whenIdle();
    await cast.regroup();
    const named = (await outfitsIn(0)).find(({ name }) => name === 'Red coat, Act 1');
    expect(named && shotsOf(named)).toEqual([2, 4]);
    await wardrobe.merge({ into: red.id, from: [green.id] });
    expect((await outfitsIn(0)).map(shotsOf)).toEqual([[0, 2, 3, 4]]);
    await edits.undo();
    expect((await outfitsIn(0)).map(shotsOf)).toEqual([
      [0, 3],
      [2, 4],
    ]);
    const [, last] = red.spans;
    if (!last) throw new Error('The red coat is worn once only.');
    const { assetId, startFrame, endFrame } = last;
    const made = await wardrobe.split({ outfitId: red.id, spans: [{ assetId, startFrame, endFrame }] });
    expect(shotsOf(made)).toEqual([4]);
    await edits.undo();
    await edits.undo();
    expect((await outfitsIn(0)).map(({ name }) => name)).toEqual([null, null]);
  });

  it('a hundred random decisions on people and outfits leave nothing behind once they are undone', async () => {
    const { wardrobe, cast, edits } = engine.calls;
    const before = { outfits: await wardrobe.list({}), people: await cast.list() };
    const { id: assetId } = detail.summary;
    const made = await decideAtRandom(
      { engine, assetId, frameCount: detail.frameCount, random: randomOf(5) },
      100,
    );
    expect(made.outfit).toBeGreaterThan(0);
    while ((await edits.state()).undo !== null) await edits.undo();
    expect(await wardrobe.list({})).toEqual(before.outfits);
    expect(await cast.list()).toEqual(before.people);
  });
});
