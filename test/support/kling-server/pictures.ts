import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { decodePictures, findMediaTools, type MediaTools } from '../../../src/engine/media/index.ts';
import { createLocalRecogniser, type RecognitionAnswer } from '../../../src/engine/recognition/index.ts';
import type { Box } from '../../../src/shared/boxes.ts';
import { type Mask, unpackMask } from '../../../src/shared/masks.ts';
import { type SetKind, setKinds, setsOf } from '../../../src/shared/recognition.ts';
import type { Script } from './faults.ts';

/** A set as the server found it in the request's own pixels. */
export interface FoundSet {
  readonly kind: SetKind;
  readonly isPresent: boolean;
  readonly png?: Buffer;
}

interface Pixels {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Uint8Array;
}

const modelsDir = fileURLToPath(new URL('../../../resources/models', import.meta.url));
const workerUrl = new URL('../../../src/engine/recognition/local/worker.ts', import.meta.url);

type Inside = (x: number, y: number) => boolean;
const ellipse = ({ x, y, w, h }: Box): Inside => {
  return (px, py) => ((px - x - w / 2) / (w / 2)) ** 2 + ((py - y - h / 2) / (h / 2)) ** 2 <= 1;
};
const block = ({ x, y, w, h }: Box): Inside => {
  return (px, py) => px >= x && px < x + w && py >= y && py < y + h;
};

function ofMask(mask: Mask): Inside {
  const bits = unpackMask(mask);
  return (px, py) => {
    const x = Math.floor(((px - mask.region.x) / mask.region.w) * mask.widthPx);
    const y = Math.floor(((py - mask.region.y) / mask.region.h) * mask.heightPx);
    return x >= 0 && y >= 0 && x < mask.widthPx && y < mask.heightPx && bits[y * mask.widthPx + x] === 1;
  };
}

/** Where a recogniser that knows faces only would have the rest: by the proportions of a bust. */
function shapesOfFace({ x, y, w, h }: Box): Record<SetKind, Inside> {
  const head = ellipse({ x: x - 0.2 * w, y: y - 0.45 * h, w: 1.4 * w, h: 1.6 * h });
  const clothing = block({ x: x - w, y: y + 1.15 * h, w: 3 * w, h: 3 * h });
  return {
    face: ellipse({ x, y, w, h }),
    head,
    clothing,
    subject: (px, py) => head(px, py) || clothing(px, py),
  };
}

/** The sets of the picture: by the recogniser's masks where it gives some, else around the largest face. */
function insidesOf(answer: RecognitionAnswer): Partial<Record<SetKind, Inside>> {
  const sets = answer.sets ?? setsOf(answer.elements);
  const insides: Partial<Record<SetKind, Inside>> = {};
  for (const { kind, mask, isPresent } of sets) if (isPresent && mask) insides[kind] = ofMask(mask);
  if (Object.keys(insides).length > 0) return insides;
  const [face] = answer.elements
    .filter(({ kind }) => kind === 'face')
    .toSorted((a, b) => b.box.w * b.box.h - a.box.w * a.box.h);
  return face ? shapesOfFace(face.box) : {};
}

/** Makes the four result pictures of a request from its own pixels, with the recogniser of the product. */
export class ResultPictures {
  private readonly recogniser = createLocalRecogniser({
    modelsDir,
    mode: 'fast',
    workerUrl,
    threads: Math.max(1, Math.floor(availableParallelism() / 2)),
    idleMs: 60_000,
  });
  private readonly media: Promise<MediaTools> = findMediaTools({ env: process.env });
  private readonly known = new Map<string, Promise<FoundSet[]>>();

  /** The sets of a JPEG, worked out once for the same bytes. */
  of(jpeg: Buffer, form: Script['form'], withPictures: boolean): Promise<FoundSet[]> {
    const key = `${createHash('sha256').update(jpeg).digest('hex')} ${form} ${withPictures}`;
    let found = this.known.get(key);
    if (!found) {
      found = this.find(jpeg, form, withPictures);
      this.known.set(key, found);
    }
    return found;
  }

  async close(): Promise<void> {
    await this.recogniser.close();
  }

  private async find(jpeg: Buffer, form: Script['form'], withPictures: boolean): Promise<FoundSet[]> {
    const media = await this.media;
    const [picture] = await decodePictures(media, [jpeg]);
    if (!picture) throw new Error('The picture could not be decoded.');
    const pixels: Pixels = { ...picture, rgb: Uint8Array.from(picture.rgb) };
    const insides = insidesOf(await this.recogniser.recognise(picture));
    return Promise.all(
      setKinds.map(async (kind) => {
        const inside = insides[kind];
        if (!inside || !withPictures) return { kind, isPresent: inside !== undefined };
        return { kind, isPresent: true, png: await encode(media.ffmpeg.path, draw(pixels, inside, form)) };
      }),
    );
  }
}

interface Drawn {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bytes: Buffer;
  readonly format: 'rgba' | 'gray' | 'rgb24';
}

function draw({ widthPx, heightPx, rgb }: Pixels, inside: Inside, form: Script['form']): Drawn {
  const isIn = (index: number) =>
    inside(((index % widthPx) + 0.5) / widthPx, (Math.floor(index / widthPx) + 0.5) / heightPx);
  if (form === 'mask') {
    const bytes = Buffer.from(
      Uint8Array.from({ length: widthPx * heightPx }, (_, index) => (isIn(index) ? 255 : 0)),
    );
    return { widthPx, heightPx, bytes, format: 'gray' };
  }
  if (form === 'cut-out') {
    const bytes = Buffer.alloc(widthPx * heightPx * 4);
    for (let index = 0; index < widthPx * heightPx; index++) {
      if (isIn(index)) bytes.set([...rgb.subarray(index * 3, index * 3 + 3), 255], index * 4);
    }
    return { widthPx, heightPx, bytes, format: 'rgba' };
  }
  let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
  for (let index = 0; index < widthPx * heightPx; index++) {
    if (!isIn(index)) continue;
    const [x, y] = [index % widthPx, Math.floor(index / widthPx)];
    [left, top, right, bottom] = [
      Math.min(left, x),
      Math.min(top, y),
      Math.max(right, x + 1),
      Math.max(bottom, y + 1),
    ];
  }
  const rows = Array.from({ length: Math.max(0, bottom - top) }, (_, row) =>
    rgb.subarray(((top + row) * widthPx + left) * 3, ((top + row) * widthPx + right) * 3),
  );
  return { widthPx: right - left, heightPx: bottom - top, bytes: Buffer.concat(rows), format: 'rgb24' };
}

function encode(ffmpeg: string, { widthPx, heightPx, bytes, format }: Drawn): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      ffmpeg,
      [
        ...[
          '-v',
          'error',
          '-f',
          'rawvideo',
          '-pix_fmt',
          format,
          '-s',
          `${widthPx}x${heightPx}`,
          '-i',
          'pipe:0',
        ],
        ...['-f', 'image2pipe', '-c:v', 'png', 'pipe:1'],
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(Buffer.concat(chunks)) : reject(new Error(`ffmpeg: ${code}`)),
    );
    child.stdin.on('error', () => undefined);
    child.stdin.end(bytes);
  });
}
