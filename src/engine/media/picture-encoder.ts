import { CastlineError } from '../../shared/errors.ts';
import type { MediaFacts } from '../../shared/media.ts';
import { splitJpegs } from './jpeg.ts';
import { type RunningProgram, startProgram } from './process.ts';
import type { MediaTools } from './tools.ts';
import { type PictureSize, uprightFilters } from './upright.ts';

/** Planar formats that pictures are handed over in as they are decoded: chroma halvings across and down, bytes a sample. */
const planarFormats: Readonly<Record<string, readonly [across: number, down: number, bytes: number]>> = {
  yuv420p: [1, 1, 1],
  yuvj420p: [1, 1, 1],
  yuv422p: [1, 0, 1],
  yuvj422p: [1, 0, 1],
  yuv420p10le: [1, 1, 2],
  yuv422p10le: [1, 0, 2],
};

/** How a raw picture lies in memory: three planes without gaps. Not upright: as it is coded, or smaller. */
export interface RawShape extends PictureSize {
  readonly pixelFormat: string;
  /** Of the whole picture. */
  readonly bytes: number;
}

/** The shape in which raw pictures of a film are kept until it is known which of them are wanted. */
export function rawShape(facts: MediaFacts, maxSidePx: number): RawShape {
  const { codedWidthPx, codedHeightPx, pixelFormat = '' } = facts.video;
  const scale = Math.min(1, maxSidePx / Math.max(codedWidthPx, codedHeightPx));
  const widthPx = Math.max(1, Math.round(codedWidthPx * scale));
  const heightPx = Math.max(1, Math.round(codedHeightPx * scale));
  const deep = /(?:10|12|14|16)[lb]e$/.test(pixelFormat);
  const kept = pixelFormat in planarFormats ? pixelFormat : deep ? 'yuv420p10le' : 'yuv420p';
  const [across, down, bytes] = planarFormats[kept] ?? [1, 1, 1];
  const chroma = Math.ceil(widthPx / (1 + across)) * Math.ceil(heightPx / (1 + down));
  return { widthPx, heightPx, pixelFormat: kept, bytes: (widthPx * heightPx + 2 * chroma) * bytes };
}

/** Filters that bring decoded frames to the shape; they do nothing to frames that have it. */
export const shapeFilters = (shape: RawShape): string[] => [
  `scale=${shape.widthPx}:${shape.heightPx}:flags=bicubic`,
  `format=${shape.pixelFormat}`,
];

/**
 * How much detail a raw picture holds: mean step of luma between neighbours, in both directions, on every fourth row; 0 to
 * 255. Grows with sharpness; to compare pictures of one shot.
 */
export function detailOf(raw: Buffer, shape: RawShape): number {
  const { widthPx, heightPx } = shape;
  const deep = shape.pixelFormat.endsWith('10le');
  const luma = deep
    ? new Uint16Array(raw.buffer, raw.byteOffset, widthPx * heightPx)
    : raw.subarray(0, widthPx * heightPx);
  let sum = 0;
  let count = 0;
  for (let y = 0; y + 1 < heightPx; y += 4) {
    const row = y * widthPx;
    for (let x = 0; x + 1 < widthPx; x += 1) {
      const here = luma[row + x] as number;
      sum +=
        Math.abs((luma[row + x + 1] as number) - here) + Math.abs((luma[row + x + widthPx] as number) - here);
    }
    count += 2 * Math.max(0, widthPx - 1);
  }
  return count === 0 ? 0 : sum / count / (deep ? 4 : 1);
}

/** What a raw picture no longer says of itself; names that every version of ffmpeg knows. */
function colourArguments({ video }: MediaFacts): string[] {
  const { colourRange, colourSpace, colourPrimaries, colourTransfer } = video;
  const known = (option: string, value: string | undefined, names: readonly string[]): string[] =>
    value !== undefined && names.includes(value) ? [option, value] : [];
  return [
    ...known('-color_range', colourRange, ['tv', 'pc']),
    ...known('-colorspace', colourSpace, ['bt709', 'smpte170m', 'bt470bg', 'smpte240m', 'fcc', 'bt2020nc']),
    ...known('-color_primaries', colourPrimaries, ['bt709', 'bt2020']),
    ...known('-color_trc', colourTransfer, ['bt709', 'smpte2084', 'arib-std-b67']),
  ];
}

export interface PictureEncoderOptions {
  /** Of the upright picture. */
  readonly size: PictureSize;
  /** ffmpeg's JPEG quantiser, 2 (best) to 31. */
  readonly quality: number;
  readonly signal?: AbortSignal | undefined;
}

interface Waiting {
  readonly resolve: (jpeg: Buffer) => void;
  readonly reject: (reason: unknown) => void;
}

/** Turns raw pictures of one film into upright JPEGs: one process for all of them, started with the first. */
export class PictureEncoder {
  readonly #start: () => RunningProgram;
  readonly #waiting: Waiting[] = [];
  #program: RunningProgram | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(tools: MediaTools, facts: MediaFacts, shape: RawShape, options: PictureEncoderOptions) {
    const { size, quality, signal } = options;
    const { capabilities, path } = tools.ffmpeg;
    const args = [
      ...['-v', 'error', '-probesize', '32', '-f', 'rawvideo', ...colourArguments(facts)],
      ...['-pix_fmt', shape.pixelFormat, '-s', `${shape.widthPx}x${shape.heightPx}`],
      ...['-protocol_whitelist', 'pipe', '-i', 'pipe:0', '-vf'],
      uprightFilters(facts, size, capabilities).join(','),
      // One thread: more would hold pictures back until others follow.
      ...[capabilities.frameSync, 'passthrough', '-c:v', 'mjpeg', '-threads', '1', '-q:v', String(quality)],
      ...['-f', 'image2pipe', '-flush_packets', '1', 'pipe:1'],
    ];
    // It is silent while no picture is chosen, however long that takes.
    const limits = { silenceMs: Number.POSITIVE_INFINITY };
    this.#start = () => startProgram(path, args, { signal, limits, stdin: true });
  }

  /** Resolves with the JPEG; pictures may be handed in before earlier ones are done, and are done in order. */
  encode(raw: Buffer): Promise<Buffer> {
    if (!this.#program) {
      const program = this.#start();
      this.#program = program;
      // A program that stops early closes the pipe; what was waiting is refused when its output ends.
      program.stdin?.on('error', () => undefined);
      this.#reading = this.#read(program);
    }
    const encoded = new Promise<Buffer>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
    this.#program.stdin?.write(raw);
    return encoded;
  }

  /** Waits for what was handed in and ends the program. */
  async close(): Promise<void> {
    this.#program?.stdin?.end();
    await this.#reading;
  }

  /** Ends the program at once; what waits is refused. */
  kill(): void {
    this.#program?.kill();
  }

  async #read(program: RunningProgram): Promise<void> {
    let reason: unknown;
    try {
      for await (const jpeg of splitJpegs(program.outputs[0] ?? noChunks())) {
        this.#waiting.shift()?.resolve(Buffer.from(jpeg));
      }
      const { stderr } = await program.end;
      reason = new CastlineError('ffmpeg-failed', 'A picture could not be written.', { details: stderr });
    } catch (thrown) {
      reason = thrown;
    }
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
  }
}

async function* noChunks(): AsyncGenerator<Buffer> {}
