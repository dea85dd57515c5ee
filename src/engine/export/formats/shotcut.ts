import type { PlanTimeline } from '../plan/types.ts';
import { oneLine } from '../text/clean.ts';
import { element, type XmlNode, xmlText } from '../text/xml.ts';
import { type Format, filesNamed } from './format.ts';
import { avChain, mltClock, mltProfile, property } from './mlt.ts';

/** Markers are clock times as MLT counts them; a point marker ends where it starts. */
function markersNode({ markers, rate }: PlanTimeline): XmlNode {
  const time = (frame: number): string => mltClock(frame, rate);
  return element(
    'properties',
    { name: 'shotcut:markers' },
    markers.map(({ range, startFrame, endFrame }, index) =>
      element('properties', { name: index }, [
        property('text', oneLine(range.name)),
        property('start', time(startFrame)),
        property('end', time(endFrame === startFrame + 1 ? startFrame : endFrame)),
        property('color', range.colour.toUpperCase()),
      ]),
    ),
  );
}

function text(timeline: PlanTimeline): string {
  const clips = [...new Set(timeline.items.map(({ clip }) => clip))];
  const last = timeline.frames - 1;
  const title = oneLine(timeline.name);
  const tree = element('mlt', { LC_NUMERIC: 'C', version: '7.12.0', title, producer: 'main_bin' }, [
    mltProfile(timeline),
    ...clips.map((clip, index) =>
      avChain(`chain${index}`, clip, [property('shotcut:caption', oneLine(clip.media.name))]),
    ),
    element('playlist', { id: 'main_bin' }, [
      property('xml_retain', 1),
      ...clips.map((clip, index) =>
        element('entry', { producer: `chain${index}`, in: 0, out: clip.frames - 1 }),
      ),
    ]),
    element('producer', { id: 'black', in: 0, out: last }, [
      property('length', timeline.frames),
      property('eof', 'pause'),
      property('resource', 0),
      property('aspect_ratio', 1),
      property('mlt_service', 'color'),
      property('mlt_image_format', 'rgba'),
    ]),
    element('playlist', { id: 'background' }, [element('entry', { producer: 'black', in: 0, out: last })]),
    element('playlist', { id: 'playlist0' }, [
      property('shotcut:video', 1),
      property('shotcut:name', 'V1'),
      ...timeline.items.map((item) =>
        element('entry', {
          producer: `chain${clips.indexOf(item.clip)}`,
          in: item.inFrame,
          out: item.outFrame - 1,
        }),
      ),
    ]),
    element('tractor', { id: 'tractor0', title, in: 0, out: last }, [
      property('shotcut', 1),
      property('shotcut:projectAudioChannels', 2),
      markersNode(timeline),
      element('track', { producer: 'background' }),
      element('track', { producer: 'playlist0' }),
    ]),
  ]);
  return xmlText(tree);
}

export const shotcutFormat: Format = {
  id: 'shotcut',
  name: 'Shotcut project',
  program: 'Shotcut',
  extension: '.mlt',
  per: 'timeline',
  steps: ['Open the file; View > Markers lists the ranges.'],
  shapes: ['annotated', 'selects'],
  options: ['shape', 'handleFrames', 'nameTemplate', 'colourBy', 'frameRate', 'mediaPaths', 'remap'],
  defaults: {},
  checkedWith: 'melt and python3-mlt',
  notRunIn: 'Shotcut itself',
  needs: { rates: 'any', usesTimecode: false },
  write: (plan) => ({ files: filesNamed(plan.timelines, '.mlt', text), warnings: [] }),
};
