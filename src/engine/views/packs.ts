import type { Box } from '../../shared/boxes.ts';
import { clampBox } from '../../shared/boxes.ts';
import type { PackSubject } from '../../shared/contract/index.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { AssetId, ElementId, IdentityId, ImageHash } from '../../shared/ids.ts';
import { type Mask, maskShare } from '../../shared/masks.ts';
import { personLabel } from '../../shared/palette.ts';
import { formatTimecode } from '../../shared/time.ts';
import { rootsOf, type Sighting } from '../decisions/index.ts';
import type { Library, StoredAsset, StoredElement } from '../library/index.ts';
import { type ChoosableView, describeBy, garmentPhrase, isFrontalPose, packName } from '../packs/index.ts';
import { readClips } from './appearances.ts';
import { poseOf, shoulders, solidity, viewQuality } from './pack-quality.ts';
import { outfitsWorn, type ReadOutfit, readOutfits, sightedOutfit } from './wardrobe.ts';

/** A part of a stored picture, with the pixels that belong to it where they are known. */
export interface PackPart {
  readonly box: Box;
  readonly mask: Mask | undefined;
}

/** A view with what is cut out of its picture. */
export interface PackView extends ChoosableView {
  readonly image: ImageHash;
  /** What the pack is about. */
  readonly part: PackPart;
  /** The clothes alone, and the person in them. */
  readonly clothing: PackPart | undefined;
  readonly wearer: PackPart | undefined;
}

/** What a pack of a person, an outfit or a thing is made from. */
export interface PackSource {
  readonly subject: PackSubject;
  readonly name: string;
  readonly views: readonly PackView[];
  /** What is said of it, by the view that was chosen as frontal. */
  readonly describe: (frontal: ElementId) => string;
}

const partOf = (element: StoredElement | undefined): PackPart | undefined =>
  element && { box: element.box, mask: element.mask };

/** Head and shoulders around a face, where the body was not found. */
const bust = ({ x, y, w, h }: Box): Box => clampBox({ x: x - 0.9 * w, y: y - 0.7 * h, w: 2.8 * w, h: 3 * h });

/** Looks each clip up once. */
function assetReader(library: Library): (assetId: AssetId) => StoredAsset {
  const known = new Map<AssetId, StoredAsset>();
  return (assetId) => {
    const asset = known.get(assetId) ?? library.assets.get(assetId);
    known.set(assetId, asset);
    return asset;
  };
}

function timecodeOf({ facts }: StoredAsset, frame: number): string {
  if (!facts) return '';
  const { timecode, video } = facts;
  return formatTimecode(timecode.startFrame + frame, video.frameRate, timecode.dropFrame);
}

/** Longest side in pixels of the source. */
function longSideOf({ facts }: StoredAsset, { box }: PackPart): number {
  const [width, height] = [facts?.video.displayWidthPx ?? 0, facts?.video.displayHeightPx ?? 0];
  return Math.max(1, Math.round(Math.max(box.w * width, box.h * height)));
}

/** Parts of bodies by clip, frame and person; read of the clips that are asked for only. */
function bodyReader(library: Library, assetIds: Iterable<AssetId>) {
  const byPerson = new Map<string, StoredElement[]>();
  for (const assetId of new Set(assetIds)) {
    const elements = library.elements.list({ assetId, kinds: ['subject', 'clothing'], withMasks: true });
    for (const element of elements) {
      if (element.person === undefined) continue;
      const key = `${assetId} ${element.frame} ${element.person}`;
      byPerson.set(key, [...(byPerson.get(key) ?? []), element]);
    }
  }
  return ({ assetId, frame, person }: Sighting, kind: 'subject' | 'clothing'): StoredElement | undefined =>
    (byPerson.get(`${assetId} ${frame} ${person}`) ?? []).find((element) => element.kind === kind);
}

interface PersonViews {
  readonly library: Library;
  readonly sightings: readonly Sighting[];
  readonly outfitOf: (elementId: ElementId) => string | undefined;
  /** The clothes are what it is about. */
  readonly ofClothes: boolean;
}

function viewsOfPerson({ library, sightings, outfitOf, ofClothes }: PersonViews): PackView[] {
  const assetOf = assetReader(library);
  const bodyOf = bodyReader(
    library,
    sightings.map(({ assetId }) => assetId),
  );
  return sightings.flatMap((one): PackView[] => {
    if (one.isDoubtful) return [];
    const asset = assetOf(one.assetId);
    const body = partOf(bodyOf(one, 'subject'));
    const wearer = body ?? {
      box: one.bodyBox ?? (one.kind === 'face' ? bust(one.box) : one.box),
      mask: undefined,
    };
    const clothing = partOf(bodyOf(one, 'clothing'));
    const part = ofClothes ? clothing : wearer;
    if (!part) return [];
    const pose = poseOf(one);
    const longSidePx = longSideOf(asset, part);
    const clothesPx = clothing?.mask
      ? Math.sqrt(maskShare(clothing.mask) * one.imageWidthPx * one.imageHeightPx)
      : 0;
    const { likeness, score } = one;
    const whole = clothing ? solidity(clothing) : 1;
    const complete = ofClothes ? whole : one.kind === 'face' ? shoulders(part, one.box) : 1;
    const quality = viewQuality({ part, longSidePx, pose, likeness, score }) * complete;
    return [
      {
        elementId: one.elementId,
        assetId: one.assetId,
        clip: asset.name,
        frame: one.frame,
        timecode: timecodeOf(asset, one.frame),
        crop: { image: one.image, widthPx: one.imageWidthPx, heightPx: one.imageHeightPx, box: part.box },
        isCutOut: part.mask !== undefined,
        ...(pose ? { yawDegrees: pose.yawDegrees, pitchDegrees: pose.pitchDegrees } : {}),
        isFrontal: isFrontalPose(pose?.yawDegrees, pose?.pitchDegrees),
        quality,
        longSidePx,
        isGarment: clothing?.mask !== undefined,
        heightShare: Math.max(0.01, one.kind === 'face' ? one.box.h : part.box.h / 6),
        outfit: outfitOf(one.elementId),
        garmentQuality:
          quality * whole * Math.min(1, clothesPx / 500) * (pose ? 0.4 + 0.6 * pose.frontality : 0.3),
        image: one.image,
        part,
        clothing,
        wearer,
      },
    ];
  });
}

const phrasesOf = ({ garments }: ReadOutfit): string[] =>
  garments.toSorted((a, b) => b.count - a.count).map(garmentPhrase);

function personSource(library: Library, asked: IdentityId): PackSource {
  const person = library.people.get(rootsOf(library)(asked));
  const clips = readClips(library);
  const outfits = readOutfits(library).filter((outfit) => outfit.person === person.id);
  const worn = outfitsWorn(outfits, clips);
  const outfitOf = (id: ElementId) => outfits.find((outfit) => outfit.id === worn.get(id));
  const sightings = clips
    .flatMap((clip) => clip.sightings)
    .filter(({ identityId }) => identityId === person.id);
  return {
    subject: { kind: 'person', id: person.id },
    name: packName(personLabel(person)),
    views: viewsOfPerson({ library, sightings, outfitOf: (id) => outfitOf(id)?.id, ofClothes: false }),
    describe: (frontal) => {
      const outfit = outfitOf(frontal);
      return describeBy(outfit ? phrasesOf(outfit) : [], 'Person wearing', 'Person');
    },
  };
}

function outfitSource(library: Library, id: string): PackSource {
  const outfits = readOutfits(library);
  const outfit = outfits.find((one) => one.id === id);
  if (!outfit) throw new CastlineError('not-found', 'The library has no such outfit.');
  const own = outfits.filter(({ person }) => person === outfit.person);
  const row = library.decisions.get('identity', outfit.id);
  const wearer = personLabel(library.people.get(outfit.person));
  const sightings = sightedOutfit(library, outfit).shots.flatMap((shot) => shot.sightings);
  const common = { library, sightings, outfitOf: () => outfit.id };
  const clothes = viewsOfPerson({ ...common, ofClothes: true });
  return {
    subject: { kind: 'outfit', id },
    name: packName(row?.name ?? `${wearer}, look ${own.indexOf(outfit) + 1}`),
    views: clothes.length > 0 ? clothes : viewsOfPerson({ ...common, ofClothes: false }),
    describe: () => describeBy(phrasesOf(outfit), 'Outfit:', `What ${wearer} wears`),
  };
}

function propClass({ attributes }: StoredElement): string | undefined {
  const word: unknown =
    typeof attributes === 'object' && attributes !== null ? Reflect.get(attributes, 'class') : undefined;
  return typeof word === 'string' ? word.toLowerCase() : undefined;
}

function propSource(library: Library, asked: string): PackSource {
  const word = asked.toLowerCase();
  const assetOf = assetReader(library);
  const found = library.elements
    .list({ kinds: ['object'], withMasks: true })
    .filter((element) => propClass(element) === word);
  const views = found.flatMap((element): PackView[] => {
    const size = library.elements.pictureSize(element.image);
    if (!size) return [];
    const asset = assetOf(element.assetId);
    const part = { box: element.box, mask: element.mask };
    const longSidePx = longSideOf(asset, part);
    return [
      {
        elementId: element.elementId,
        assetId: element.assetId,
        clip: asset.name,
        frame: element.frame,
        timecode: timecodeOf(asset, element.frame),
        crop: { image: element.image, ...size, box: element.box },
        isCutOut: element.mask !== undefined,
        isFrontal: false,
        quality: viewQuality({ part, longSidePx, pose: undefined, likeness: 1, score: element.score }),
        longSidePx,
        isGarment: false,
        heightShare: Math.max(0.01, element.box.h),
        outfit: undefined,
        garmentQuality: 0,
        image: element.image,
        part,
        clothing: undefined,
        wearer: undefined,
      },
    ];
  });
  return {
    subject: { kind: 'prop', id: word },
    name: packName(word.slice(0, 1).toUpperCase() + word.slice(1)),
    views,
    describe: () => `A ${word}`,
  };
}

/** All that a pack can be made of. @throws CastlineError not-found: nobody and nothing of this id, or no picture of it */
export function packSource(library: Library, { kind, id }: PackSubject): PackSource {
  const source =
    kind === 'person'
      ? personSource(library, id as IdentityId)
      : kind === 'outfit'
        ? outfitSource(library, id)
        : propSource(library, id);
  if (source.views.length === 0)
    throw new CastlineError('not-found', `There is no picture of "${source.name}".`);
  return { ...source, views: source.views.toSorted((a, b) => b.quality - a.quality) };
}

/** Words of all things that were seen, the most often seen first. */
export function propWords(library: Library): string[] {
  const counts = new Map<string, number>();
  for (const element of library.elements.list({ kinds: ['object'] })) {
    const word = propClass(element);
    if (word && word !== 'person') counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([word]) => word);
}
