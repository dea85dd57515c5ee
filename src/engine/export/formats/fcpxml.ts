import type { ExportWarning } from '../../../shared/contract/index.ts';
import type { Rational } from '../../../shared/time.ts';
import { fileUrl } from '../plan/paths.ts';
import type { ExportPlan, PlanClip, PlanRange, PlanTimeline, TimelineItem } from '../plan/types.ts';
import { element, type XmlNode, xmlText } from '../text/xml.ts';
import { type Format, filesNamed } from './format.ts';

/**
 * FCPXML: a bin of clips with keywords over their ranges, and a project for each timeline. Times are rational seconds on
 * the frame grid; `start` of clips, markers and keywords counts from the timecode of the media, `offset` in its parent.
 * The order of children is the DTD's.
 */

/** `N/Ds`, kept unreduced on the rate's own denominator so that all times of a clip are plainly on one grid. */
const time = (frames: number, rate: Rational): string => `${frames * rate.den}/${rate.num}s`;

/** Keywords are a comma list: a comma of a name becomes one that looks alike. */
const keyword = (name: string): string => name.replaceAll(',', '‚').replaceAll(/\s+/g, ' ').trim();

function marks(clip: PlanClip, ranges: readonly PlanRange[]): XmlNode[] {
  const { rate, startFrame } = clip;
  const markers = ranges.map((range) =>
    element('marker', {
      start: time(startFrame + range.startFrame, rate),
      duration: time(1, rate),
      value: range.name,
      // An open to-do says: look at this.
      completed: range.element.status === 'proposed' && range.kind !== 'shot' ? 0 : undefined,
      note: range.note,
    }),
  );
  const keywords = ranges.map((range) =>
    element('keyword', {
      start: time(startFrame + range.startFrame, rate),
      duration: time(range.endFrame - range.startFrame, rate),
      value: range.tags.map(({ name }) => keyword(name)).join(', '),
      note: range.note,
    }),
  );
  return [...markers, ...keywords];
}

interface Resources {
  readonly nodes: readonly XmlNode[];
  readonly assetOf: ReadonlyMap<PlanClip, string>;
  readonly formatOf: ReadonlyMap<PlanClip, string>;
}

function formatNode(id: string, { rate, media }: PlanClip): XmlNode {
  const { codedWidth, codedHeight, displayWidth, displayHeight, rotation, sampleAspectRatio } = media.video;
  const isAnamorphic = sampleAspectRatio !== '1/1';
  const [parH, parV] = sampleAspectRatio.split('/');
  const upright = rotation % 180 === 0;
  return element('format', {
    id,
    name: 'FFVideoFormatRateUndefined',
    frameDuration: `${rate.den}/${rate.num}s`,
    width: isAnamorphic && upright ? codedWidth : displayWidth,
    height: isAnamorphic && upright ? codedHeight : displayHeight,
    paspH: isAnamorphic && upright ? parH : undefined,
    paspV: isAnamorphic && upright ? parV : undefined,
  });
}

function resources(clips: readonly PlanClip[]): Resources {
  const assetOf = new Map(clips.map((clip, index) => [clip, `a${index + 1}`]));
  const formatOf = new Map(clips.map((clip, index) => [clip, `f${index + 1}`]));
  const assets = clips.map((clip, index) => {
    const { audio } = clip.media;
    const channels = audio.reduce((sum, stream) => sum + stream.channels, 0);
    const sound =
      channels > 0
        ? { hasAudio: 1, audioSources: 1, audioChannels: channels, audioRate: audio[0]?.sampleRate }
        : {};
    return element(
      'asset',
      {
        id: `a${index + 1}`,
        name: clip.media.name,
        start: time(clip.startFrame, clip.rate),
        duration: time(clip.frames, clip.rate),
        hasVideo: 1,
        format: `f${index + 1}`,
        videoSources: 1,
        ...sound,
      },
      [element('media-rep', { kind: 'original-media', src: fileUrl(clip.absolutePath) })],
    );
  });
  const formats = clips.map((clip, index) => formatNode(`f${index + 1}`, clip));
  return { nodes: [...formats, ...assets], assetOf, formatOf };
}

function clipNode(
  item: Pick<TimelineItem, 'clip' | 'name' | 'inFrame' | 'outFrame' | 'ranges'>,
  { assetOf, formatOf }: Resources,
  offset?: string,
): XmlNode {
  const { clip, inFrame, outFrame } = item;
  return element(
    'asset-clip',
    {
      ref: assetOf.get(clip),
      name: item.name,
      offset,
      start: time(clip.startFrame + inFrame, clip.rate),
      duration: time(outFrame - inFrame, clip.rate),
      format: formatOf.get(clip),
      tcFormat: clip.dropFrame ? 'DF' : 'NDF',
    },
    marks(clip, item.ranges),
  );
}

function projectNode(timeline: PlanTimeline, all: Resources): XmlNode {
  const { rate, startFrame, items } = timeline;
  const spine = items.map((item) => clipNode(item, all, time(startFrame + item.atFrame, rate)));
  return element('project', { name: timeline.name }, [
    element(
      'sequence',
      {
        format: items[0] && all.formatOf.get(items[0].clip),
        duration: time(timeline.frames, rate),
        tcStart: time(startFrame, rate),
        tcFormat: timeline.dropFrame ? 'DF' : 'NDF',
        audioLayout: 'stereo',
        audioRate: '48k',
      },
      [element('spine', {}, spine)],
    ),
  ]);
}

function text(plan: ExportPlan): string {
  const all = resources(plan.clips);
  const bin = plan.clips.map((clip) =>
    clipNode({ clip, name: clip.media.name, inFrame: 0, outFrame: clip.frames, ranges: clip.ranges }, all),
  );
  const projects = plan.timelines.map((timeline) => projectNode(timeline, all));
  const root = element('fcpxml', { version: plan.options.fcpxmlVersion }, [
    element('resources', {}, all.nodes),
    element('library', {}, [element('event', { name: plan.title }, [...bin, ...projects])]),
  ]);
  return xmlText(root, 'fcpxml');
}

function warnings({ tags }: ExportPlan): ExportWarning[] {
  const changed = tags.filter(({ name }) => name.includes(',')).length;
  if (changed === 0) return [];
  const message = `Keywords are parted by commas: those of ${changed} names are written as ‚ in keywords.`;
  return [{ code: 'text-changed', message }];
}

export const fcpxmlFormat: Format = {
  id: 'fcpxml',
  name: 'FCPXML',
  program: 'Final Cut Pro, DaVinci Resolve',
  extension: '.fcpxml',
  per: 'library',
  steps: [
    'Final Cut Pro: File > Import > XML…; people are keywords in the browser, projects lie in the same event.',
    'DaVinci Resolve: File > Import > Timeline…; choose 1.10.',
  ],
  shapes: ['annotated', 'selects'],
  options: ['shape', 'handleFrames', 'nameTemplate', 'timelineStart', 'frameRate', 'remap', 'fcpxmlVersion'],
  defaults: {},
  checkedWith: "xmllint with Apple's DTD of each version",
  notRunIn: 'Final Cut Pro, DaVinci Resolve',
  needs: { rates: 'standard', usesTimecode: true },
  write: (plan) => ({
    files: filesNamed([{ name: plan.title }], '.fcpxml', () => text(plan)),
    warnings: warnings(plan),
  }),
};
