import { formatTimecode, nominalRate, type Rational } from '../../../shared/time.ts';
import { type PaletteColour, paletteFor } from '../plan/colours.ts';
import { fileUrl } from '../plan/paths.ts';
import type { ExportPlan, PlanClip, PlanRange, PlanTimeline, TimelineItem } from '../plan/types.ts';
import { oneLine } from '../text/clean.ts';
import { element, textElement, type XmlNode, xmlText } from '../text/xml.ts';
import { type Format, filesNamed } from './format.ts';

/**
 * Final Cut Pro XML interchange format, version 5 ("xmeml"), as Premiere reads it. All numbers are frames at the whole
 * timebase; in and out are half-open, and a marker of one frame has `out` -1.
 */

/** Premiere's marker colours as the decimal ABGR of `pproColor`. */
const colours: readonly PaletteColour[] = [
  { name: '4281740498', hex: '#d22c36' },
  { name: '4280578025', hex: '#e96f24' },
  { name: '4281049552', hex: '#d0a12b' },
  { name: '4281828977', hex: '#718637' },
  { name: '4292277273', hex: '#19f4d6' },
  { name: '4294741314', hex: '#428dfc' },
  { name: '4289825711', hex: '#af8bb1' },
  { name: '4294967295', hex: '#ffffff' },
];

function rateNode(rate: Rational): XmlNode {
  return element('rate', {}, [
    textElement('timebase', nominalRate(rate)),
    textElement('ntsc', rate.den === 1001 ? 'TRUE' : 'FALSE'),
  ]);
}

function timecodeNode(frame: number, rate: Rational, dropFrame: boolean): XmlNode {
  return element('timecode', {}, [
    rateNode(rate),
    textElement('string', formatTimecode(frame, rate, dropFrame)),
    textElement('frame', frame),
    textElement('displayformat', dropFrame ? 'DF' : 'NDF'),
  ]);
}

function pictureNode(rate: Rational, widthPx: number, heightPx: number): XmlNode {
  return element('samplecharacteristics', {}, [
    rateNode(rate),
    textElement('width', widthPx),
    textElement('height', heightPx),
    textElement('anamorphic', 'FALSE'),
    textElement('pixelaspectratio', 'square'),
    textElement('fielddominance', 'none'),
  ]);
}

function soundNode({ media }: PlanClip): XmlNode[] {
  const first = media.audio[0];
  if (!first) return [];
  return [
    element('audio', {}, [
      element('samplecharacteristics', {}, [
        textElement('depth', 16),
        textElement('samplerate', first.sampleRate),
      ]),
      textElement('channelcount', first.channels),
    ]),
  ];
}

/** A file is described where it is first used; later ones only name it. */
class Files {
  private readonly ids = new Map<PlanClip, string>();

  node(clip: PlanClip): XmlNode {
    const known = this.ids.get(clip);
    if (known) return element('file', { id: known });
    const id = `file-${this.ids.size + 1}`;
    this.ids.set(clip, id);
    const { rate, frames, media } = clip;
    return element('file', { id }, [
      textElement('name', oneLine(media.name)),
      textElement('pathurl', fileUrl(clip.absolutePath, 'localhost')),
      rateNode(rate),
      textElement('duration', frames),
      timecodeNode(clip.startFrame, rate, clip.dropFrame),
      element('media', {}, [
        element('video', {}, [pictureNode(rate, media.video.displayWidth, media.video.displayHeight)]),
        ...soundNode(clip),
      ]),
    ]);
  }

  number(clip: PlanClip): number {
    return [...this.ids.keys()].indexOf(clip) + 1;
  }
}

function markerNode(range: PlanRange, start: number, end: number, colour: string): XmlNode {
  return element('marker', {}, [
    textElement('comment', oneLine(range.note)),
    textElement('name', oneLine(range.name)),
    textElement('in', start),
    textElement('out', end === start + 1 ? -1 : end),
    textElement('pproColor', colour),
  ]);
}

type ColourOf = (range: PlanRange) => string;

function itemNode(item: TimelineItem, id: string, files: Files, colourOf: ColourOf): XmlNode {
  const { clip, inFrame, outFrame, atFrame } = item;
  const file = files.node(clip);
  return element('clipitem', { id }, [
    textElement('masterclipid', `masterclip-${files.number(clip)}`),
    textElement('name', oneLine(item.name)),
    textElement('enabled', 'TRUE'),
    textElement('duration', clip.frames),
    rateNode(clip.rate),
    textElement('start', atFrame),
    textElement('end', atFrame + outFrame - inFrame),
    textElement('in', inFrame),
    textElement('out', outFrame),
    file,
    ...item.ranges.map((range) => markerNode(range, range.startFrame, range.endFrame, colourOf(range))),
  ]);
}

function sequenceNode(timeline: PlanTimeline, index: number, files: Files, colourOf: ColourOf): XmlNode {
  const { rate } = timeline;
  return element('sequence', { id: `sequence-${index + 1}` }, [
    textElement('name', oneLine(timeline.name)),
    textElement('duration', timeline.frames),
    rateNode(rate),
    timecodeNode(timeline.startFrame, rate, timeline.dropFrame),
    element('media', {}, [
      element('video', {}, [
        element('format', {}, [pictureNode(rate, timeline.widthPx, timeline.heightPx)]),
        element('track', {}, [
          textElement('enabled', 'TRUE'),
          textElement('locked', 'FALSE'),
          ...timeline.items.map((item, at) =>
            itemNode(item, `clipitem-${index + 1}-${at + 1}`, files, colourOf),
          ),
        ]),
      ]),
    ]),
    ...timeline.markers.map((one) =>
      markerNode(one.range, one.startFrame, one.endFrame, colourOf(one.range)),
    ),
  ]);
}

function text(plan: ExportPlan): string {
  const files = new Files();
  const colourOf = paletteFor(
    plan.clips.flatMap(({ ranges }) => ranges),
    colours,
  );
  const sequences = plan.timelines.map((timeline, index) => sequenceNode(timeline, index, files, colourOf));
  return xmlText(element('xmeml', { version: 5 }, sequences), 'xmeml');
}

export const premiereXmlFormat: Format = {
  id: 'premiere-xml',
  name: 'Premiere XML',
  program: 'Adobe Premiere Pro',
  extension: '.xml',
  per: 'library',
  steps: ['File > Import…, choose the file; a sequence for each timeline appears in the project.'],
  shapes: ['annotated', 'selects'],
  options: ['shape', 'handleFrames', 'nameTemplate', 'colourBy', 'timelineStart', 'frameRate', 'remap'],
  defaults: {},
  checkedWith: "own strict reading, and OpenShot's importer where it is installed",
  notRunIn: 'Premiere Pro',
  needs: { rates: 'standard', usesTimecode: true },
  write: (plan) => ({ files: filesNamed([{ name: plan.title }], '.xml', () => text(plan)), warnings: [] }),
};
