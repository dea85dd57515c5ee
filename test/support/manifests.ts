import { pathToFileURL } from 'node:url';
import type { Manifest, ManifestElement, ManifestMedia, ManifestTag } from '../../src/shared/manifest.ts';
import { formatTimecode, multiply, type Rational, rational, rationalText } from '../../src/shared/time.ts';

/** Manifests made by rule, with all that is odd in them, for what is written from manifests. */

export interface MediaPlan {
  readonly id: string;
  readonly name: string;
  readonly rate: Rational;
  readonly frames: number;
  readonly startFrame?: number;
  readonly dropFrame?: boolean;
  readonly folder?: string;
  readonly isVariable?: boolean;
}

export function mediaOf(plan: MediaPlan): ManifestMedia {
  const { id, name, rate, frames, startFrame = 0, dropFrame = false, folder = '/media' } = plan;
  const path = `${folder}/${name}`;
  return {
    id,
    name,
    path,
    url: pathToFileURL(path).href,
    fingerprint: { bytes: 1, sha256First64k: '00' },
    duration: rationalText(rational(frames * rate.den, rate.num)),
    video: {
      streamIndex: 0,
      codec: 'h264',
      timeBase: rationalText(rational(rate.den, rate.num)),
      firstPts: 0,
      frameRate: rationalText(rate),
      averageFrameRate: rationalText(rate),
      variableFrameRate: plan.isVariable === true,
      frameCount: frames,
      codedWidth: 640,
      codedHeight: 360,
      sampleAspectRatio: '1/1',
      rotation: 0,
      displayWidth: 640,
      displayHeight: 360,
    },
    audio: [],
    timecode: {
      start: formatTimecode(startFrame, rate, dropFrame),
      dropFrame,
      rate: rationalText(rate),
      startFrame,
      assumed: plan.startFrame === undefined,
    },
  };
}

export function elementOf(
  id: string,
  media: ManifestMedia,
  tag: string,
  [start, end]: readonly [number, number],
  status: ManifestElement['status'] = 'confirmed',
): ManifestElement {
  const [num = 25, den = 1] = media.video.frameRate.split('/').map(Number);
  const frame = rational(den, num);
  const seconds = (frames: number): string => rationalText(multiply(rational(frames), frame));
  return {
    id,
    media: media.id,
    tags: [tag],
    range: { start: seconds(start), duration: seconds(end - start) },
    confidence: 0.875,
    status,
    origin: 'detector',
    source: { model: 'made by rule' },
    track: {
      timescale: num,
      interpolation: 'linear',
      columns: ['t', 'x', 'y', 'w', 'h'],
      keys: [[start * den, 0.25, 0.125, 0.2, 0.4]],
    },
  };
}

export function manifestWith(
  media: ManifestMedia[],
  tags: ManifestTag[],
  elements: ManifestElement[],
): Manifest {
  return {
    schema: 'element-manifest',
    version: '1.0.0',
    generator: { name: 'Castline', version: '0.0.0' },
    conventions: {},
    media,
    tags,
    elements,
  };
}

export const person = (id: string, name: string, color = '#5aa9e6'): ManifestTag => ({
  id,
  kind: 'person',
  name,
  color,
});

/** What names may hold and formats stumble over. */
export const oddNames = [
  '"Bike" <A&B> | pipe, comma; semi',
  'line one\nline two\r\nthree\ttab',
  ']]> end of data -- -->',
  'Zoë 👩‍🎤 émoji',
  'שלום עולם',
  '=SUM(A1:A2)',
  '2. begins with a digit',
  '* star | |D:99 |C:ResolveColorRed',
  "it's \\ back\\slash {tags} %s",
];

const [ntsc24, ntsc30, ntsc60] = [rational(24000, 1001), rational(30000, 1001), rational(60000, 1001)];

/** Clips of many rates and starts: drop-frame minutes are crossed, and some are named as badly as file systems allow. */
export const oddClips: readonly MediaPlan[] = [
  // Drop-frame labels 1798, 1799 are the last before a minute that leaves two out.
  {
    id: 'm1',
    name: 'A café #1 100% & "co".mov',
    rate: ntsc30,
    frames: 2400,
    startFrame: 107_592,
    dropFrame: true,
  },
  { id: 'm2', name: "b 'quoted' ; semi, comma.mp4", rate: ntsc24, frames: 480, startFrame: 86_400 },
  { id: 'm3', name: 'c | pipe 59.94 👩.mov', rate: ntsc60, frames: 4000, startFrame: 0, dropFrame: true },
  { id: 'm4', name: 'd 25.mxf', rate: rational(25), frames: 200, startFrame: 897_762 },
  { id: 'm5', name: 'e שלום.mp4', rate: rational(60), frames: 300 },
  { id: 'm6', name: '-f.mp4', rate: rational(50), frames: 100, startFrame: 50 },
];

/** Ranges across drop-frame minutes, of one frame, and up to the last; no two of a clip begin on one frame. */
export function oddManifest(folder?: string): Manifest {
  const media = oddClips.map((plan) => mediaOf({ ...plan, ...(folder ? { folder } : {}) }));
  const tags = oddNames.map((name, index) =>
    person(`p${index}`, name, `#${(index * 0x1b2f3d + 0x203040).toString(16).slice(0, 6).padStart(6, '4')}`),
  );
  const elements = media.flatMap((clip) => {
    const frames = clip.video.frameCount;
    const edges = [299, 300, 301, 1798, 1799, 1800, 1801, 3596, 3597, 3600].filter(
      (frame) => frame + 40 < frames,
    );
    const ranges: [number, number][] = [
      [0, 1],
      [1, 60],
      [60, 61],
      ...edges.map((frame): [number, number] => [frame, frame + 35]),
      [frames - 30, frames],
      [frames - 1, frames],
    ];
    return ranges.map((range, index) =>
      elementOf(
        `${clip.id}-e${index}`,
        clip,
        `p${index % tags.length}`,
        range,
        index % 3 === 0 ? 'proposed' : 'confirmed',
      ),
    );
  });
  return manifestWith(media, tags, elements);
}

/**
 * Ranges at the edges of a clip: its first frame, one of two, those about the minutes of its timecode, and up to the last;
 * no two begin on one frame.
 */
export function edgesOf(media: ManifestMedia, tags: readonly ManifestTag[]): ManifestElement[] {
  const [num = 25, den = 1] = media.video.frameRate.split('/').map(Number);
  const [seconds = 0, over = 1] = media.duration.split('/').map(Number);
  const frames = media.video.variableFrameRate
    ? Math.round((seconds * num) / (over * den))
    : media.video.frameCount;
  const minute = Math.round((60 * num) / den);
  const first = (minute - (media.timecode.startFrame % minute)) % minute;
  const edges = [-2, -1, 0, 1, 2].map((offset) => first + offset);
  const starts = [...new Set([0, 1, 7, ...edges, frames - 30, frames - 1])].filter(
    (start) => start >= 0 && start < frames,
  );
  return starts.map((start, index) => {
    const end = start === 0 || start === 7 ? start + 1 : Math.min(frames, start + 35);
    const tag = tags[index % tags.length];
    const id = `edge-${media.id.slice(0, 40)}-${start}`;
    return elementOf(id, media, tag?.id ?? 'shot', [start, end]);
  });
}

/** A library of so many ranges in clips of an hour, 500 to a clip, a person each of forty. */
export function largeManifest(count: number): Manifest {
  const perClip = 500;
  const clips = Math.ceil(count / perClip);
  const media = Array.from({ length: clips }, (_, index) =>
    mediaOf({ id: `m${index}`, name: `clip ${index}.mov`, rate: ntsc24, frames: 86_400, startFrame: 86_400 }),
  );
  const tags = Array.from({ length: 40 }, (_, index) => person(`p${index}`, `Person ${index}`));
  const elements = Array.from({ length: count }, (_, index) => {
    const clip = media[Math.floor(index / perClip)] as ManifestMedia;
    const start = (index % perClip) * 170 + (index % 7);
    return elementOf(`e${index}`, clip, `p${index % 40}`, [start, start + 1 + (index % 300)]);
  });
  return manifestWith(media, tags, elements);
}

/** All that can be asked for. */
export const everything = {
  confirmedOnly: false,
  appearances: true,
  shots: true,
  outfits: true,
  props: true,
} as const;
