import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyseFaulty, strangersBeside } from '../support/analyse-faulty.ts';
import { type BadPrograms, badPrograms, processesOf } from '../support/bad-programs.ts';
import { castline } from '../support/cli.ts';
import { cutsFixture } from '../support/edit-generator.ts';

let folder: string;
let clip: string;
let library: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'castline-faults-'));
  clip = join(folder, 'footage', 'film.mp4');
  mkdirSync(join(folder, 'footage'));
  copyFileSync((await cutsFixture()).path, clip);
  library = join(folder, 'l.castline');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bad = (faults: Parameters<typeof badPrograms>[2]): Promise<BadPrograms> =>
  badPrograms(folder, join(folder, 'footage'), faults);

/** Shots of the film where nothing is wrong, found once. */
let undisturbedShots: Promise<number> | undefined;
const shotsUndisturbed = async (): Promise<number> =>
  (await analyseFaulty(clip, join(folder, 'other.castline'))).shots;

/** With good programs again all is as if nothing had been, and nothing was left behind. */
async function expectWholeNow(): Promise<void> {
  expect(processesOf(join(folder, 'footage'))).toEqual([]);
  expect(strangersBeside(folder, 'l.castline')).toEqual([]);
  const again = await analyseFaulty(clip, library);
  expect(again.error).toBeUndefined();
  undisturbedShots ??= shotsUndisturbed();
  expect(again.shots).toBe(await undisturbedShots);
  expect(again.shots).toBeGreaterThan(3);
  expect((await castline(['verify', '--library', library])).code).toBe(0);
}

// The programs here are shell scripts.
describe.skipIf(process.platform === 'win32')('ffmpeg', () => {
  it('that hangs is ended after a minute without a sign', async () => {
    const { error } = await analyseFaulty(clip, library, {
      env: { ...(await bad({ ffmpeg: 'exec sleep 999' })) },
    });
    expect(error).toMatchObject({ code: 'media-timeout', message: expect.stringContaining('film.mp4') });
    await expectWholeNow();
  });

  it('that does nothing but complain is ended', async () => {
    const env = { ...(await bad({ ffmpeg: 'exec yes "this is wrong, all of it is wrong" >&2' })) };
    const { error, run } = await analyseFaulty(clip, library, { env });
    expect(error).toMatchObject({ code: 'media-damaged', message: expect.stringContaining('film.mp4') });
    expect(run.stdout.length + run.stderr.length).toBeLessThan(20_000);
    await expectWholeNow();
  });

  it('that is killed half-way gives no half film', async () => {
    // At the speed of the film, so that the kill comes in its midst.
    const env = {
      ...(await bad({ ffmpeg: '( sleep 1.5; kill -9 $$ ) >/dev/null 2>&1 & exec "$REAL" -re "$@"' })),
    };
    const { error } = await analyseFaulty(clip, library, { env });
    expect(error).toMatchObject({ code: 'ffmpeg-failed', message: expect.stringContaining('film.mp4') });
    await expectWholeNow();
  });

  it('that crashes before the first picture is told', async () => {
    const { error } = await analyseFaulty(clip, library, {
      env: { ...(await bad({ ffmpeg: 'kill -SEGV $$' })) },
    });
    expect(error?.code).toBe('media-damaged');
    await expectWholeNow();
  });

  it('that is gone since it was found is told', async () => {
    const env = { ...(await bad({ ffprobeHeaders: 'rm "$CASTLINE_FFMPEG"; exec "$REAL" "$@"' })) };
    const { error } = await analyseFaulty(clip, library, { env });
    expect(error?.code).toBe('ffmpeg-missing');
    expect(error?.nextStep).toContain('CASTLINE_FFMPEG');
    await expectWholeNow();
  });
});

describe.skipIf(process.platform === 'win32')('ffprobe', () => {
  it('that is killed among the frames gives no half list', async () => {
    const env = { ...(await bad({ ffprobeFrames: '"$REAL" "$@" | head -n 40; kill -9 $$' })) };
    const { error } = await analyseFaulty(clip, library, { env });
    expect(error).toMatchObject({ code: 'ffmpeg-failed', message: expect.stringContaining('film.mp4') });
    await expectWholeNow();
  });

  it('that answers nonsense, or without end, is told', async () => {
    for (const [nonsense, code] of [
      ['echo "{]"', 'ffmpeg-failed'],
      ['echo "{}"', 'not-media'],
      ['exec yes "{\\"streams\\": ["', 'media-refused'],
    ] as const) {
      const { error } = await analyseFaulty(clip, library, {
        env: { ...(await bad({ ffprobeHeaders: nonsense })) },
      });
      expect(error?.code, nonsense).toBe(code);
    }
    await expectWholeNow();
  });
});

describe.skipIf(process.platform === 'win32')('an ffmpeg that will not do', () => {
  /** An answer to `-version`, and nothing else that is of use. */
  const old = (name: string): string =>
    `#!/bin/sh\nif [ "$1" = -version ]; then echo "${name} version 0.10.2 Copyright"; echo "libavcodec     53. 61.100 / 53. 61.100"; exit 0; fi\necho "Unrecognized option" >&2; exit 1\n`;
  const program = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return path;
  };
  interface Facts {
    readonly tools: readonly { readonly name: string; readonly detail: string; readonly inUse: boolean }[];
  }
  const doctor = async (ffmpeg: string) => {
    const run = await castline(['doctor', '--json'], { env: { CASTLINE_FFMPEG: ffmpeg } });
    const own = run.json<Facts>().tools.filter(({ name }) => name === 'ffmpeg');
    return {
      passed: own.find(({ detail }) => detail.startsWith(ffmpeg)),
      used: own.find(({ inUse }) => inUse),
    };
  };

  it.each([
    ['is of an old build', () => program('old-ffmpeg', old('ffmpeg')), /cannot split a video/],
    [
      'is another program',
      () => program('no-ffmpeg', '#!/bin/sh\necho hello\n'),
      /does not answer as ffmpeg/,
    ],
    ['hangs when it is asked its version', () => program('mute', '#!/bin/sh\nexec sleep 999\n'), /No answer/],
    ['is not there', () => join(folder, 'nowhere'), /is not a program/],
  ])('because it %s is passed over with the reason, and another is used', async (_, make, reason) => {
    const { passed, used } = await doctor(make());
    expect(passed?.inUse).toBe(false);
    expect(passed?.detail).toMatch(reason);
    expect(used?.detail).not.toContain(folder);
  });
});

describe('footage', () => {
  const slow = (): Promise<BadPrograms> => bad({ ffmpeg: 'exec "$REAL" -re "$@"' });
  /** Does something to the footage while it is decoded. */
  const meanwhile = async (work: () => void) => {
    const env = { ...(await slow()) };
    const timer = setInterval(() => {
      if (!processesOf(clip).some((line) => line.includes('filter_complex'))) return;
      clearInterval(timer);
      setTimeout(work, 700);
    }, 50);
    const analysed = await analyseFaulty(clip, library, { env });
    clearInterval(timer);
    return analysed;
  };

  it.skipIf(process.platform === 'win32')('whose drive goes away while it is decoded is told', async () => {
    const kept = join(folder, 'kept.mp4');
    copyFileSync(clip, kept);
    const { error, shots } = await meanwhile(() => {
      truncateSync(clip, 100_000);
      rmSync(join(folder, 'footage'), { recursive: true });
    });
    expect(error).toMatchObject({ code: 'input-not-found', message: expect.stringContaining('film.mp4') });
    expect(error?.nextStep).toMatch(/drive is connected/);
    expect(shots).toBe(0);
    mkdirSync(join(folder, 'footage'));
    copyFileSync(kept, clip);
    await expectWholeNow();
  });

  it.skipIf(process.platform === 'win32')('that is still being copied is told', async () => {
    const { error } = await meanwhile(() => appendFileSync(clip, Buffer.alloc(4096)));
    expect(error).toMatchObject({ code: 'input-changed', message: expect.stringContaining('film.mp4') });
    expect(error?.nextStep).toMatch(/once it is whole/);
  });
});
