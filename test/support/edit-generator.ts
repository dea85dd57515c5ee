import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EncodeOptions, encodeFilm, encodeTurned } from '../../scripts/film/encode.mjs';
import { faces } from '../../scripts/film/photos.mjs';
import { type Film, type FilmShot, type Truth, truthOf, type View } from '../../scripts/film/render.mjs';

export type { Film, FilmShot, Truth } from '../../scripts/film/render.mjs';

/** A film on disk with the exact truth about it. */
export interface Fixture {
  path: string;
  truth: Truth;
}

export type FixtureOptions = Omit<EncodeOptions, 'outFile' | 'onFrame' | 'ffmpeg'> & {
  /** Name of the file. */
  name: string;
  /** Stored lying on its side, with the turn in the header. */
  turned?: boolean;
};

/** Files whose bytes decide what a film looks like. */
const sources = ['render.mjs', 'encode.mjs', 'photos.mjs'].map((name) =>
  join(import.meta.dirname, '../../scripts/film', name),
);

async function fixtureFolder(film: Film, options: FixtureOptions): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([film, options]));
  for (const source of sources) hash.update(await readFile(source));
  return join(tmpdir(), 'castline-fixtures', hash.digest('hex').slice(0, 16));
}

/** Draws and encodes a film, once: the next test that asks for the same one finds it in the temporary folder. */
export async function makeFixture(film: Film, options: FixtureOptions): Promise<Fixture> {
  const folder = await fixtureFolder(film, options);
  const path = join(folder, options.name);
  const truth = truthOf(film);
  if (existsSync(path)) return { path, truth };
  await mkdir(folder, { recursive: true });
  const { name, turned, ...encoding } = options;
  // Another test process may be making the same film: each writes its own and the last rename wins.
  const outFile = join(folder, `${process.pid}-${name}`);
  await (turned ? encodeTurned : encodeFilm)(film, { ...encoding, outFile });
  await rename(outFile, path);
  return { path, truth };
}

/** A view with the face of a person a third from the top. */
export function closeUp(person: string, width: number, shift = 0): View {
  const face = faces[person];
  if (!face) throw new Error(`There is no person ${person}.`);
  return { x: face.x + shift, y: face.y + width * 0.075, width };
}

/** A still or slowly moving shot of one person. */
export function portrait(person: string, frames: number, extra: Partial<FilmShot> = {}): FilmShot {
  const photo = faces[person]?.photo ?? 'sample1';
  return {
    photo,
    from: closeUp(person, 760, -15),
    to: closeUp(person, 700, 15),
    frames,
    persons: [person],
    ...extra,
  };
}

const small = { width: 480, height: 270 };

/** Six shots of four people with hard cuts at 30, 55, 58, 90 and 130: one of the shots lasts three frames. */
export const cutsFilm: Film = {
  size: small,
  rate: '25/1',
  shots: [
    portrait('A', 30),
    portrait('E', 25),
    portrait('G', 3),
    portrait('B', 32),
    portrait('A', 40, { from: closeUp('A', 900), to: closeUp('A', 820) }),
    portrait('E', 30, { from: closeUp('E', 820), to: closeUp('E', 900) }),
  ],
};

/** A dissolve, a fade through black, a wipe and a fade through white between hard cuts. */
export const gradualFilm: Film = {
  size: small,
  rate: '25/1',
  shots: [
    portrait('D', 45),
    portrait('B', 60, { join: { kind: 'dissolve', frames: 14 } }),
    portrait('G', 70, { join: { kind: 'fade', frames: 24 } }),
    portrait('A', 60, { join: { kind: 'wipe', frames: 12 } }),
    portrait('H', 60, { join: { kind: 'fade-white', frames: 20 } }),
    portrait('C', 30),
  ],
};

/** One long camera move with all that looks like a cut and is none, then one cut, at frame 150. */
export const trapsFilm: Film = {
  size: small,
  rate: '25/1',
  shots: [
    {
      photo: 'sample3',
      from: { x: 640, y: 470, width: 900 },
      to: { x: 1400, y: 470, width: 900 },
      // The whip pan: 760 pixels in ten frames.
      moveFrom: 0.6,
      moveTo: 0.667,
      frames: 150,
      persons: ['A', 'B', 'C'],
      effects: [
        { kind: 'flash', from: 20, to: 22 },
        { kind: 'dim', from: 40, to: 60 },
        { kind: 'caption', from: 65, to: 85 },
        { kind: 'flash', from: 130, to: 131 },
      ],
    },
    portrait('G', 40),
  ],
};

export const cutsFixture = (): Promise<Fixture> => makeFixture(cutsFilm, { name: 'cuts.mp4', audio: true });
export const gradualFixture = (): Promise<Fixture> => makeFixture(gradualFilm, { name: 'gradual.mp4' });
export const trapsFixture = (): Promise<Fixture> => makeFixture(trapsFilm, { name: 'traps.mp4' });

/** `cutsFilm` with B-frames and a start two seconds late, in a transport stream. */
export const lateStartFixture = (): Promise<Fixture> =>
  makeFixture(cutsFilm, { name: 'late.ts', output: ['-output_ts_offset', '2'] });

/** `cutsFilm` stored lying on its side, to be turned by a quarter clockwise. */
export const rotatedFixture = (): Promise<Fixture> =>
  makeFixture(cutsFilm, { name: 'rotated.mp4', turned: true });

/** Every fifth frame of `cutsFilm` is left out, so that the rate varies. */
export async function variableRateFixture(): Promise<Fixture> {
  const drop = 5;
  const fixture = await makeFixture(cutsFilm, {
    name: 'variable.mp4',
    filter: [`select=not(eq(mod(n\\,${drop})\\,${drop - 1}))`],
    output: ['-vsync', 'vfr', '-video_track_timescale', '25000'],
  });
  const kept = (frame: number): number => frame - Math.floor(frame / drop);
  const shots = fixture.truth.shots.map((shot) => ({
    ...shot,
    first_frame: kept(shot.first_frame),
    end_frame: kept(shot.end_frame),
    ...(shot.transition_in
      ? {
          transition_in: {
            ...shot.transition_in,
            first_frame: kept(shot.transition_in.first_frame),
            end_frame: kept(shot.transition_in.end_frame),
          },
        }
      : {}),
  }));
  return { path: fixture.path, truth: { ...fixture.truth, frames: kept(fixture.truth.frames), shots } };
}
