import { findModel, type ModelDescription, type ModelId, thresholdOf } from '../models.ts';
import type { FaceAttributes, RecognisedFace } from '../port.ts';
import { boxOfRect } from './bitmaps.ts';
import { type Candidate, decodeBoxes, isCut, suppress, tilesFor } from './boxes.ts';
import { arcFaceCrop, dlibCrop, mirrored, unitSum } from './embedding.ts';
import { type Affine, overlapOf, type Point } from './geometry.ts';
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

/** Two boxes may lead the mesh to one face. */
function isSameFace(a: MeshedFace, b: MeshedFace): boolean {
  return overlapOf(boundsOf(a.mesh), boundsOf(b.mesh)) > faceRules.sameMesh;
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
    const confirmed: MeshedFace[] = [];
    for (const candidate of await this.detect(pyramid, signal)) {
      const face = await this.confirm(pyramid, candidate, signal);
      if (face && !confirmed.some((other) => isSameFace(face, other))) confirmed.push(face);
    }
    return confirmed;
  }

  /** Boxes of the whole picture and of the tiles over it, strongest first. */
  async detect(pyramid: Pyramid, signal: AbortSignal): Promise<Candidate[]> {
    const { widthPx, heightPx } = pyramid;
    const { size, model } = this.detector;
    const leastScore = thresholdOf(model, 'score');
    const found: Candidate[] = [];
    for (const tile of tilesFor(widthPx, heightPx, size.widthPx, size.heightPx)) {
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
    const points = meanPoints(fivePointsOf(first.mesh), fivePointsOf(second.mesh));
    return { candidate, mesh: second.mesh, points, meshScore: second.score };
  }

  private async fitMesh(pyramid: Pyramid, region: Region): Promise<{ mesh: MeshPoint[]; score: number }> {
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
