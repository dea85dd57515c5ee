import { XMLParser } from 'fast-xml-parser';
import type { Rational } from '../../../shared/time.ts';
import { markInNote } from '../plan/mark.ts';
import type { ImportedRange } from './types.ts';

/** A node of the parser's tree: children and attributes (`@…`) under their names. */
type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const attribute = (node: Node, name: string): string => {
  const value = node[`@${name}`];
  return typeof value === 'string' ? value : '';
};

/** The child elements of a name: the parser gives one as itself, several as a list. */
function childrenOf(node: Node, tag: string): Node[] {
  const found = node[tag];
  return (Array.isArray(found) ? found : [found]).filter(isNode);
}

/** All elements of a name, at any depth, in order. */
function* all(node: unknown, tag: string): Generator<Node> {
  if (Array.isArray(node)) {
    for (const one of node) yield* all(one, tag);
    return;
  }
  if (!isNode(node)) return;
  for (const [name, value] of Object.entries(node)) {
    if (name === tag) yield* childrenOf(node, tag);
    yield* all(value, tag);
  }
}

/** `N/Ds` or `Ns` as a fraction of seconds. */
function seconds(text: string): Rational {
  const match = /^(\d+)(?:\/(\d+))?s$/.exec(text);
  return match ? { num: Number(match[1]), den: Number(match[2] ?? 1) } : { num: 0, den: 1 };
}

function frames(time: Rational, rate: Rational): number {
  const num = BigInt(time.num) * BigInt(rate.num);
  const den = BigInt(time.den) * BigInt(rate.den);
  return Number((2n * num + den) / (2n * den));
}

interface Asset {
  readonly name: string;
  readonly startFrame: number;
  readonly rate: Rational;
}

function assetsOf(root: unknown): Map<string, Asset> {
  const durations = new Map(
    [...all(root, 'format')].map((node) => [
      attribute(node, 'id'),
      seconds(attribute(node, 'frameDuration')),
    ]),
  );
  return new Map(
    [...all(root, 'asset')].map((node) => {
      const frame = durations.get(attribute(node, 'format')) ?? { num: 1, den: 25 };
      const rate = { num: frame.den, den: Math.max(1, frame.num) };
      const startFrame = frames(seconds(attribute(node, 'start')), rate);
      return [attribute(node, 'id'), { name: attribute(node, 'name'), startFrame, rate }];
    }),
  );
}

/** Keywords have a range, markers a place only. */
function rangesOf(clip: Node, { name, startFrame, rate }: Asset): ImportedRange[] {
  const read = (tag: 'keyword' | 'marker'): ImportedRange[] =>
    childrenOf(clip, tag).map((node) => {
      const start = frames(seconds(attribute(node, 'start')), rate) - startFrame;
      const length = frames(seconds(attribute(node, 'duration')), rate);
      const mark = markInNote(attribute(node, 'note'));
      return {
        id: mark?.id,
        exported: mark?.exported,
        media: name,
        names: [attribute(node, 'value')],
        starts: [start],
        ends: tag === 'keyword' && length > 0 ? [start + length] : [],
        rate,
      };
    });
  return [...read('keyword'), ...read('marker')];
}

/** Keywords and markers of all clips, in the bin and on timelines. @throws Error where it is no XML */
export function readFcpxml(text: string): ImportedRange[] {
  // No editing program writes them; they are there to grow without end, or to fetch another file.
  if (/<!ENTITY/i.test(text)) throw new Error('Entities of its own are not read.');
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseAttributeValue: false,
    parseTagValue: false,
    // Those of XML itself, as in "Tom &amp; Anna"; they make a text shorter.
    processEntities: { enabled: true, maxTotalExpansions: 10_000_000, maxExpandedLength: 100_000_000 },
    htmlEntities: true,
  });
  const root: unknown = parser.parse(text, true);
  const assets = assetsOf(root);
  return [...all(root, 'asset-clip')].flatMap((clip) => {
    const asset = assets.get(attribute(clip, 'ref'));
    return asset ? rangesOf(clip, asset) : [];
  });
}
