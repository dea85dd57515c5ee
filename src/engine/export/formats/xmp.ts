import { boxAt, boxesOf, boxWarnings, type PlacedBox } from '../plan/boxes.ts';
import { safeFileName } from '../plan/paths.ts';
import type { ExportPlan, PlanClip, PlanRange } from '../plan/types.ts';
import { oneLine } from '../text/clean.ts';
import { element, textElement, type XmlNode, xmlText } from '../text/xml.ts';
import { type Format, filesNamed } from './format.ts';

/**
 * XMP for stills: the regions of one frame as the Metadata Working Group writes them (`mwg-rs`: centre, 0 to 1) and as IPTC
 * does (top left), and who and what is shown as keywords.
 */

export interface StillRegion {
  readonly range: PlanRange;
  readonly box: PlacedBox;
}

/** One frame of a clip with all that is marked in it. */
export interface Still {
  readonly name: string;
  readonly clip: PlanClip;
  readonly frame: number;
  readonly regions: readonly StillRegion[];
}

/** The frames worth a picture: for each range the one in which its box is largest, with all that is seen in that frame. */
export function stillsOf(clip: PlanClip): Still[] {
  const placed = clip.ranges.map((range) => ({ range, boxes: boxesOf(clip, range) }));
  const frames = placed.flatMap(({ boxes }) => {
    const best = boxes.reduce<PlacedBox | undefined>(
      (most, box) => (most && most.w * most.h >= box.w * box.h ? most : box),
      undefined,
    );
    return best ? [best.frame] : [];
  });
  const boxAt = new Map<number, StillRegion[]>();
  for (const { range, boxes } of placed) {
    for (const box of boxes) boxAt.set(box.frame, [...(boxAt.get(box.frame) ?? []), { range, box }]);
  }
  return [...new Set(frames)]
    .sort((a, b) => a - b)
    .map((frame) => ({
      name: `${safeFileName(clip.media.name)}_${String(frame).padStart(6, '0')}`,
      clip,
      frame,
      regions: boxAt.get(frame) ?? [],
    }));
}

/** One frame of a clip with all that is seen in it. */
export function stillOf(clip: PlanClip, frame: number): Still {
  const regions = clip.ranges.flatMap((range): StillRegion[] => {
    const box = boxAt(clip, range, frame);
    return box ? [{ range, box }] : [];
  });
  return { name: clip.media.name, clip, frame, regions };
}

const share = (value: number): string => Math.min(1, Math.max(0, value)).toFixed(6);
const bag = (items: readonly XmlNode[]): XmlNode => element('rdf:Bag', {}, items);
const words = (tag: string, all: readonly string[]): XmlNode[] =>
  all.length === 0 ? [] : [element(tag, {}, [bag(all.map((word) => textElement('rdf:li', oneLine(word))))])];

/** The list of region types is closed; clothes and things are points of interest. */
const regionType = ({ kind }: PlanRange): string =>
  kind === 'person' || kind === 'face' ? 'Face' : kind === 'animal' ? 'Pet' : 'Focus';

function mwgRegion({ range, box }: StillRegion): XmlNode {
  const area = element('mwg-rs:Area', {
    'stArea:x': share(box.x + box.w / 2),
    'stArea:y': share(box.y + box.h / 2),
    'stArea:w': share(box.w),
    'stArea:h': share(box.h),
    'stArea:unit': 'normalized',
  });
  const attributes = {
    'mwg-rs:Name': oneLine(range.name),
    'mwg-rs:Type': regionType(range),
    'mwg-rs:Description': range.kind === 'person' ? undefined : range.kind,
  };
  return element('rdf:li', {}, [element('rdf:Description', attributes, [area])]);
}

function iptcRegion({ range, box }: StillRegion, index: number): XmlNode {
  const boundary = element('Iptc4xmpExt:RegionBoundary', { 'rdf:parseType': 'Resource' }, [
    textElement('Iptc4xmpExt:rbShape', 'rectangle'),
    textElement('Iptc4xmpExt:rbUnit', 'relative'),
    textElement('Iptc4xmpExt:rbX', share(box.x)),
    textElement('Iptc4xmpExt:rbY', share(box.y)),
    textElement('Iptc4xmpExt:rbW', share(box.w)),
    textElement('Iptc4xmpExt:rbH', share(box.h)),
  ]);
  return element('rdf:li', { 'rdf:parseType': 'Resource' }, [
    textElement('Iptc4xmpExt:rId', `r${index + 1}`),
    element('Iptc4xmpExt:Name', {}, [
      element('rdf:Alt', {}, [textElement('rdf:li', oneLine(range.name), { 'xml:lang': 'x-default' })]),
    ]),
    boundary,
  ]);
}

const namespaces = {
  'rdf:about': '',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:lr': 'http://ns.adobe.com/lightroom/1.0/',
  'xmlns:mwg-rs': 'http://www.metadataworkinggroup.com/schemas/regions/',
  'xmlns:stDim': 'http://ns.adobe.com/xap/1.0/sType/Dimensions#',
  'xmlns:stArea': 'http://ns.adobe.com/xmp/sType/Area#',
  'xmlns:Iptc4xmpExt': 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
} as const;

const groupNames: Readonly<Record<string, string>> = {
  person: 'People',
  face: 'People',
  clothing: 'Clothing',
  object: 'Objects',
  animal: 'Animals',
  place: 'Places',
  text: 'Text',
  action: 'Actions',
  custom: 'Tags',
};

/** The packet of one still. */
export function xmpText({ clip, regions }: Still): string {
  const tags = [...new Map(regions.flatMap(({ range }) => range.tags).map((tag) => [tag.id, tag])).values()];
  const { displayWidth, displayHeight } = clip.media.video;
  const size = { 'stDim:w': displayWidth, 'stDim:h': displayHeight, 'stDim:unit': 'pixel' };
  const paths = tags.map(({ kind, name }) => `${groupNames[kind] ?? 'Tags'}|${name.replaceAll('|', '¦')}`);
  const description = element('rdf:Description', namespaces, [
    ...words(
      'dc:subject',
      tags.map(({ name }) => name),
    ),
    ...words('lr:hierarchicalSubject', paths),
    ...words(
      'Iptc4xmpExt:PersonInImage',
      tags.filter(({ kind }) => kind === 'person').map(({ name }) => name),
    ),
    element('mwg-rs:Regions', { 'rdf:parseType': 'Resource' }, [
      element('mwg-rs:AppliedToDimensions', size),
      element('mwg-rs:RegionList', {}, [bag(regions.map(mwgRegion))]),
    ]),
    element('Iptc4xmpExt:ImageRegion', {}, [bag(regions.map(iptcRegion))]),
  ]);
  const meta = element('x:xmpmeta', { 'xmlns:x': 'adobe:ns:meta/' }, [
    element('rdf:RDF', { 'xmlns:rdf': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#' }, [description]),
  ]);
  const body = xmlText(meta).replace(/^<\?xml[^\n]*\n/, '');
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n${body}<?xpacket end="w"?>\n`;
}

export const xmpFormat: Format = {
  id: 'xmp',
  name: 'XMP sidecars',
  program: 'Lightroom, digiKam, Bridge, Photo Mechanic',
  extension: '.xmp',
  per: 'clip',
  steps: ['Keep each file beside the still of the same name; frames are counted from 0.'],
  shapes: ['annotated'],
  options: ['nameTemplate'],
  defaults: {},
  checkedWith: 'ExifTool',
  notRunIn: 'Lightroom, digiKam',
  needs: { rates: 'any', usesTimecode: false },
  write: (plan: ExportPlan) => ({
    files: filesNamed(plan.clips.flatMap(stillsOf), '.xmp', xmpText),
    warnings: boxWarnings(plan),
  }),
};
