import { spawn } from 'node:child_process';
import { CloudQueue, pixelHash } from '../../src/engine/cloud/index.ts';
import type { CloudWork } from '../../src/engine/cloud/work.ts';
import { Library } from '../../src/engine/library/index.ts';
import { decodePictures } from '../../src/engine/media/index.ts';
import { HttpTransport, type TransportOptions } from '../../src/engine/network/index.ts';
import type { ImageHash } from '../../src/shared/ids.ts';
import { mediaTools } from './media-tools.ts';

/** Runs ffmpeg to its end and gives what it wrote. */
export async function ffmpegOutput(args: readonly string[]): Promise<Buffer> {
  const { ffmpeg } = await mediaTools();
  return new Promise((resolve, reject) => {
    const child = spawn(ffmpeg.path, ['-v', 'error', '-nostdin', ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(Buffer.concat(chunks)) : reject(new Error(`ffmpeg: ${code}`)),
    );
  });
}

/** Puts a JPEG into a library and its cloud queue. */
export async function queuePicture(
  library: Library,
  jpeg: Buffer,
): Promise<{ image: ImageHash; pixels: string }> {
  const [picture] = await decodePictures(await mediaTools(), [jpeg]);
  if (!picture) throw new Error('The picture could not be decoded.');
  const image = await library.images.put(jpeg);
  library.shots.addImage({
    hash: image,
    widthPx: picture.widthPx,
    heightPx: picture.heightPx,
    bytes: jpeg.length,
  });
  const pixels = pixelHash(picture);
  library.cloudItems.add(pixels, image, 'queue');
  return { image, pixels };
}

export interface OpenCloud {
  readonly library: Library;
  readonly queue: CloudQueue;
  readonly transport: HttpTransport;
  readonly close: () => Promise<void>;
}

/** A library with a queue that sends to a server of the tests, waiting a hundredth of the time. */
export function openCloud(
  path: string,
  account: Awaited<ReturnType<TransportOptions['account']>>,
  more: Partial<Pick<CloudWork, 'runLimits' | 'waitScale' | 'random'>> & { deadlineMs?: number } = {},
): OpenCloud {
  const library = new Library(path, { create: true });
  library.cloudFacts.setSettings({ ...library.cloudFacts.settings(), isAllowed: true });
  const { deadlineMs = 30_000, ...work } = more;
  const transport = new HttpTransport({
    account: async () => account,
    version: '0.0.0-test',
    clock: () => new Date(),
    env: {},
    deadlineMs,
  });
  const queue = new CloudQueue({
    library,
    transport,
    findMedia: mediaTools,
    clock: () => new Date(),
    random: Math.random,
    owner: String(process.pid),
    waitScale: 0.01,
    onChange: () => undefined,
    ...work,
  });
  const close = async (): Promise<void> => {
    await queue.close();
    await transport.close();
    library.close();
  };
  return { library, queue, transport, close };
}
