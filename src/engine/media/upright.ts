import type { MediaFacts } from '../../shared/media.ts';
import type { FfmpegCapabilities } from './capabilities.ts';

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

/**
 * Filters that make a frame an upright, square-pixel picture as JPEG stores it (BT.601, full range). The decoder's own
 * turning must be off (`-noautorotate`), so that every version of ffmpeg turns the same way.
 */
export function uprightFilters(
  facts: MediaFacts,
  size: PictureSize,
  capabilities: Pick<FfmpegCapabilities, 'toneMapping'>,
): string[] {
  const { rotationDegrees, colourTransfer } = facts.video;
  const turned = rotationDegrees === 90 || rotationDegrees === 270;
  const [width, height] = turned ? [size.heightPx, size.widthPx] : [size.widthPx, size.heightPx];
  const hdr = capabilities.toneMapping && hdrTransfers.has(colourTransfer ?? '');
  const scale = `scale=${width}:${height}:flags=bicubic`;
  return [
    ...(hdr ? [scale, ...toneMapping] : []),
    // In two steps: asked for matrix and range at once, builds of 2018 change the matrix only.
    `${scale}:out_color_matrix=bt601`,
    'format=yuv420p',
    'scale',
    'format=yuvj420p',
    ...turns[rotationDegrees],
    'setsar=1',
  ];
}
