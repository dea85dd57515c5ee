import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { rationalText } from '../../../shared/time.ts';
import { spreadMarkers } from '../plan/spread.ts';
import type { ExportPlan, PlanClip, PlanTimeline, TimelineMarker } from '../plan/types.ts';
import { oneLine } from '../text/clean.ts';
import { element, type XmlNode, xmlText } from '../text/xml.ts';
import { type Format, filesNamed } from './format.ts';
import { avChain, mltProfile, property } from './mlt.ts';

/** Profiles that Kdenlive and MLT know, by rate: with another name Kdenlive misplaces clips. */
const profiles: Readonly<Record<string, string>> = {
  '24000/1001': 'atsc_1080p_2398',
  '24/1': 'atsc_1080p_24',
  '25/1': 'atsc_1080p_25',
  '30000/1001': 'atsc_1080p_2997',
  '30/1': 'atsc_1080p_30',
  '50/1': 'atsc_1080p_50',
  '60000/1001': 'atsc_1080p_5994',
  '60/1': 'atsc_1080p_60',
};

/** The categories of guides: one for each tag, with its name and colour. */
function categoriesOf(plan: ExportPlan) {
  return plan.tags.map(({ name, color }, index) => ({ color, comment: oneLine(name), index }));
}

function guides(plan: ExportPlan, markers: readonly TimelineMarker[]) {
  const indexOf = new Map(plan.tags.map(({ id }, index) => [id, index]));
  return markers.map(({ range, startFrame, endFrame }) => ({
    comment: oneLine(range.name),
    pos: startFrame,
    type: indexOf.get(range.tags[0]?.id ?? '') ?? 0,
    duration: endFrame - startFrame === 1 ? 0 : endFrame - startFrame,
  }));
}

const json = (value: unknown): string => JSON.stringify(value, undefined, 1);

/** The same export gives the same ids. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}}`;
}

const mixTransition = (index: number, service: string, track: number): XmlNode =>
  element('transition', { id: `transition${index}` }, [
    property('a_track', 0),
    property('b_track', track),
    property('mlt_service', service),
    property('kdenlive_id', service),
    property('internal_added', 237),
    property('always_active', 1),
    ...(service === 'mix' ? [property('sum', 1)] : []),
  ]);

function binProperties(plan: ExportPlan, clip: PlanClip, id: number): XmlNode[] {
  const own = clip.ranges.map((range) => ({ range, startFrame: range.startFrame, endFrame: range.endFrame }));
  return [
    property('kdenlive:id', id),
    property('kdenlive:clipname', oneLine(clip.media.name)),
    property('kdenlive:folderid', -1),
    property('kdenlive:clip_type', 0),
    // Selects hold a clip a range already.
    ...(plan.shape === 'selects'
      ? []
      : [
          property(
            'kdenlive:markers',
            json(guides(plan, spreadMarkers(own, clip.frames, 'Kdenlive').markers)),
          ),
        ]),
  ];
}

function sequenceNode(
  plan: ExportPlan,
  timeline: PlanTimeline,
  uuid: string,
  markers: readonly TimelineMarker[],
): XmlNode {
  const last = timeline.frames - 1;
  return element('tractor', { id: uuid, in: 0, out: last }, [
    property('kdenlive:uuid', uuid),
    property('kdenlive:clipname', oneLine(timeline.name)),
    property('kdenlive:sequenceproperties.hasAudio', 1),
    property('kdenlive:sequenceproperties.hasVideo', 1),
    property('kdenlive:sequenceproperties.activeTrack', 1),
    property('kdenlive:sequenceproperties.tracksCount', 2),
    property('kdenlive:sequenceproperties.documentuuid', uuid),
    property('kdenlive:maxduration', timeline.frames),
    property('kdenlive:producer_type', 17),
    property('kdenlive:id', 3),
    property('kdenlive:clip_type', 0),
    property('kdenlive:folderid', 2),
    property('kdenlive:sequenceproperties.guides', json(guides(plan, markers))),
    element('track', { producer: 'black' }),
    element('track', { producer: 'tractor0' }),
    element('track', { producer: 'tractor1' }),
    mixTransition(0, 'mix', 1),
    mixTransition(1, 'qtblend', 2),
  ]);
}

function binNode(
  plan: ExportPlan,
  timeline: PlanTimeline,
  uuid: string,
  clips: readonly PlanClip[],
): XmlNode {
  const document: Record<string, string | number> = {
    version: '1.1',
    kdenliveversion: '24.12.3',
    profile: profiles[rationalText(timeline.rate)] ?? 'atsc_1080p_25',
    uuid,
    activetimeline: uuid,
    opensequences: uuid,
    documentid: Number.parseInt(uuid.slice(1, 9), 16),
    decimalPoint: '.',
    guidesCategories: json(categoriesOf(plan)),
  };
  return element('playlist', { id: 'main_bin' }, [
    ...Object.entries(document).map(([name, value]) => property(`kdenlive:docproperties.${name}`, value)),
    property('kdenlive:folder.-1.2', 'Sequences'),
    property('xml_retain', 1),
    element('entry', { producer: uuid, in: 0, out: 0 }),
    ...clips.map((clip, index) => element('entry', { producer: `bin${index}`, in: 0, out: clip.frames - 1 })),
  ]);
}

/** Both tracks of Kdenlive are tractors over two playlists, the second of which is for transitions. */
function trackNodes(timeline: PlanTimeline, clips: readonly PlanClip[]): XmlNode[] {
  const last = timeline.frames - 1;
  const audio = property('kdenlive:audio_track', 1);
  const entries = timeline.items.map((item) => {
    const index = clips.indexOf(item.clip);
    return element('entry', { producer: `chain${index}`, in: item.inFrame, out: item.outFrame - 1 }, [
      property('kdenlive:id', 4 + index),
    ]);
  });
  return [
    element('playlist', { id: 'playlist0' }, [audio]),
    element('playlist', { id: 'playlist1' }, [audio]),
    element('tractor', { id: 'tractor0', in: 0, out: last }, [
      audio,
      element('track', { hide: 'video', producer: 'playlist0' }),
      element('track', { hide: 'video', producer: 'playlist1' }),
    ]),
    element('playlist', { id: 'playlist2' }, entries),
    element('playlist', { id: 'playlist3' }),
    element('tractor', { id: 'tractor1', in: 0, out: last }, [
      element('track', { hide: 'audio', producer: 'playlist2' }),
      element('track', { producer: 'playlist3' }),
    ]),
  ];
}

function text(plan: ExportPlan, timeline: PlanTimeline, markers: readonly TimelineMarker[]): string {
  const clips = [...new Set(timeline.items.map(({ clip }) => clip))];
  const uuid = uuidOf(`${plan.title}\n${timeline.name}\n${timeline.frames}`);
  const last = timeline.frames - 1;
  const root =
    plan.options.mediaPaths === 'relative' ? plan.outFolder : dirname(clips[0]?.absolutePath ?? '/');
  const tree = element('mlt', { LC_NUMERIC: 'C', producer: 'main_bin', version: '7.12.0', root }, [
    mltProfile(timeline),
    element('producer', { id: 'black', in: 0, out: last }, [
      property('length', 2147483647),
      property('eof', 'continue'),
      property('resource', 'black'),
      property('aspect_ratio', 1),
      property('mlt_service', 'color'),
      property('kdenlive:playlistid', 'black_track'),
      property('mlt_image_format', 'rgba'),
      property('set.test_audio', 0),
    ]),
    ...clips.map((clip, index) => avChain(`chain${index}`, clip, binProperties(plan, clip, 4 + index))),
    ...trackNodes(timeline, clips),
    sequenceNode(plan, timeline, uuid, markers),
    ...clips.map((clip, index) => avChain(`bin${index}`, clip, binProperties(plan, clip, 4 + index))),
    binNode(plan, timeline, uuid, clips),
    element('tractor', { id: 'tractor2', in: 0, out: last }, [
      property('kdenlive:projectTractor', 1),
      element('track', { producer: uuid, in: 0, out: last }),
    ]),
  ]);
  return xmlText(tree);
}

function spreadAll(plan: ExportPlan) {
  const spread = plan.timelines.map((timeline) => ({
    name: timeline.name,
    timeline,
    ...spreadMarkers(timeline.markers, timeline.frames, 'Kdenlive'),
  }));
  return { spread, warnings: spread.flatMap(({ warnings }) => warnings) };
}

export const kdenliveFormat: Format = {
  id: 'kdenlive',
  name: 'Kdenlive project',
  program: 'Kdenlive 23.08+',
  extension: '.kdenlive',
  per: 'timeline',
  steps: [
    'Open the file; people are guide categories with their colours, and markers of the clips in the bin.',
  ],
  shapes: ['annotated', 'selects'],
  options: ['shape', 'handleFrames', 'nameTemplate', 'frameRate', 'mediaPaths', 'remap'],
  defaults: {},
  checkedWith: 'melt and python3-mlt',
  notRunIn: 'Kdenlive itself',
  needs: { rates: 'standard', usesTimecode: false },
  write: (plan) => {
    const { spread, warnings } = spreadAll(plan);
    const files = filesNamed(spread, '.kdenlive', ({ timeline, markers }) => text(plan, timeline, markers));
    return { files, warnings };
  },
};

export const kdenliveGuidesFormat: Format = {
  id: 'kdenlive-guides',
  name: 'Kdenlive guides',
  program: 'Kdenlive',
  extension: '.json',
  per: 'timeline',
  steps: ['Guides panel > menu > Import Guides…, with a project of the same frame rate open.'],
  shapes: ['annotated'],
  options: ['nameTemplate', 'frameRate'],
  defaults: {},
  checkedWith: 'own reading',
  notRunIn: 'Kdenlive itself',
  needs: { rates: 'standard', usesTimecode: false },
  write: (plan) => {
    const { spread, warnings } = spreadAll(plan);
    const files = filesNamed(spread, ' guides.json', ({ markers }) => `${json(guides(plan, markers))}\n`);
    return { files, warnings };
  },
};
