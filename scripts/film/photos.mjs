import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Folder of the demo pictures of the development dependency @vladmandic/face-api (MIT). */
export const photoFolder = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'demo');

/** The ffmpeg that ships inside an npm package: the same everywhere, so that films come out the same. */
export function shippedFfmpeg() {
  return process.env.CASTLINE_DEMO_FFMPEG ?? require('@ffmpeg-installer/ffmpeg').path;
}

/** The six photographs, 1920 pixels wide. */
export const photoNames = ['sample1', 'sample2', 'sample3', 'sample4', 'sample5', 'sample6'];

/**
 * Who is where: centre of the face in pixels of the photograph. Letters are people; the same letter is the same woman.
 */
export const faces = {
  A: { photo: 'sample3', x: 700, y: 420 },
  B: { photo: 'sample3', x: 1175, y: 375 },
  C: { photo: 'sample3', x: 1600, y: 425 },
  D: { photo: 'sample6', x: 325, y: 590 },
  E: { photo: 'sample6', x: 765, y: 505 },
  F: { photo: 'sample6', x: 1300, y: 425 },
  G: { photo: 'sample6', x: 1590, y: 440 },
  H: { photo: 'sample1', x: 1580, y: 345 },
  I: { photo: 'sample1', x: 505, y: 485 },
  M: { photo: 'sample1', x: 935, y: 570 },
  J: { photo: 'sample5', x: 1170, y: 310 },
  K: { photo: 'sample5', x: 1490, y: 435 },
};

function collect(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    let said = '';
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(Buffer.concat(chunks)) : reject(new Error(`ffmpeg ended with ${code}: ${said}`)),
    );
  });
}

/** Decodes one photograph to RGB. */
export async function loadPhoto(name, ffmpeg = shippedFfmpeg()) {
  const file = `file:${join(photoFolder, `${name}.jpg`)}`;
  const width = 1920;
  const rgb = await collect(ffmpeg, [
    ...['-nostdin', '-v', 'error', '-i', file, '-vf', `scale=${width}:-1:flags=bicubic`],
    ...['-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'],
  ]);
  return { width, height: rgb.length / 3 / width, rgb };
}

/** Decodes the photographs that a film uses. */
export async function loadPhotos(film, ffmpeg = shippedFfmpeg()) {
  const names = [...new Set(film.shots.map((shot) => shot.photo))];
  const photos = await Promise.all(names.map((name) => loadPhoto(name, ffmpeg)));
  return Object.fromEntries(names.map((name, index) => [name, photos[index]]));
}
