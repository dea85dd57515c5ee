import { resolve } from 'node:path';

/**
 * Demuxers that read one self-contained file. Playlists (hls, dash, concat, imf), image sequences, text "videos" (tty),
 * subtitles and capture devices are left out: they read other files, or make a video of something that is none.
 */
export const allowedDemuxers = [
  'mov',
  'matroska',
  'avi',
  'mpegts',
  'mpeg',
  'mpegvideo',
  'mxf',
  'gxf',
  'flv',
  'asf',
  'ogg',
  'nut',
  'ivf',
  'dv',
  'rm',
  'wtv',
  'gif',
  'h264',
  'hevc',
  'm4v',
  'av1',
  'obu',
  'vc1',
  'yuv4mpegpipe',
] as const;

/**
 * What goes before `-i` for every input. `file:` and an absolute path keep a leading dash, a colon or a per cent sign
 * from meaning anything; the protocol list keeps a file from opening the network.
 */
export function inputArguments(path: string): string[] {
  return [
    '-protocol_whitelist',
    'file,pipe',
    '-format_whitelist',
    allowedDemuxers.join(','),
    '-i',
    fileUrl(path),
  ];
}

/** The path as ffmpeg's file protocol takes it: not a URL, nothing is escaped. */
export function fileUrl(path: string): string {
  return `file:${resolve(path)}`;
}
