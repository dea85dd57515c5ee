import { CastlineError } from '../../shared/errors.ts';
import type { MediaFacts, StartTimecode, VideoFacts } from '../../shared/media.ts';
import { formatTimecode, parseTimecode, type Rational, rational, toNumber } from '../../shared/time.ts';
import type { ProbeAnswer, ProbedStream } from './probe-schema.ts';

/**
 * The largest picture that is decoded, in pixels. A frame of 100 megapixels takes 150 MB and a decoder keeps several:
 * 12K cameras (12,288 x 6,480, 80 megapixels) are within it.
 */
export const maxPicturePixels = 100_000_000;

/** Rates that cameras and editing programs count in. */
const standardRates: Rational[] = [
  [24000, 1001],
  [24, 1],
  [25, 1],
  [30000, 1001],
  [30, 1],
  [48, 1],
  [50, 1],
  [60000, 1001],
  [60, 1],
].map(([num, den]) => rational(num ?? 1, den ?? 1));

const near = (a: Rational, b: Rational, tolerance: number): boolean =>
  Math.abs(toNumber(a) / toNumber(b) - 1) < tolerance;

/**
 * The rate that timecode counts at. ffprobe's `r_frame_rate` is exact for a constant rate, but is the field rate of some
 * interlaced files and anything at all for a variable one; the average is then closer, brought to a standard rate.
 */
export function timecodeRate(
  real: Rational | undefined,
  average: Rational | undefined,
  timecodeTrack?: Rational,
): Rational {
  if (timecodeTrack && [real, average].some((rate) => rate && near(rate, timecodeTrack, 0.01))) {
    return timecodeTrack;
  }
  if (real && average && near(real, average, 0.005)) return real;
  const best = average ?? real ?? rational(25);
  const standard = standardRates.find((rate) => near(rate, best, 0.005));
  if (standard) return standard;
  // A variable rate: the grid that its frames lie on, as long as it is one that people count in.
  if (real && toNumber(real) >= toNumber(best) && toNumber(real) <= 120) return real;
  return best;
}

function isPicture(stream: ProbedStream): boolean {
  return stream.disposition?.attached_pic === 1 || stream.disposition?.timed_thumbnails === 1;
}

/** The picture track: the first that is neither cover art nor a track of thumbnails. */
export function findVideo(answer: ProbeAnswer): ProbedStream | undefined {
  return answer.streams.find((stream) => stream.codec_type === 'video' && !isPicture(stream));
}

/** Clockwise quarter turns that make the picture upright. ffprobe counts the display matrix anticlockwise. */
export function rotationOf(stream: ProbedStream): VideoFacts['rotationDegrees'] {
  const matrix = stream.side_data_list?.find((item) => item.rotation !== undefined)?.rotation;
  const tag = Number.parseFloat(stream.tags?.rotate ?? '');
  const clockwise = matrix !== undefined ? -matrix : Number.isFinite(tag) ? tag : 0;
  const quarter = (((Math.round(clockwise / 90) * 90) % 360) + 360) % 360;
  return quarter as VideoFacts['rotationDegrees'];
}

function startTimecode(answer: ProbeAnswer, video: ProbedStream, frameRate: Rational): StartTimecode {
  const tracks = answer.streams.filter((stream) => stream.codec_tag_string === 'tmcd');
  const texts = [video, ...tracks, answer.format].map((part) => part.tags?.timecode);
  for (const text of texts) {
    const parsed = text === undefined ? undefined : parseTimecode(text, frameRate);
    if (parsed) {
      const written = formatTimecode(parsed.frame, frameRate, parsed.dropFrame);
      return { text: written, startFrame: parsed.frame, dropFrame: parsed.dropFrame, assumed: false };
    }
  }
  return { text: formatTimecode(0, frameRate, false), startFrame: 0, dropFrame: false, assumed: true };
}

function videoFacts(answer: ProbeAnswer, stream: ProbedStream, name: string): VideoFacts {
  const { width, height, time_base: timeBase } = stream;
  if (!width || !height || !timeBase) {
    throw new CastlineError('media-damaged', `The picture track of ${name} has no size.`);
  }
  if (width * height > maxPicturePixels) {
    throw new CastlineError('media-too-large', `The picture of ${name} is ${width} x ${height} pixels.`);
  }
  const aspect = stream.sample_aspect_ratio ?? rational(1);
  const rotationDegrees = rotationOf(stream);
  const upright = [Math.max(1, Math.round(width * toNumber(aspect))), height] as const;
  const turned = rotationDegrees === 90 || rotationDegrees === 270;
  const track = answer.streams.find((other) => other.codec_tag_string === 'tmcd')?.avg_frame_rate;
  const frameRate = timecodeRate(stream.r_frame_rate, stream.avg_frame_rate, track);
  return {
    streamIndex: stream.index,
    codec: stream.codec_name ?? 'unknown',
    ...(stream.profile === undefined ? {} : { profile: String(stream.profile) }),
    ...(stream.pix_fmt === undefined ? {} : { pixelFormat: stream.pix_fmt }),
    timeBase: rational(timeBase.num, timeBase.den),
    frameRate: rational(frameRate.num, frameRate.den),
    averageFrameRate: stream.avg_frame_rate ?? frameRate,
    codedWidthPx: width,
    codedHeightPx: height,
    sampleAspectRatio: aspect,
    rotationDegrees,
    displayWidthPx: turned ? upright[1] : upright[0],
    displayHeightPx: turned ? upright[0] : upright[1],
    ...(stream.color_range === undefined ? {} : { colourRange: stream.color_range }),
    ...(stream.color_space === undefined ? {} : { colourSpace: stream.color_space }),
    ...(stream.color_primaries === undefined ? {} : { colourPrimaries: stream.color_primaries }),
    ...(stream.color_transfer === undefined ? {} : { colourTransfer: stream.color_transfer }),
  };
}

/** Makes the facts of ffprobe's checked answer. `name` is for messages. */
export function factsFromAnswer(answer: ProbeAnswer, name: string): MediaFacts {
  const stream = findVideo(answer);
  if (!stream) throw new CastlineError('no-video', `${name} has no picture track.`);
  const video = videoFacts(answer, stream, name);
  const duration = answer.format.duration ?? stream.duration;
  return {
    container: answer.format.format_name,
    ...(duration !== undefined && duration >= 0 ? { claimedDurationSeconds: duration } : {}),
    containerStartSeconds: answer.format.start_time ?? 0,
    video,
    audio: answer.streams
      .filter((other) => other.codec_type === 'audio')
      .map((other) => ({
        streamIndex: other.index,
        codec: other.codec_name ?? 'unknown',
        channels: other.channels ?? 0,
        sampleRateHz: Math.max(0, Math.round(other.sample_rate ?? 0)),
      })),
    timecode: startTimecode(answer, stream, video.frameRate),
  };
}
