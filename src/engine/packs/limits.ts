/**
 * What each target takes, from the makers' documents (klingai.com, common image rule; elements, omni video and try-on pages,
 * read in 2026). Tests read the written pictures against this table.
 */
export interface PictureLimits {
  readonly leastShortSidePx: number;
  readonly mostLongSidePx: number;
  /** Width by height. */
  readonly leastRatio: number;
  readonly mostRatio: number;
  readonly maxBytes: number;
}

/** Ratio 1:2.5 to 2.5:1, 10 MB, 300 pixels; 2048 is ours: larger pictures say no more and cost time on slow lines. */
const kling: PictureLimits = {
  leastShortSidePx: 300,
  mostLongSidePx: 2048,
  leastRatio: 0.4,
  mostRatio: 2.5,
  maxBytes: 10_000_000,
};

/** A generator that packs are made for. */
export type PackTargetId =
  | 'kling-elements'
  | 'kling-more-views'
  | 'kling-omni'
  | 'kling-omni-3'
  | 'kling-try-on'
  | 'kling-multi-image';

/** What a generator takes. */
export interface PackTarget {
  readonly id: PackTargetId;
  readonly name: string;
  readonly method: 'POST';
  readonly path: string;
  readonly picture: PictureLimits;
  /** Pictures in one request. */
  readonly images: { readonly least: number; readonly most: number };
  readonly nameCharacters?: number;
  readonly descriptionCharacters?: number;
  readonly promptCharacters?: number;
  /** Its maker has retired it, or announced that. */
  readonly isRetired: boolean;
}

const post = 'POST' as const;

export const packTargets: Readonly<Record<PackTargetId, PackTarget>> = {
  'kling-elements': {
    id: 'kling-elements',
    name: 'Kling Elements',
    method: post,
    path: '/v1/general/advanced-custom-elements',
    picture: kling,
    images: { least: 2, most: 4 },
    nameCharacters: 20,
    descriptionCharacters: 100,
    isRetired: false,
  },
  'kling-more-views': {
    id: 'kling-more-views',
    name: 'Kling more views of one picture',
    method: post,
    path: '/v1/general/ai-multi-shot',
    picture: kling,
    images: { least: 1, most: 1 },
    isRetired: false,
  },
  'kling-omni': {
    id: 'kling-omni',
    name: 'Kling Omni video',
    method: post,
    path: '/v1/videos/omni-video',
    picture: kling,
    images: { least: 1, most: 7 },
    promptCharacters: 2500,
    isRetired: false,
  },
  'kling-omni-3': {
    id: 'kling-omni-3',
    name: 'Kling 3.0 Omni video',
    method: post,
    path: '/omni-video/kling-3.0-omni',
    picture: kling,
    images: { least: 1, most: 7 },
    promptCharacters: 2500,
    isRetired: false,
  },
  'kling-try-on': {
    id: 'kling-try-on',
    name: 'Kling virtual try-on',
    method: post,
    path: '/v1/images/kolors-virtual-try-on',
    picture: kling,
    images: { least: 2, most: 2 },
    isRetired: false,
  },
  'kling-multi-image': {
    id: 'kling-multi-image',
    name: 'Kling multi-image video',
    method: post,
    path: '/v1/videos/multi-image2video',
    picture: kling,
    images: { least: 1, most: 4 },
    promptCharacters: 2500,
    isRetired: true,
  },
};

/** What fits all targets: a pack's pictures are made once, for each of them. */
export const packPicture: PictureLimits = Object.values(packTargets)
  .map(({ picture }) => picture)
  .reduce((all, one) => ({
    leastShortSidePx: Math.max(all.leastShortSidePx, one.leastShortSidePx),
    mostLongSidePx: Math.min(all.mostLongSidePx, one.mostLongSidePx),
    leastRatio: Math.max(all.leastRatio, one.leastRatio),
    mostRatio: Math.min(all.mostRatio, one.mostRatio),
    maxBytes: Math.min(all.maxBytes, one.maxBytes),
  }));

/** Names and descriptions of elements. */
export const mostNameCharacters = packTargets['kling-elements'].nameCharacters ?? 20;
export const mostDescriptionCharacters = packTargets['kling-elements'].descriptionCharacters ?? 100;
