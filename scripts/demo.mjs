import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { encodeFilm } from './film/encode.mjs';
import { faces } from './film/photos.mjs';
import { truthOf } from './film/render.mjs';

/** A view with the face of a person a third from the top. */
function closeUp(person, width, shift = 0) {
  const { x, y } = faces[person];
  return { x: x + shift, y: y + width * 0.075, width };
}

const dissolve = { kind: 'dissolve', frames: 16 };

/**
 * Twelve shots of eight women; seven of them are seen in two shots at least that do not follow each other. The one whom
 * `photos.mjs` calls H is B in other clothes, by face and by her watch.
 */
const shots = [
  {
    photo: 'sample3',
    from: { x: 640, y: 470, width: 1120 },
    to: { x: 1360, y: 470, width: 1120 },
    frames: 64,
    persons: ['A', 'B', 'C'],
  },
  { photo: 'sample6', from: closeUp('E', 660), to: closeUp('E', 560), frames: 40, persons: ['E'] },
  { photo: 'sample3', from: closeUp('A', 700, 40), to: closeUp('A', 700, -30), frames: 38, persons: ['A'] },
  {
    photo: 'sample6',
    from: { x: 1240, y: 560, width: 1280 },
    to: { x: 660, y: 620, width: 1280 },
    frames: 66,
    join: dissolve,
    persons: ['D', 'E', 'F', 'G'],
  },
  { photo: 'sample3', from: closeUp('B', 640), to: closeUp('B', 760), frames: 36, persons: ['B'] },
  { photo: 'sample6', from: closeUp('D', 640, 20), to: closeUp('D', 600, -10), frames: 34, persons: ['D'] },
  {
    photo: 'sample1',
    from: { x: 1240, y: 540, width: 1320 },
    to: { x: 1420, y: 440, width: 960 },
    frames: 46,
    persons: ['B', 'M'],
  },
  { photo: 'sample3', from: closeUp('C', 620, -20), to: closeUp('C', 620, 0), frames: 36, persons: ['C'] },
  {
    photo: 'sample6',
    from: closeUp('G', 700, -30),
    to: closeUp('G', 580, 10),
    frames: 38,
    persons: ['F', 'G'],
  },
  {
    photo: 'sample3',
    from: { x: 920, y: 480, width: 1060 },
    to: { x: 960, y: 470, width: 960 },
    frames: 42,
    persons: ['A', 'B'],
  },
  { photo: 'sample1', from: closeUp('H', 660, -60), to: closeUp('H', 660, 0), frames: 36, persons: ['B'] },
  {
    photo: 'sample6',
    from: { x: 960, y: 640, width: 1180 },
    to: { x: 960, y: 640, width: 1500 },
    frames: 50,
    join: { kind: 'dissolve', frames: 12 },
    persons: ['D', 'E', 'F', 'G'],
  },
];

export const demoFilm = { size: { width: 1280, height: 720 }, rate: '24/1', shots };

/**
 * Makes the demo clip: some twenty seconds of eight people, with cuts, camera moves and two dissolves, H.264 with AAC in MP4,
 * start timecode 01:00:00:00.
 * @returns the truth about it: shots, transitions and who is in each shot
 */
export async function makeDemo({ outFile, log = () => undefined, ffmpeg }) {
  const truth = truthOf(demoFilm);
  log(`Drawing ${truth.frames} frames of the demo clip …`);
  const onFrame = (done) => {
    if (done % 125 === 0) log(`  ${done} of ${truth.frames} frames`);
  };
  const output = ['-timecode', '01:00:00:00', '-movflags', '+faststart'];
  await encodeFilm(demoFilm, { outFile, audio: true, output, onFrame, ...(ffmpeg ? { ffmpeg } : {}) });
  return { file: outFile, ...truth };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [outFile, option, truthFile] = process.argv.slice(2);
  if (!outFile || (option !== undefined && (option !== '--truth' || !truthFile))) {
    process.stderr.write('Usage: node scripts/demo.mjs <out.mp4> [--truth <out.json>]\n');
    process.exitCode = 2;
  } else {
    const truth = await makeDemo({ outFile, log: (line) => process.stderr.write(`${line}\n`) });
    if (truthFile) await writeFile(truthFile, `${JSON.stringify(truth, null, 1)}\n`);
  }
}
