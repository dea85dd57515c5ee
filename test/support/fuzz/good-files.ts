import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mediaTools } from '../media-tools.ts';

interface Kind {
  readonly name: string;
  readonly output: readonly string[];
}

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '1', '-c:a', 'aac'];
const mpeg2 = ['-c:v', 'mpeg2video', '-c:a', 'mp2'];

/** One small film of each container that Castline opens. */
const kinds: readonly Kind[] = [
  { name: 'moov-last.mp4', output: h264 },
  { name: 'moov-first.mp4', output: [...h264, '-movflags', '+faststart'] },
  { name: 'fragmented.mp4', output: [...h264, '-movflags', '+frag_keyframe+empty_moov'] },
  { name: 'timecode.mov', output: [...h264, '-timecode', '01:00:00:00'] },
  { name: 'prores.mov', output: ['-c:v', 'prores_ks', '-c:a', 'pcm_s16le'] },
  { name: 'a.mkv', output: h264 },
  { name: 'a.webm', output: ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libvorbis'] },
  { name: 'a.avi', output: ['-c:v', 'mjpeg', '-c:a', 'pcm_s16le'] },
  { name: 'a.ts', output: mpeg2 },
  { name: 'a.mpg', output: mpeg2 },
  { name: 'a.mxf', output: ['-c:v', 'mpeg2video', '-an'] },
  { name: 'a.flv', output: ['-c:v', 'flv', '-an'] },
  { name: 'a.ogv', output: ['-c:v', 'libtheora', '-an'] },
  { name: 'a.wmv', output: ['-c:v', 'wmv2', '-an'] },
  { name: 'a.gif', output: ['-an'] },
  { name: 'a.y4m', output: ['-an', '-pix_fmt', 'yuv420p'] },
  { name: 'a.h264', output: [...h264, '-an', '-f', 'h264'] },
];

/** Makes them in a folder; a container that this copy of ffmpeg cannot write is left out. */
export async function makeGoodFiles(folder: string): Promise<{ name: string; bytes: Buffer }[]> {
  const { ffmpeg } = await mediaTools();
  return kinds.flatMap(({ name, output }) => {
    const path = join(folder, name);
    const sources = ['-f', 'lavfi', '-i', 'testsrc=s=96x64:r=25:d=0.6', '-f', 'lavfi', '-i', 'sine=d=0.6'];
    const made = spawnSync(ffmpeg.path, ['-v', 'error', '-y', ...sources, ...output, path]);
    return made.status === 0 ? [{ name, bytes: readFileSync(path) }] : [];
  });
}
