import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import {
  type Manifest,
  type ManifestElement,
  type ManifestMedia,
  type ManifestTag,
  manifestSchema,
  manifestVersion,
} from '../../shared/manifest.ts';
import { identityColour, personLabel } from '../../shared/palette.ts';
import { rational, rationalText, ticksToSeconds } from '../../shared/time.ts';
import {
  appearanceElements,
  ClipTime,
  knownPeople,
  seenElements,
  shotElements,
  shotTag,
  taggedElements,
  tagOf,
} from './manifest-elements.ts';
import type { ManifestAbout, ManifestClip, ManifestSource } from './manifest-source.ts';

const conventions = {
  time: 'rational seconds "n/d" from the first video frame shown; ranges are half-open [start, start+duration)',
  box: 'x,y,w,h in 0..1 of the upright picture (rotation and sample aspect applied), origin top left',
  shots:
    'a shot is an element with the tag "shot"; every other element is an appearance of its tags (people, outfits, things), or a range that was tagged by hand',
  outfits: 'a tag of the kind "clothing" has the tag of its wearer as parent',
};

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

/** What a manifest holds of one clip. */
export type ManifestPart = Readonly<{
  media: ManifestMedia;
  /** Names of the editor's own tags in it. */
  tagNames: string[];
  /** Outfits and things in it. */
  seenTags: ManifestTag[];
  elements: ManifestElement[];
}>;

const partSchema = z.strictObject({
  media: manifestSchema.shape.media.element,
  tagNames: z.array(z.string().min(1)),
  seenTags: manifestSchema.shape.tags,
  elements: manifestSchema.shape.elements,
});

/** Makes the part of each clip of one manifest. */
export function partsAbout(about: ManifestAbout): (clip: ManifestClip) => ManifestPart {
  const people = knownPeople(about);
  return (clip) => {
    const time = new ClipTime(clip);
    return partSchema.parse({
      media: mediaOf(clip),
      tagNames: (clip.tagged ?? []).map(({ name }) => name),
      seenTags: [...new Map((clip.seen ?? []).map(({ tag }) => [tag.id, tag])).values()],
      elements: [
        ...shotElements(clip, time, about.shotDetector),
        ...appearanceElements(clip, time, about, people),
        ...seenElements(clip, time, about),
        ...taggedElements(clip, time),
      ],
    });
  };
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
      ...new Map(parts.flatMap(({ seenTags }) => seenTags).map((tag) => [tag.id, tag])).values(),
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
  return joinManifest(about, clips.map(partsAbout(about)));
}

/** The manifest as text: two-space JSON that ends with a line break. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
