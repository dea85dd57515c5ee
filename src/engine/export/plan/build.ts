import type { ExportOptions, ExportSelection, ExportWarning } from '../../../shared/contract/index.ts';
import type { Manifest, ManifestElement, ManifestMedia, ManifestTag } from '../../../shared/manifest.ts';
import { canDropFrames, formatTimecode, type Rational, rateText } from '../../../shared/time.ts';
import { carryStartFrame, clipFrames, fraction, frameRange, isSameRate, standardRateFor } from './frames.ts';
import { type ExportedState, idMark, nameHash } from './mark.ts';
import { fileUrl, relativePath, remapPath } from './paths.ts';
import { isShot, selectElements } from './select.ts';
import { annotatedTimelines, selectTimelines } from './timelines.ts';
import type { ExportPlan, PlanClip, PlanRange, RangeKind } from './types.ts';

/** What of a format the plan has to know. */
export interface PlanNeeds {
  /** `standard`: the timeline must have a rate that every program has. */
  readonly rates: 'any' | 'standard';
  /** True where times are counted as timecode, so that a missing one matters. */
  readonly usesTimecode: boolean;
}

/** What an export is asked to hold, and for which program. */
export interface PlanRequest {
  readonly manifest: Manifest;
  readonly selection: ExportSelection;
  readonly options: ExportOptions;
  readonly needs: PlanNeeds;
  readonly title: string;
  /** Where the export will lie: relative paths begin here. */
  readonly outFolder: string;
}

/** One colour a kind, as far from each other as they go. */
const kindColours: Record<RangeKind, string> = {
  person: '#5aa9e6',
  face: '#9fb7ff',
  clothing: '#ee8a62',
  object: '#7bc47f',
  animal: '#d6a27c',
  place: '#5fc9c0',
  text: '#e8c15a',
  action: '#e57fd8',
  custom: '#b48ae0',
  shot: '#8a8f98',
};

function clipRate(media: ManifestMedia, { options, needs }: PlanRequest): Rational {
  if (options.frameRate) return fraction(options.frameRate);
  const own = fraction(media.video.frameRate);
  return needs.rates === 'standard' ? standardRateFor(own) : own;
}

function namesOf(tags: readonly ManifestTag[]): string {
  return tags.map(({ name }) => name).join(' + ');
}

interface NameFacts {
  readonly tags: readonly ManifestTag[];
  readonly kind: RangeKind;
  readonly clip: ManifestMedia;
  readonly n: number;
  readonly timecode: string;
  readonly element: ManifestElement;
}

/** A name by the template; what the braces hold and is not known stays as it is. */
function nameBy(template: string, facts: NameFacts): string {
  const values: Record<string, string> = {
    tags: namesOf(facts.tags),
    kind: facts.kind,
    clip: facts.clip.name,
    n: String(facts.n),
    timecode: facts.timecode,
    status: facts.element.status,
    confidence: `${Math.round(facts.element.confidence * 100)} %`,
    id: facts.element.id,
  };
  const name = template.replaceAll(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(values, key) ? (values[key] ?? whole) : whole,
  );
  return name.trim() === '' ? namesOf(facts.tags) : name;
}

function noteOf(element: ManifestElement, kind: RangeKind, exported: ExportedState): string {
  const sure = element.status === 'confirmed' ? 'confirmed' : `${Math.round(element.confidence * 100)} %`;
  return `${kind}, ${sure} ${idMark({ id: element.id, exported })}`;
}

function planClip(
  media: ManifestMedia,
  elements: readonly ManifestElement[],
  tags: ReadonlyMap<string, ManifestTag>,
  request: PlanRequest,
): PlanClip {
  const { options } = request;
  const rate = clipRate(media, request);
  const frames = clipFrames(media, rate);
  const startFrame = carryStartFrame(media.timecode.startFrame, fraction(media.timecode.rate), rate);
  const dropFrame = media.timecode.dropFrame && canDropFrames(rate);
  const placed = elements
    .map((element) => ({ element, ...frameRange(element.range, rate, frames) }))
    .sort((a, b) => a.startFrame - b.startFrame || b.endFrame - a.endFrame);
  const ranges = placed.map((one, index): PlanRange => {
    const own = one.element.tags.flatMap((id) => tags.get(id) ?? []);
    const kind: RangeKind = isShot(one.element) ? 'shot' : (own[0]?.kind ?? 'custom');
    const timecode = formatTimecode(startFrame + one.startFrame, rate, dropFrame);
    const facts = { tags: own, kind, clip: media, n: index + 1, timecode, element: one.element };
    const name = nameBy(options.nameTemplate, facts);
    const { startFrame: first, endFrame } = one;
    const exported = { startFrame: first, endFrame, names: [nameHash(name), nameHash(namesOf(own))] };
    return {
      ...one,
      kind,
      tags: own,
      name,
      exported,
      note: noteOf(one.element, kind, exported),
      colour: options.colourBy === 'kind' ? kindColours[kind] : (own[0]?.color ?? kindColours[kind]),
    };
  });
  const absolutePath = remapPath(media.path, options.remap);
  const paths = {
    absolute: () => absolutePath,
    relative: () => relativePath(request.outFolder, absolutePath),
    url: () => fileUrl(absolutePath),
  };
  const path = paths[options.mediaPaths]();
  return { media, path, absolutePath, rate, frames, startFrame, dropFrame, ranges };
}

function warningsOf(clips: readonly PlanClip[], { needs }: PlanRequest): ExportWarning[] {
  const warnings: ExportWarning[] = [];
  if (clips.length === 0) {
    warnings.push({ code: 'nothing-selected', message: 'No range fits what was chosen.' });
  }
  for (const { media, rate } of clips) {
    const own = fraction(media.video.frameRate);
    if (media.video.variableFrameRate) {
      warnings.push({
        code: 'variable-frame-rate',
        message: `"${media.name}" has a variable frame rate: places are counted at ${rateText(rate)} frames a second and may be off by a frame. A copy with a constant rate avoids it.`,
      });
    } else if (!isSameRate(own, rate)) {
      warnings.push({
        code: 'rate-changed',
        message: `"${media.name}" runs at ${rateText(own)} frames a second and is counted at ${rateText(rate)} here.`,
      });
    }
    if (needs.usesTimecode && media.timecode.assumed) {
      warnings.push({
        code: 'timecode-missing',
        message: `"${media.name}" carries no timecode: it is counted from 00:00:00:00.`,
      });
    }
  }
  return warnings;
}

/** Lays out what is exported. A pure function of the manifest and what is asked for. */
export function buildPlan(request: PlanRequest): ExportPlan {
  const { manifest, selection, options } = request;
  const tags = new Map(manifest.tags.map((tag) => [tag.id, tag]));
  const ofMedia = Map.groupBy(selectElements(manifest, selection), ({ media }) => media);
  const clips = manifest.media.flatMap((media) => {
    const elements = ofMedia.get(media.id);
    return elements ? [planClip(media, elements, tags, request)] : [];
  });
  const used = new Set(clips.flatMap(({ ranges }) => ranges.flatMap((range) => range.element.tags)));
  const timelines =
    options.shape === 'annotated'
      ? annotatedTimelines(clips, options)
      : selectTimelines(clips, options, request.title);
  return {
    manifest,
    selection,
    outFolder: request.outFolder,
    title: request.title,
    shape: options.shape,
    options,
    clips,
    timelines,
    tags: manifest.tags.filter(({ id }) => used.has(id)),
    warnings: warningsOf(clips, request),
  };
}
