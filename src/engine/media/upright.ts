import type { MediaFacts } from '../../shared/media.ts';
import type { FfmpegCapabilities } from './capabilities.ts';

/** Size of a picture in pixels. */
export interface PictureSize {
  widthPx: number;
  heightPx: number;
}

/** Size of the upright, square-pixel picture with its long side at most `maxSidePx`; never larger than the source. */
export function fitPicture(facts: MediaFacts, maxSidePx: number): PictureSize {
  const { displayWidthPx, displayHeightPx } = facts.video;
  const scale = Math.min(1, maxSidePx / Math.max(displayWidthPx, displayHeightPx));
  return {
    widthPx: Math.max(1, Math.round(displayWidthPx * scale)),
    heightPx: Math.max(1, Math.round(displayHeightPx * scale)),
  };
}

const hdrTransfers = new Set(['smpte2084', 'arib-std-b67']);
const turns = { 0: [], 90: ['transpose=1'], 180: ['hflip', 'vflip'], 270: ['transpose=2'] } as const;

/** Maps PQ and HLG to the range of an ordinary picture, by the Hable curve at a peak of 100 cd/m2. */
const toneMapping = [
  'zscale=t=linear:npl=100',
  'format=gbrpf32le',
  'zscale=p=bt709',
  'tonemap=hable:desat=0',
  'zscale=t=bt709:m=bt709:r=tv',
  'format=yuv420p',
];

/** Planar YUV of ordinary depth, less the name of its depth: what the `colorspace` filter takes. */
const planar = /^(yuv4(?:20|22|44)p)(?:10le|12le)?$/;
/** Matrices as the filter names them; a file that names none is read as BT.601, as ffmpeg does. */
const matrices: Readonly<Record<string, string>> = {
  bt709: 'bt709',
  bt470bg: 'bt470bg',
  smpte170m: 'smpte170m',
};
/** Both ends the same, so that nothing but matrix and range is changed. */
const sameColours = 'iprimaries=bt709:primaries=bt709:itrc=bt709:trc=bt709:fast=1';

/**
 * Filters that bring colours to what a JPEG holds: BT.601, full range. `colorspace` is exact and takes 2 ms for 1080p, where
 * `scale` rounds each value twice and takes 10, but it knows even sizes and planar YUV only.
 */
function jpegColours(
  { pixelFormat = '', colourSpace = 'smpte170m', colourRange }: ColourFacts,
  size: PictureSize,
  hasFilter: boolean,
): string[] {
  const [, format] = planar.exec(pixelFormat) ?? [];
  const matrix = matrices[colourSpace === 'unknown' ? 'smpte170m' : colourSpace];
  const range = colourRange === 'pc' ? 'pc' : 'tv';
  const isEven = size.widthPx % 2 === 0 && size.heightPx % 2 === 0;
  // Nothing is left to do, which the filter would refuse.
  if (range === 'pc' && matrix !== undefined && matrix !== 'bt709') return ['format=yuvj420p'];
  if (!hasFilter || format === undefined || matrix === undefined || !isEven) {
    // In two steps: asked for matrix and range at once, builds of 2018 change the matrix only.
    return ['scale=out_color_matrix=bt601', 'format=yuv420p', 'scale', 'format=yuvj420p'];
  }
  return [
    `colorspace=ispace=${matrix}:irange=${range}:space=smpte170m:range=pc:format=${format}:${sameColours}`,
    'format=yuvj420p',
  ];
}

type ColourFacts = Pick<MediaFacts['video'], 'pixelFormat' | 'colourSpace' | 'colourRange'>;

/** What tone mapping leaves. */
const mappedColours: ColourFacts = { pixelFormat: 'yuv420p', colourSpace: 'bt709', colourRange: 'tv' };
/** For pictures without loss. */
export const rgbColours: readonly string[] = ['format=rgb24'];

/**
 * Filters that make a frame an upright, square-pixel picture as JPEG stores it (BT.601, full range). The decoder's own
 * turning must be off (`-noautorotate`), so that every version of ffmpeg turns the same way.
 *
 * @param store how the colours are stored instead
 */
export function uprightFilters(
  facts: MediaFacts,
  size: PictureSize,
  capabilities: Pick<FfmpegCapabilities, 'toneMapping' | 'filters'>,
  store?: readonly string[],
): string[] {
  const { rotationDegrees, colourTransfer } = facts.video;
  const turned = rotationDegrees === 90 || rotationDegrees === 270;
  const coded = turned ? { widthPx: size.heightPx, heightPx: size.widthPx } : size;
  const hdr = capabilities.toneMapping && hdrTransfers.has(colourTransfer ?? '');
  return [
    `scale=${coded.widthPx}:${coded.heightPx}:flags=bicubic`,
    ...(hdr ? toneMapping : []),
    ...(store ??
      jpegColours(hdr ? mappedColours : facts.video, coded, capabilities.filters.has('colorspace'))),
    ...turns[rotationDegrees],
    'setsar=1',
  ];
}
