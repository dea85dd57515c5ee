import { createHash } from 'node:crypto';
import type { Box } from '../../shared/boxes.ts';
import type { ManifestElement, ManifestTag } from '../../shared/manifest.ts';
import { identityColour, personLabel } from '../../shared/palette.ts';
import { type Rational, rationalText, ticksToSeconds } from '../../shared/time.ts';
import type { ManifestAbout, ManifestClip } from './manifest-source.ts';
import { frameRange } from './plan/frames.ts';
import { exportedText, nameHash } from './plan/mark.ts';

/** The elements of one clip, from what the library has of it. */

export const shotTag: ManifestTag = { id: 'shot', kind: 'custom', name: 'Shot', color: '#8a8f98' };

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Frame and range arithmetic of one clip, exact. */
export class ClipTime {
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

/** The shots of a clip, each with the tag `shot`. */
export function shotElements(clip: ManifestClip, time: ClipTime, detector: string): ManifestElement[] {
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

/** What is asked of people for each range: worked out once for all clips. */
export interface KnownPeople {
  readonly named: ReadonlySet<string>;
  /** By `nameHash`. */
  readonly hashes: ReadonlyMap<string, string>;
}

/** Who has a name, and the hash of what everyone is called. */
export const knownPeople = ({ people }: ManifestAbout): KnownPeople => ({
  named: new Set(people.filter(({ name }) => name !== null).map(({ id }) => id)),
  hashes: new Map(people.map((person) => [person.id, nameHash(personLabel(person))])),
});

/** Where people are seen in a clip. */
export function appearanceElements(
  clip: ManifestClip,
  time: ClipTime,
  source: ManifestAbout,
  { named, hashes }: KnownPeople,
): ManifestElement[] {
  const rate = clip.facts.video.frameRate;
  const exported = (range: ManifestElement['range'], identityId: string): string =>
    exportedText({
      ...frameRange(range, rate, Number.MAX_SAFE_INTEGER),
      names: [hashes.get(identityId) ?? ''],
    });
  return clip.appearances.map((appearance) => {
    const range = time.range(appearance.startFrame, appearance.endFrame);
    return {
      id: `${clip.id}-${appearance.startFrame}-${appearance.identityId.slice(0, 24)}`,
      media: clip.id,
      tags: [appearance.identityId],
      range,
      confidence: rounded(appearance.confidence),
      // Naming a person is the editor's yes to that person.
      status: named.has(appearance.identityId) ? 'confirmed' : 'proposed',
      origin: 'detector',
      source: {
        model: source.recogniser,
        exported: exported(range, appearance.identityId),
      },
      track: {
        timescale: time.timescale,
        interpolation: 'linear',
        columns: ['t', 'x', 'y', 'w', 'h'],
        keys: appearance.boxes.map(({ frame, box }) => time.key(frame, box)),
      },
    };
  });
}

/** The tag of a thing, by the word for it. */
export function thingTag(word: string): ManifestTag {
  const hash = createHash('sha256').update(word.toLowerCase()).digest('hex');
  const name = word.slice(0, 1).toUpperCase() + word.slice(1);
  const color = identityColour(Number.parseInt(hash.slice(0, 6), 16));
  return { id: `thing-${hash.slice(0, 18)}`, kind: 'object', name, color };
}

/** Outfits and things. */
export function seenElements(clip: ManifestClip, time: ClipTime, source: ManifestAbout): ManifestElement[] {
  return (clip.seen ?? []).map(({ tag, startFrame, endFrame, confidence, isConfirmed, about, boxes }) => {
    const range = time.range(startFrame, endFrame);
    const frames = frameRange(range, clip.facts.video.frameRate, Number.MAX_SAFE_INTEGER);
    return {
      id: `${clip.id}-${startFrame}-${tag.id.slice(0, 24)}`,
      media: clip.id,
      tags: [tag.id],
      range,
      confidence: rounded(confidence),
      status: isConfirmed ? 'confirmed' : 'proposed',
      origin: 'detector',
      source: {
        model: source.recogniser,
        ...about,
        exported: exportedText({ ...frames, names: [nameHash(tag.name)] }),
      },
      track: {
        timescale: time.timescale,
        interpolation: 'linear',
        columns: ['t', 'x', 'y', 'w', 'h'],
        keys: boxes.map(({ frame, box }) => time.key(frame, box)),
      },
    };
  });
}

/** A tag of the editor's own, by its name. */
export function tagOf(name: string): ManifestTag {
  const hash = createHash('sha256').update(name).digest('hex');
  const color = identityColour(Number.parseInt(hash.slice(0, 6), 16));
  return { id: `tag-${hash.slice(0, 24)}`, kind: 'custom', name, color };
}

/** The ranges of a clip that were tagged by hand. */
export function taggedElements(clip: ManifestClip, time: ClipTime): ManifestElement[] {
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
