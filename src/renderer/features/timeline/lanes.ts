import type {
  AssetDetail,
  Crop,
  OutfitView,
  PersonView,
  SeenRange,
  TagView,
} from '../../../shared/contract/index.ts';
import { identityColour } from '../../../shared/palette.ts';
import { type FacePicture, type Lane, type LaneKind, type LaneSpan, laneHeight } from '../../canvas/model.ts';
import { packRows } from '../../canvas/spans.ts';
import { texts } from '../../texts/index.ts';
import { personName } from '../../ui/texts.ts';
import { faceSquare } from '../viewer/picture-fit.ts';
import { objectText, outfitText } from '../wardrobe/words.ts';
import type { LaneArrangement } from './lane-store.ts';

/** What the lanes of a clip are made of. */
export interface LaneSources {
  readonly detail: Pick<AssetDetail, 'appearances'> & {
    readonly summary: Pick<AssetDetail['summary'], 'id'>;
  };
  /** Those seen in the clip, in the order of their lanes. */
  readonly people: readonly PersonView[];
  readonly outfits: readonly OutfitView[];
  readonly seen: readonly SeenRange[];
  readonly tags: readonly TagView[];
}

/** Below this the machine only supposes that there is something. */
const sureFrom = 0.5;

const kindColours = { outfits: '#d6955f', objects: '#93a6b8', texts: '#7fb7b0', tags: '#f0a93c' } as const;

/** What a lane is before it is laid out. */
type Content = Omit<Lane, 'rows' | 'isCollapsed' | 'top' | 'height'>;

const pictureOf = (crop: Crop | undefined, margin: number): FacePicture | undefined =>
  crop && {
    image: crop.image,
    part: faceSquare(crop.box, { width: crop.widthPx, height: crop.heightPx }, margin),
  };

const byStart = (a: LaneSpan, b: LaneSpan): number => a.startFrame - b.startFrame || a.endFrame - b.endFrame;

function personContent(person: PersonView, appearances: AssetDetail['appearances'], colour: string): Content {
  const [label, named] = [personName(person), person.name !== null];
  const picture = pictureOf(person.face, 0.3);
  const shortLabel = person.name ?? String(person.number);
  return {
    id: `person ${person.id}`,
    kind: 'people',
    identityId: person.id,
    label,
    named,
    colour,
    spans: appearances.map(({ startFrame, endFrame, confidence }) => ({
      key: `person ${person.id} ${startFrame}`,
      startFrame,
      endFrame,
      label,
      shortLabel,
      proposed: !named || confidence < sureFrom,
      confidence: confidence >= 1 ? undefined : confidence,
      colour,
      picture,
      target: { on: 'appearance', identityId: person.id },
    })),
  };
}

function outfitSpans({ detail, outfits, people }: LaneSources, colour: string): LaneSpan[] {
  const wearers = new Map(people.map((person) => [person.id, person]));
  return outfits.flatMap((outfit) => {
    const wearer = wearers.get(outfit.identityId);
    const clothes = outfit.name ?? (outfitText(outfit) || texts().timeline.outfit(outfit.number));
    return outfit.spans
      .filter(({ assetId }) => wearer && assetId === detail.summary.id)
      .map(
        ({ startFrame, endFrame }): LaneSpan => ({
          key: `outfit ${outfit.id} ${startFrame}`,
          startFrame,
          endFrame,
          label: wearer ? `${clothes} · ${personName(wearer)}` : clothes,
          shortLabel: clothes,
          proposed: outfit.name === null,
          confidence: undefined,
          colour,
          picture: pictureOf(outfit.best, 0.05),
          target: { on: 'outfit', outfitId: outfit.id, identityId: outfit.identityId },
        }),
      );
  });
}

function seenSpans(seen: readonly SeenRange[], kind: SeenRange['kind'], colour: string): LaneSpan[] {
  return seen
    .filter((range) => range.kind === kind)
    .map((range) => ({
      key: range.id,
      startFrame: range.startFrame,
      endFrame: range.endFrame,
      label: kind === 'text' ? `“${range.label}”` : objectText(range.label),
      shortLabel: kind === 'text' ? range.label : objectText(range.label),
      proposed: range.confidence < sureFrom,
      confidence: range.confidence,
      colour,
      picture: kind === 'object' ? pictureOf(range.crop, 0.1) : undefined,
      target: { on: 'seen', seen: range },
    }));
}

/** Tags on ranges of the clip; those on people as a whole have no place in time. */
function tagSpans({ detail, tags }: LaneSources, colour: string): LaneSpan[] {
  return tags.flatMap(({ id, name, assetId, startFrame, endFrame }): LaneSpan[] =>
    assetId !== detail.summary.id || startFrame === undefined || endFrame === undefined
      ? []
      : [
          {
            key: `tag ${id}`,
            startFrame,
            endFrame,
            label: name,
            shortLabel: name,
            proposed: false,
            confidence: undefined,
            colour,
            picture: undefined,
            target: { on: 'tag', tagId: id },
          },
        ],
  );
}

function kindContents(sources: LaneSources, colourOf: (id: string, usual: string) => string): Content[] {
  const spansOf: Record<keyof typeof kindColours, (colour: string) => LaneSpan[]> = {
    outfits: (colour) => outfitSpans(sources, colour),
    objects: (colour) => seenSpans(sources.seen, 'object', colour),
    texts: (colour) => seenSpans(sources.seen, 'text', colour),
    tags: (colour) => tagSpans(sources, colour),
  };
  return (Object.keys(kindColours) as (keyof typeof kindColours)[]).map((kind) => {
    const colour = colourOf(kind, kindColours[kind]);
    const spans = spansOf[kind](colour).toSorted(byStart);
    return { id: kind, kind, identityId: undefined, label: laneKindLabel(kind), named: true, colour, spans };
  });
}

/** Lanes with nothing on them are left out, but for the tags: there is where tags are drawn. */
const isShown = ({ kind, spans }: Content): boolean =>
  spans.length > 0 || kind === 'tags' || kind === 'people';

/** The lanes of a clip, arranged as the editor has them. */
export function lanesOf(sources: LaneSources, arrangement: LaneArrangement): Lane[] {
  const { hidden, onlyNamed, colours, order, collapsed } = arrangement;
  const colourOf = (id: string, usual: string): string => {
    const chosen = colours[id];
    return chosen === undefined ? usual : identityColour(chosen);
  };
  const ofPerson = Map.groupBy(
    sources.detail.appearances.toSorted((a, b) => a.startFrame - b.startFrame),
    ({ identityId }) => identityId,
  );
  const people = sources.people
    .filter((person) => !person.isHidden && (!onlyNamed || person.name !== null))
    .map((person) =>
      personContent(
        person,
        ofPerson.get(person.id) ?? [],
        colourOf(`person ${person.id}`, identityColour(person.colour)),
      ),
    );
  const contents = [...people, ...kindContents(sources, colourOf)]
    .filter((content) => isShown(content) && !hidden.includes(content.kind))
    .toSorted(byPlace(order));
  return layOut(contents, new Set(collapsed));
}

const byPlace =
  (order: readonly string[]) =>
  (a: { id: string }, b: { id: string }): number => {
    const placeOf = (id: string): number => {
      const at = order.indexOf(id);
      return at < 0 ? order.length : at;
    };
    return placeOf(a.id) - placeOf(b.id);
  };

/** Gives lanes their rows and places, from the top. */
export function layOut(contents: readonly Content[], collapsed: ReadonlySet<string>): Lane[] {
  let top = 0;
  return contents.map((content) => {
    const isCollapsed = collapsed.has(content.id);
    const rows = packRows(content.spans);
    const lane: Lane = { ...content, rows, isCollapsed, top, height: laneHeight(rows.length, isCollapsed) };
    top += lane.height;
    return lane;
  });
}

export const laneKindLabel = (kind: LaneKind): string => texts().timeline[kind];
