import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Box } from '../../shared/boxes.ts';
import {
  type Manifest,
  type ManifestElement,
  type ManifestMedia,
  type ManifestTag,
  manifestSchema,
  manifestVersion,
} from '../../shared/manifest.ts';
import type { MediaFacts } from '../../shared/media.ts';
import { identityColour, personLabel } from '../../shared/palette.ts';
import { type Rational, rational, rationalText, ticksToSeconds } from '../../shared/time.ts';
import { frameRange } from './plan/frames.ts';
import { exportedText, nameHash } from './plan/mark.ts';

/** A clip as the manifest needs it. `frameTicks` ends with the end of the last frame. */
export interface ManifestClip {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256First64k: string;
  readonly facts: MediaFacts;
  readonly frameTicks: Float64Array;
  readonly variableFrameRate: boolean;
  readonly shots: readonly {
    readonly id: string;
    readonly firstFrame: number;
    readonly endFrame: number;
    readonly transition: {
      readonly kind: string;
      readonly confidence: number;
      readonly firstFrame: number;
      readonly endFrame: number;
    };
  }[];
  readonly appearances: readonly {
    readonly identityId: string;
    readonly startFrame: number;
    readonly endFrame: number;
    readonly confidence: number;
    /** Where the person is in the keyframes of this range, in the order of time. */
    readonly boxes: readonly { readonly frame: number; readonly box: Box }[];
  }[];
  readonly tagged?: readonly TaggedRange[];
}

/** A range that the editor tagged. */
export interface TaggedRange {
  readonly id: string;
  readonly name: string;
  readonly startFrame: number;
  readonly endFrame: number;
  readonly box?: Box;
}

export interface ManifestSource {
  readonly generator: { readonly name: string; readonly version: string };
  /** Model and version that the appearances come from. */
  readonly recogniser: string;
  readonly shotDetector: string;
  readonly people: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly number: number;
    readonly colour: number;
  }[];
  readonly clips: readonly ManifestClip[];
}

const conventions = {
  time: 'rational seconds "n/d" from the first video frame shown; ranges are half-open [start, start+duration)',
  box: 'x,y,w,h in 0..1 of the upright picture (rotation and sample aspect applied), origin top left',
  shots:
    'a shot is an element with the tag "shot"; every other element is an appearance of its tags, or a range that was tagged by hand',
};

const shotTag: ManifestTag = { id: 'shot', kind: 'custom', name: 'Shot', color: '#8a8f98' };

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Frame and range arithmetic of one clip, exact. */
class ClipTime {
  private readonly ticks: Float64Array;
  private readonly timeBase: Rational;

  constructor(clip: ManifestClip) {
    this.ticks = clip.frameTicks;
    this.timeBase = clip.facts.video.timeBase;
  }

  /** Ticks from the first frame shown. */
  private at(frame: number): number {
    return (this.ticks[frame] ?? 0) - (this.ticks[0] ?? 0);
  }

  range(startFrame: number, endFrame: number): ManifestElement['range'] {
    const start = this.at(startFrame);
    return {
      start: rationalText(ticksToSeconds(start, this.timeBase)),
      duration: rationalText(ticksToSeconds(this.at(endFrame) - start, this.timeBase)),
    };
  }

  /** A track's clock: whole numbers of 1/timescale seconds. */
  get timescale(): number {
    return this.timeBase.den;
  }

  key(frame: number, box: Box): [number, number, number, number, number] {
    const x = rounded(box.x);
    const y = rounded(box.y);
    return [
      this.at(frame) * this.timeBase.num,
      x,
      y,
      Math.min(rounded(box.w), rounded(1 - x)),
      Math.min(rounded(box.h), rounded(1 - y)),
    ];
  }
}

function mediaOf(clip: ManifestClip): ManifestMedia {
  const { video, audio, timecode } = clip.facts;
  const frameCount = clip.frameTicks.length - 1;
  const firstTicks = clip.frameTicks[0] ?? 0;
  const endTicks = clip.frameTicks[frameCount] ?? firstTicks;
  return {
    id: clip.id,
    name: clip.name,
    path: clip.path,
    url: pathToFileURL(clip.path).href,
    fingerprint: { bytes: clip.bytes, sha256First64k: clip.sha256First64k },
    duration: rationalText(ticksToSeconds(endTicks - firstTicks, video.timeBase)),
    video: {
      streamIndex: video.streamIndex,
      codec: video.codec,
      timeBase: rationalText(video.timeBase),
      firstPts: firstTicks,
      frameRate: rationalText(video.frameRate),
      averageFrameRate: rationalText(video.averageFrameRate),
      variableFrameRate: clip.variableFrameRate,
      frameCount,
      codedWidth: video.codedWidthPx,
      codedHeight: video.codedHeightPx,
      sampleAspectRatio: rationalText(rational(video.sampleAspectRatio.num, video.sampleAspectRatio.den)),
      rotation: video.rotationDegrees,
      displayWidth: video.displayWidthPx,
      displayHeight: video.displayHeightPx,
    },
    audio: audio.map((stream) => ({
      streamIndex: stream.streamIndex,
      channels: stream.channels,
      sampleRate: stream.sampleRateHz,
    })),
    timecode: {
      start: timecode.text,
      dropFrame: timecode.dropFrame,
      rate: rationalText(video.frameRate),
      startFrame: timecode.startFrame,
      assumed: timecode.assumed,
    },
  };
}

function shotElements(clip: ManifestClip, time: ClipTime, detector: string): ManifestElement[] {
  return clip.shots.map((shot) => ({
    id: shot.id,
    media: clip.id,
    tags: [shotTag.id],
    range: time.range(shot.firstFrame, shot.endFrame),
    confidence: rounded(shot.transition.confidence),
    status: 'proposed',
    origin: 'detector',
    source: { model: detector, transition: shot.transition },
  }));
}

function appearanceElements(clip: ManifestClip, time: ClipTime, source: ManifestAbout): ManifestElement[] {
  const named = new Set(source.people.filter((person) => person.name !== null).map((person) => person.id));
  const names = new Map(source.people.map((person) => [person.id, nameHash(personLabel(person))]));
  const rate = clip.facts.video.frameRate;
  const exported = (range: ManifestElement['range'], identityId: string): string =>
    exportedText({
      ...frameRange(range, rate, Number.MAX_SAFE_INTEGER),
      names: [names.get(identityId) ?? ''],
    });
  return clip.appearances.map((appearance) => ({
    id: `${clip.id}-${appearance.startFrame}-${appearance.identityId.slice(0, 24)}`,
    media: clip.id,
    tags: [appearance.identityId],
    range: time.range(appearance.startFrame, appearance.endFrame),
    confidence: rounded(appearance.confidence),
    // Naming a person is the editor's yes to that person.
    status: named.has(appearance.identityId) ? 'confirmed' : 'proposed',
    origin: 'detector',
    source: {
      model: source.recogniser,
      exported: exported(time.range(appearance.startFrame, appearance.endFrame), appearance.identityId),
    },
    track: {
      timescale: time.timescale,
      interpolation: 'linear',
      columns: ['t', 'x', 'y', 'w', 'h'],
      keys: appearance.boxes.map(({ frame, box }) => time.key(frame, box)),
    },
  }));
}

/** A tag of the editor's own, by its name. */
function tagOf(name: string): ManifestTag {
  const hash = createHash('sha256').update(name).digest('hex');
  const color = identityColour(Number.parseInt(hash.slice(0, 6), 16));
  return { id: `tag-${hash.slice(0, 24)}`, kind: 'custom', name, color };
}

function taggedElements(clip: ManifestClip, time: ClipTime): ManifestElement[] {
  return (clip.tagged ?? []).map(({ id, name, startFrame, endFrame, box }) => {
    const range = time.range(startFrame, endFrame);
    const frames = frameRange(range, clip.facts.video.frameRate, Number.MAX_SAFE_INTEGER);
    return {
      id,
      media: clip.id,
      tags: [tagOf(name).id],
      range,
      confidence: 1,
      status: 'confirmed',
      origin: 'manual',
      source: { model: 'editor', exported: exportedText({ ...frames, names: [nameHash(name)] }) },
      ...(box
        ? {
            track: {
              timescale: time.timescale,
              interpolation: 'hold',
              columns: ['t', 'x', 'y', 'w', 'h'],
              keys: [time.key(startFrame, box)],
            },
          }
        : {}),
    };
  });
}

/** What a manifest holds of one clip. */
export type ManifestPart = Readonly<{
  media: ManifestMedia;
  /** Names of the editor's own tags in it. */
  tagNames: string[];
  elements: ManifestElement[];
}>;

/** Everything about the whole, and nothing about one clip. */
export type ManifestAbout = Omit<ManifestSource, 'clips'>;

const partSchema = z.strictObject({
  media: manifestSchema.shape.media.element,
  tagNames: z.array(z.string().min(1)),
  elements: manifestSchema.shape.elements,
});

export function manifestPart(clip: ManifestClip, about: ManifestAbout): ManifestPart {
  const time = new ClipTime(clip);
  return partSchema.parse({
    media: mediaOf(clip),
    tagNames: (clip.tagged ?? []).map(({ name }) => name),
    elements: [
      ...shotElements(clip, time, about.shotDetector),
      ...appearanceElements(clip, time, about),
      ...taggedElements(clip, time),
    ],
  });
}

/** The parts of all clips as one manifest. */
export function joinManifest(about: ManifestAbout, parts: readonly ManifestPart[]): Manifest {
  const elements = parts.flatMap((part) => part.elements);
  const seen = new Set(elements.flatMap(({ tags }) => tags));
  const people = about.people.filter((person) => seen.has(person.id));
  const head = manifestSchema.omit({ elements: true }).parse({
    schema: 'element-manifest',
    version: manifestVersion,
    generator: about.generator,
    conventions,
    media: parts.map(({ media }) => media),
    tags: [
      shotTag,
      ...people.map((person) => ({
        id: person.id,
        kind: 'person' as const,
        name: personLabel(person),
        color: identityColour(person.colour),
      })),
      ...[...new Set(parts.flatMap(({ tagNames }) => tagNames))].sort().map(tagOf),
    ],
  } satisfies Omit<Manifest, 'elements'>);
  return { ...head, elements };
}

/**
 * The manifest of some clips. A pure function of what the library holds: the same library gives the same bytes, so it
 * carries no date.
 */
export function buildManifest({ clips, ...about }: ManifestSource): Manifest {
  return joinManifest(
    about,
    clips.map((clip) => manifestPart(clip, about)),
  );
}

/** The manifest as text: two-space JSON that ends with a line break. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
