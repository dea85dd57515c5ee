import { findModel, type ModelDescription, type ModelId, thresholdOf } from '../models.ts';
import type { FaceAttributes, RecognisedFace } from '../port.ts';
import { boxOfRect } from './bitmaps.ts';
import { type Candidate, decodeBoxes, isCut, suppress, type Tile, tileOf, tilesFor } from './boxes.ts';
import { arcFaceCrop, dlibCrop, mirrored, unitSum } from './embedding.ts';
import { type Affine, overlapOf, type Point, type Rect, sharedArea } from './geometry.ts';
import {
  boundsOf,
  decodeMesh,
  type FivePoints,
  fivePointsOf,
  headPose,
  type MeshPoint,
  mapOfRegion,
  meanPoints,
  type Region,
  regionOfBox,
  regionOfMesh,
} from './mesh.ts';
import { Network } from './network.ts';
import type { Pyramid } from './pyramid.ts';
import { faceQualities, sharpnessOf } from './quality.ts';
import { type EmbedderId, faceRules } from './rules.ts';

/** A face that the mesh has confirmed, in pixels of the picture. */
export interface MeshedFace {
  readonly candidate: Candidate;
  readonly mesh: readonly MeshPoint[];
  readonly points: FivePoints;
  readonly meshScore: number;
}

/** One run of the mesh network. */
interface FittedMesh {
  readonly mesh: MeshPoint[];
  readonly score: number;
}

/** Two runs, the second from where the first led. */
type FitPair = readonly [FittedMesh, FittedMesh];

/** Two boxes may lead the mesh to one face. */
function isSameFace(a: MeshedFace, b: MeshedFace): boolean {
  return overlapOf(boundsOf(a.mesh), boundsOf(b.mesh)) > faceRules.sameMesh;
}

/** Hands before a face and prints below it give boxes that reach over half of it. */
function isDoubtfulPartOf({ rect, score }: Candidate, face: Candidate): boolean {
  return (
    score < faceRules.sureBox && sharedArea(rect, face.rect) > faceRules.doubtfulInside * rect.w * rect.h
  );
}

/** Where a person's head is, with room around it: of a tall box the upper part, of a flat one all. */
function headOf({ x, y, w, h }: Rect, { widthPx, heightPx }: Pyramid): Rect {
  const left = Math.max(0, x - 0.15 * w);
  const top = Math.max(0, y - 0.08 * h);
  return {
    x: left,
    y: top,
    w: Math.min(widthPx, x + 1.15 * w) - left,
    h: Math.min(heightPx, y + Math.min(h, 1.2 * w)) - top,
  };
}

/** True for a face in the upper half of a person's box. */
function isHeadOf(face: Rect, { x, y, w, h }: Rect): boolean {
  const [across, down] = [face.x + face.w / 2 - x, face.y + face.h / 2 - y];
  return across > 0 && across < w && down > -0.1 * h && down < 0.62 * h;
}

/** Finds the faces of a picture and describes each: box, points, pose, quality, embedding. */
export class FaceFinder {
  private readonly detector: Network;
  private readonly mesh: Network;
  private readonly embedder: Network;
  private readonly embedderId: EmbedderId;

  private constructor(networks: Record<'detector' | 'mesh' | 'embedder', Network>, embedderId: EmbedderId) {
    this.detector = networks.detector;
    this.mesh = networks.mesh;
    this.embedder = networks.embedder;
    this.embedderId = embedderId;
  }

  /** @throws CastlineError `model-missing` or `model-damaged`, naming the file. */
  static async load(
    modelsDir: string,
    models: readonly ModelDescription[],
    embedderId: EmbedderId,
    threads: number,
  ): Promise<FaceFinder> {
    const load = (id: ModelId) => Network.load(modelsDir, findModel(models, id), threads);
    const detector = await load('fr_detect');
    const mesh = await load('facemesh');
    const embedder = await load(embedderId);
    return new FaceFinder({ detector, mesh, embedder }, embedderId);
  }

  async release(): Promise<void> {
    for (const network of [this.detector, this.mesh, this.embedder]) await network.release();
  }

  /** @throws the signal's reason, between two runs of a network. */
  async find(pyramid: Pyramid, signal: AbortSignal): Promise<RecognisedFace[]> {
    const faces: RecognisedFace[] = [];
    for (const face of await this.meshes(pyramid, signal)) {
      faces.push(await this.describe(pyramid, face, signal));
    }
    return faces;
  }

  /** The faces of a picture, strongest first, not yet described. */
  async meshes(pyramid: Pyramid, signal: AbortSignal): Promise<MeshedFace[]> {
    return this.confirmed(pyramid, await this.detect(pyramid, this.tilesOf(pyramid), signal), [], signal);
  }

  /**
   * Faces that are too small for the picture's own tiles: looks into the heads of people of whom no face was found.
   *
   * @param people boxes of people, in pixels of the picture
   */
  async smallMeshes(
    pyramid: Pyramid,
    people: readonly Rect[],
    known: readonly MeshedFace[],
    signal: AbortSignal,
  ): Promise<MeshedFace[]> {
    const steps = this.tilesOf(pyramid).map(({ map }) => map.a);
    const finest = Math.min(...steps) / faceRules.closerBy;
    const { size } = this.detector;
    const heads = people
      .filter((person) => !known.some(({ candidate }) => isHeadOf(candidate.rect, person)))
      .map((person) => tileOf(headOf(person, pyramid), size.widthPx, size.heightPx))
      .filter(({ map }) => map.a <= finest);
    if (heads.length === 0) return [];
    const found = await this.detect(pyramid, heads.slice(0, faceRules.mostHeads), signal);
    return this.confirmed(pyramid, found, known, signal);
  }

  private tilesOf({ widthPx, heightPx }: Pyramid): Tile[] {
    return tilesFor(widthPx, heightPx, this.detector.size.widthPx, this.detector.size.heightPx);
  }

  /** Those candidates, strongest first, that are faces and none of the known ones. */
  private async confirmed(
    pyramid: Pyramid,
    candidates: readonly Candidate[],
    known: readonly MeshedFace[],
    signal: AbortSignal,
  ): Promise<MeshedFace[]> {
    const confirmed: MeshedFace[] = [];
    for (const candidate of candidates) {
      const before = [...known, ...confirmed];
      if (before.some((other) => isDoubtfulPartOf(candidate, other.candidate))) continue;
      const face = await this.confirm(pyramid, candidate, signal);
      if (face && !before.some((other) => isSameFace(face, other))) confirmed.push(face);
    }
    return confirmed;
  }

  /** Boxes of these parts of the picture, strongest first. */
  private async detect(pyramid: Pyramid, tiles: readonly Tile[], signal: AbortSignal): Promise<Candidate[]> {
    const { widthPx, heightPx } = pyramid;
    const { size, model } = this.detector;
    const leastScore = thresholdOf(model, 'score');
    const found: Candidate[] = [];
    for (const tile of tiles) {
      signal.throwIfAborted();
      const [scores, boxes] = await this.detector.run(this.detector.sample(pyramid, tile.map, tile.rect));
      if (!scores || !boxes) continue;
      for (const candidate of decodeBoxes(scores, boxes, tile, size, leastScore)) {
        if (!isCut(candidate.rect, tile.rect, widthPx, heightPx)) found.push(candidate);
      }
    }
    return suppress(found, thresholdOf(model, 'overlap'), faceRules.insideAnother).filter(
      ({ rect }) => (rect.w + rect.h) / 2 >= faceRules.leastFacePx,
    );
  }

  /**
   * Fits the face mesh twice, the second time upright and centred; undefined when that is no face.
   *
   * A doubtful box needs a mesh that is sure: real faces with detector scores of 0.6 to 0.9 had 0.99 and more, a skull
   * printed on a shirt mostly less. A sure box may have a doubtful mesh, which profiles, hats and sunglasses give too:
   * backs of heads, bottles and cars stay under 0.04 and a clock face reached 0.05.
   */
  async confirm(
    pyramid: Pyramid,
    candidate: Candidate,
    signal: AbortSignal,
  ): Promise<MeshedFace | undefined> {
    signal.throwIfAborted();
    const first = await this.fitMesh(pyramid, regionOfBox(candidate.rect));
    signal.throwIfAborted();
    const second = await this.fitMesh(pyramid, regionOfMesh(first.mesh));
    if (overlapOf(boundsOf(second.mesh), candidate.rect) < faceRules.meshOnBox) return undefined;
    const isSure = second.score >= thresholdOf(this.mesh.model, 'score');
    const isTurnedAway =
      second.score >= thresholdOf(this.mesh.model, 'weakScore') && candidate.score >= faceRules.sureBox;
    if (!isSure && !isTurnedAway) return undefined;
    const [from, to] = await this.surest(pyramid, candidate.rect, [first, second], signal);
    const [before, last] = await this.settle(pyramid, from, to, signal);
    const points = meanPoints(fivePointsOf(before.mesh), fivePointsOf(last.mesh));
    return { candidate, mesh: last.mesh, points, meshScore: to.score };
  }

  /** A face of which the mesh is not sure may lie on its side: the pair of fits, from any of three tilts, that is surest. */
  private async surest(
    pyramid: Pyramid,
    rect: Rect,
    upright: FitPair,
    signal: AbortSignal,
  ): Promise<FitPair> {
    let best = upright;
    if (upright[1].score >= faceRules.sureMesh) return best;
    for (const degrees of [-faceRules.triedDegrees, faceRules.triedDegrees]) {
      signal.throwIfAborted();
      const region = { ...regionOfBox(rect), rollRadians: (degrees * Math.PI) / 180 };
      const from = await this.fitMesh(pyramid, region);
      const to = await this.fitMesh(pyramid, regionOfMesh(from.mesh));
      const isOnBox = overlapOf(boundsOf(to.mesh), rect) >= faceRules.meshOnBox;
      const isSideways = Math.abs(headPose(to.mesh).rollDegrees) >= faceRules.sidewaysDegrees;
      if (isOnBox && isSideways && to.score > best[1].score) best = [from, to];
    }
    return best;
  }

  /**
   * The last two fits of a face. The network knows upright heads: the more a head is tilted, the less the first fit, and what
   * it is turned upright by, can be trusted, so that it is fitted again until its tilt stays.
   */
  private async settle(
    pyramid: Pyramid,
    first: FittedMesh,
    second: FittedMesh,
    signal: AbortSignal,
  ): Promise<FitPair> {
    let [before, last] = [first, second];
    for (let fits = 0; fits < faceRules.mostRefits; fits += 1) {
      const [roll, was] = [last, before].map(({ mesh }) => headPose(mesh).rollDegrees) as [number, number];
      const isSettled = Math.abs(roll - was) < faceRules.settledDegrees && fits > 0;
      if (Math.abs(roll) < faceRules.tiltedDegrees || isSettled) break;
      signal.throwIfAborted();
      [before, last] = [last, await this.fitMesh(pyramid, regionOfMesh(last.mesh))];
    }
    return [before, last];
  }

  private async fitMesh(pyramid: Pyramid, region: Region): Promise<FittedMesh> {
    const map = mapOfRegion(region, this.mesh.size.widthPx);
    const [points, flag] = await this.mesh.run(this.mesh.sample(pyramid, map));
    return { mesh: decodeMesh(points ?? new Float32Array(), map), score: flag?.[0] ?? 0 };
  }

  /** What is kept of a face: box, pose, quality, embedding. */
  async describe(pyramid: Pyramid, face: MeshedFace, signal: AbortSignal): Promise<RecognisedFace> {
    signal.throwIfAborted();
    const { candidate, mesh, points, meshScore } = face;
    const sidePx = this.embedder.size.widthPx;
    const crop = this.embedder.sample(pyramid, this.cropOf(points, sidePx));
    const vectors = [await this.embed(crop), await this.embed(mirrored(crop, sidePx))];
    const trust = Math.min(1, meshScore / thresholdOf(this.mesh.model, 'score'));
    const qualities = faceQualities(candidate.rect, headPose(mesh), trust, sharpnessOf(crop, sidePx));
    return {
      kind: 'face',
      box: boxOfRect(candidate.rect, pyramid),
      score: Math.min(1, candidate.score),
      attributes: { qualities, points: relativePoints(points, pyramid), meshScore },
      embedding: { model: this.embedderId, vector: unitSum(vectors) },
    };
  }

  private cropOf(points: FivePoints, sidePx: number): Affine {
    return this.embedderId === 'dlib' ? dlibCrop(points, sidePx) : arcFaceCrop(points, sidePx);
  }

  private async embed(crop: Float32Array): Promise<Float32Array> {
    const [vector] = await this.embedder.run(crop);
    return vector ? unitSum([vector]) : new Float32Array();
  }
}

function relativePoints(points: FivePoints, { widthPx, heightPx }: Pyramid): FaceAttributes['points'] {
  const relative = ({ x, y }: Point) => ({ x: x / widthPx, y: y / heightPx });
  return {
    leftEye: relative(points.leftEye),
    rightEye: relative(points.rightEye),
    nose: relative(points.nose),
    leftMouth: relative(points.leftMouth),
    rightMouth: relative(points.rightMouth),
  };
}
