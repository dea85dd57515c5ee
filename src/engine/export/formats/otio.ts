import { type Rational, rationalText, toNumber } from '../../../shared/time.ts';
import { type PaletteColour, paletteFor } from '../plan/colours.ts';
import { exportedText } from '../plan/mark.ts';
import type { ExportPlan, PlanRange, PlanTimeline, TimelineItem } from '../plan/types.ts';
import { type Format, filesNamed } from './format.ts';

/**
 * OpenTimelineIO JSON, with schemas that version 0.18 reads as well (Marker.2, Clip.2). Markers lie on the clips, in the
 * time of their media, and on the stack, in that of the timeline, since programs read the one or the other.
 */

const colours: readonly PaletteColour[] = [
  { name: 'CYAN', hex: '#00ffff' },
  { name: 'BLUE', hex: '#3c78ff' },
  { name: 'GREEN', hex: '#30b040' },
  { name: 'YELLOW', hex: '#ffe000' },
  { name: 'ORANGE', hex: '#ff9020' },
  { name: 'RED', hex: '#e02020' },
  { name: 'PINK', hex: '#ff90c0' },
  { name: 'PURPLE', hex: '#9050e0' },
  { name: 'MAGENTA', hex: '#ff00ff' },
  { name: 'WHITE', hex: '#ffffff' },
  { name: 'BLACK', hex: '#000000' },
];

const timeOf = (value: number, rate: Rational) => ({
  OTIO_SCHEMA: 'RationalTime.1',
  rate: toNumber(rate),
  value,
});

const rangeOf = (start: number, duration: number, rate: Rational) => ({
  OTIO_SCHEMA: 'TimeRange.1',
  start_time: timeOf(start, rate),
  duration: timeOf(duration, rate),
});

type ColourOf = (range: PlanRange) => string;

function marker(range: PlanRange, start: number, duration: number, rate: Rational, colourOf: ColourOf) {
  return {
    OTIO_SCHEMA: 'Marker.2',
    name: range.name,
    color: colourOf(range),
    // Kdenlive shows the comment only.
    comment: `${range.name} — ${range.note}`,
    marked_range: rangeOf(start, duration, rate),
    metadata: {
      castline: {
        id: range.element.id,
        status: range.element.status,
        tags: range.tags.map(({ id, kind, name }) => ({ id, kind, name })),
        range: range.element.range,
        exported: exportedText(range.exported),
      },
    },
  };
}

function clipOf(item: TimelineItem, colourOf: ColourOf) {
  const { clip, inFrame, outFrame } = item;
  const { rate, startFrame, media } = clip;
  return {
    OTIO_SCHEMA: 'Clip.2',
    name: item.name,
    metadata: { castline: { media: media.id } },
    source_range: rangeOf(startFrame + inFrame, outFrame - inFrame, rate),
    effects: [],
    markers: item.ranges.map((range) =>
      marker(range, startFrame + range.startFrame, range.endFrame - range.startFrame, rate, colourOf),
    ),
    enabled: true,
    media_references: {
      DEFAULT_MEDIA: {
        OTIO_SCHEMA: 'ExternalReference.1',
        name: media.name,
        metadata: { castline: { rate: rationalText(rate), dropFrame: clip.dropFrame } },
        available_range: rangeOf(startFrame, clip.frames, rate),
        available_image_bounds: null,
        target_url: clip.path,
      },
    },
    active_media_reference_key: 'DEFAULT_MEDIA',
  };
}

function text(timeline: PlanTimeline, colourOf: ColourOf): string {
  const { rate } = timeline;
  const empty = { metadata: {}, source_range: null, effects: [], enabled: true };
  const root = {
    OTIO_SCHEMA: 'Timeline.1',
    metadata: { castline: { rate: rationalText(rate), dropFrame: timeline.dropFrame } },
    name: timeline.name,
    global_start_time: timeOf(timeline.startFrame, rate),
    tracks: {
      OTIO_SCHEMA: 'Stack.1',
      name: 'tracks',
      ...empty,
      markers: timeline.markers.map((one) =>
        marker(one.range, one.startFrame, one.endFrame - one.startFrame, rate, colourOf),
      ),
      children: [
        {
          OTIO_SCHEMA: 'Track.1',
          name: 'V1',
          kind: 'Video',
          ...empty,
          markers: [],
          children: timeline.items.map((item) => clipOf(item, colourOf)),
        },
      ],
    },
  };
  return `${JSON.stringify(root, undefined, 1)}\n`;
}

function write(plan: ExportPlan) {
  const colourOf = paletteFor(
    plan.clips.flatMap(({ ranges }) => ranges),
    colours,
  );
  return {
    files: filesNamed(plan.timelines, '.otio', (timeline) => text(timeline, colourOf)),
    warnings: [],
  };
}

export const otioFormat: Format = {
  id: 'otio',
  name: 'OpenTimelineIO',
  program: 'DaVinci Resolve 18.5+, Premiere Pro 25.6+, Kdenlive, Hiero',
  extension: '.otio',
  per: 'timeline',
  steps: [
    'DaVinci Resolve: File > Import > Timeline….',
    'Premiere Pro: File > Import….',
    'Kdenlive: File > OpenTimelineIO Import…; write media paths as relative and put the file beside the media.',
  ],
  shapes: ['annotated', 'selects'],
  options: [
    'shape',
    'handleFrames',
    'nameTemplate',
    'colourBy',
    'timelineStart',
    'frameRate',
    'mediaPaths',
    'remap',
  ],
  defaults: { mediaPaths: 'url' },
  checkedWith: 'the OpenTimelineIO C++ library 0.18.1',
  notRunIn: 'DaVinci Resolve, Premiere Pro, Kdenlive',
  needs: { rates: 'any', usesTimecode: true },
  write,
};
