import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CastlineError, isCancellation, toCastlineError } from '../../shared/errors.ts';
import type { MediaFacts } from '../../shared/media.ts';
import { factsFromAnswer } from './facts.ts';
import { openForReading } from './fingerprint.ts';
import { inputArguments } from './input.ts';
import { hasEncryptedVideo } from './iso-boxes.ts';
import { probeAnswerSchema } from './probe-schema.ts';
import { runProgram } from './process.ts';
import type { MediaTools } from './tools.ts';

const playlists = /^(hls|applehttp|concat|concatf|dash|imf|sdp|rtsp|webvtt|xwma|tedcaptions)$/;
const stills = /(_pipe|image2|apng|ico|jpegxl_anim|webp)$/;

/** How the files of the containers that we read begin. */
function looksLikeMedia(head: Buffer): boolean {
  const box = head.toString('latin1', 4, 8);
  if (['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'].includes(box)) return true;
  const starts = ['1a45dfa3', '52494646', '000001ba', '000001b3', '060e2b34', '47494638', '464c5601'];
  return (
    starts.some((start) => head.toString('hex').startsWith(start)) || (head[0] === 0x47 && head[188] === 0x47)
  );
}

/** Text that names other files: an HLS, DASH, ffconcat or plain list. */
function looksLikePlaylist(head: Buffer): boolean {
  return /^\uFEFF?\s*(#EXTM3U|ffconcat version|<\?xml[\s\S]*<MPD|<MPD|\[playlist\])/.test(
    head.toString('utf8'),
  );
}

async function readHead(path: string): Promise<Buffer> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw new CastlineError('input-not-found', `${path} does not exist.`, { cause });
  });
  if (!facts.isFile()) throw new CastlineError('input-unreadable', `${path} is not a file.`);
  if (facts.size === 0) throw new CastlineError('input-empty', `${path} is empty.`);
  const file = await openForReading(path);
  try {
    const head = Buffer.alloc(4096);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Gives a failed probe its code, by what ffprobe said and by how the file begins. */
export function probeFailure(name: string, stderr: string, head: Buffer): CastlineError {
  const details = stderr.slice(-2000);
  const demuxer = /\[([^ \]]+) @ [^\]]+\] Format not on whitelist/.exec(stderr)?.[1]?.split(',')[0];
  if (looksLikePlaylist(head) || (demuxer && playlists.test(demuxer))) {
    return new CastlineError('media-refused', `${name} is a playlist, not a media file.`, { details });
  }
  if (demuxer && stills.test(demuxer)) {
    return new CastlineError('no-video', `${name} is a still picture, not a video.`, { details });
  }
  if (!demuxer && looksLikeMedia(head)) {
    return new CastlineError('media-damaged', `${name} cannot be read: its index is missing or broken.`, {
      details,
    });
  }
  return new CastlineError('not-media', `${name} is not a video that Castline reads.`, { details });
}

/** Names the file in an error that came from running a tool on it. */
export function namedFailure(thrown: unknown, path: string): CastlineError {
  if (isCancellation(thrown)) return toCastlineError(thrown);
  const error = toCastlineError(thrown);
  const name = basename(path);
  if (error.message.includes(name)) return error;
  const options = error.details === undefined ? { cause: thrown } : { cause: thrown, details: error.details };
  return new CastlineError(error.code, `${name}: ${error.message}`, options);
}

/** @throws CastlineError ffmpeg-failed for a program that does not answer as ffprobe does. */
function jsonOf(answer: Buffer): unknown {
  try {
    return JSON.parse(answer.toString('utf8'));
  } catch (cause) {
    throw new CastlineError('ffmpeg-failed', 'The answer of ffprobe cannot be read.', { cause });
  }
}

/**
 * Reads the headers of a media file. A single picture (JPEG, PNG …) is not a video and ends as `no-video`; a GIF and a
 * video of one frame are videos.
 * @throws CastlineError `input-not-found`, `input-unreadable`, `input-empty`, `not-media`, `media-refused`, `no-video`,
 *   `media-damaged`, `media-encrypted`, `media-too-large`, `media-timeout`, `cancelled`
 */
export async function probeMedia(tools: MediaTools, path: string, signal?: AbortSignal): Promise<MediaFacts> {
  const name = basename(path);
  const head = await readHead(path);
  if (looksLikePlaylist(head)) throw probeFailure(name, '', head);
  try {
    const answer = await runProgram(
      tools.ffprobe,
      ['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams', ...inputArguments(path)],
      { signal },
    );
    if (answer.code !== 0) throw probeFailure(name, answer.stderr, head);
    const parsed = probeAnswerSchema.safeParse(jsonOf(answer.stdout));
    if (!parsed.success)
      throw new CastlineError('not-media', `${name} has no streams.`, { cause: parsed.error });
    const facts = factsFromAnswer(parsed.data, name);
    if (facts.container.startsWith('mov') && (await hasEncryptedVideo(path))) {
      throw new CastlineError('media-encrypted', `The picture of ${name} is encrypted.`);
    }
    return facts;
  } catch (thrown) {
    throw namedFailure(thrown, path);
  }
}
