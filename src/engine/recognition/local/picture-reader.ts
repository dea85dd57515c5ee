import type { RecognitionMode } from '../../../shared/recognition.ts';
import { setsOf } from '../../../shared/recognition.ts';
import type { ModelDescription } from '../models.ts';
import type { Picture, RecognisedElement, RecognisedFace, RecognitionAnswer } from '../port.ts';
import { boxOfRect, emptyBitmap, fillPolygon, maskOf } from './bitmaps.ts';
import { FaceFinder, type MeshedFace } from './faces.ts';
import { headOf } from './heads.ts';
import { type FoundPerson, PersonFinder } from './instances.ts';
import { Laps } from './laps.ts';
import { headPose, ovalOf } from './mesh.ts';
import { type DetectedObject, ObjectFinder } from './objects.ts';
import { type Bitmap, workingSidePx } from './person.ts';
import { Pyramid } from './pyramid.ts';
import type { EmbedderId } from './rules.ts';
import { type Seed, type SeenFace, seedsOf } from './seeds.ts';
import { Saliency, type Scale } from './silhouettes.ts';
import { thingOf } from './things.ts';

export interface ReaderSettings {
  readonly modelsDir: string;
  readonly embedder: EmbedderId;
  /** Threads that onnxruntime may use for one run. */
  readonly threads: number;
}

/** A reader's parts, each loaded when it is first needed. */
interface Loaders {
  readonly faces: () => Promise<FaceFinder>;
  readonly objects: () => Promise<ObjectFinder>;
  readonly persons: () => Promise<PersonFinder>;
  readonly saliency: () => Promise<Saliency>;
}

interface Releasable {
  release(): Promise<void>;
}

/** Objects that are told by garments and people are not repeated. */
const personClass = 'person';

/** Says all that a picture shows: faces alone, or people with their masks and parts, objects and writing. */
export class PictureReader {
  private readonly load: Loaders;
  private readonly loaded: Releasable[] = [];

  constructor(settings: ReaderSettings, models: readonly ModelDescription[]) {
    const { modelsDir, embedder, threads } = settings;
    this.load = {
      faces: this.once(() => FaceFinder.load(modelsDir, models, embedder, threads)),
      objects: this.once(() => ObjectFinder.load(modelsDir, models, threads)),
      persons: this.once(() => PersonFinder.load(modelsDir, models, threads)),
      saliency: this.once(() => Saliency.load(modelsDir, models, threads)),
    };
  }

  async release(): Promise<void> {
    for (const part of this.loaded.splice(0)) await part.release();
  }

  /**
   * @param laps takes the time of each step
   * @throws CastlineError `model-missing` or `model-damaged`, naming the file; the signal's reason
   */
  async read(
    picture: Picture,
    mode: RecognitionMode,
    signal: AbortSignal,
    laps: Laps = new Laps(),
  ): Promise<Omit<RecognitionAnswer, 'elapsedMs'>> {
    const pyramid = new Pyramid(picture);
    const finder = await this.load.faces();
    laps.restart();
    if (mode === 'faces') return { elements: await finder.find(pyramid, signal) };
    const meshes = await finder.meshes(pyramid, signal);
    laps.end('face boxes and meshes');
    const faces: RecognisedFace[] = [];
    for (const mesh of meshes) faces.push(await finder.describe(pyramid, mesh, signal));
    laps.end('face embeddings');
    const frame = frameOf(pyramid, meshes, faces);
    laps.end('working picture');
    signal.throwIfAborted();
    const objects = await (await this.load.objects()).find(pyramid);
    laps.end('objects');
    const people = await this.peopleOf(frame, objects, signal);
    laps.end('people');
    const elements: RecognisedElement[] = [];
    for (const [index, person] of people.entries()) elements.push(...this.partsOf(frame, person, index));
    elements.push(...loneFaces(frame, people));
    laps.end('heads and masks');
    if (people.length === 0) elements.push(...(await this.thingsOf(frame)));
    laps.end('what stands out');
    elements.push(...objectsOf(objects, pyramid));
    return { elements, sets: setsOf(elements) };
  }

  private async peopleOf(
    { pyramid, working, scale, seen }: Frame,
    objects: readonly DetectedObject[],
    signal: AbortSignal,
  ): Promise<FoundPerson[]> {
    const persons = objects
      .filter((object) => object.class === personClass)
      .map(({ rect, score }) => ({
        score,
        rect: { x: rect.x / scale.x, y: rect.y / scale.y, w: rect.w / scale.x, h: rect.h / scale.y },
      }));
    const seeds: Seed[] = seedsOf(persons, seen, working);
    if (seeds.length === 0) return [];
    return (await this.load.persons()).find(pyramid, working, seeds, seen, signal);
  }

  /** A person's elements: the whole, the face, the head, and what is worn. */
  private partsOf({ working, faces, seen }: Frame, found: FoundPerson, person: number): RecognisedElement[] {
    const whole = maskOf(found.bitmap);
    if (!whole) return [];
    const { score, faceIndex } = found;
    const elements: RecognisedElement[] = [
      { kind: 'subject', ...whole, score, person, model: 'selfie', attributes: bodyOf(found, working) },
    ];
    const face = faceIndex === undefined ? undefined : seen[faceIndex];
    const element = faceIndex === undefined ? undefined : faces[faceIndex];
    if (face && element) {
      const oval = maskOf(face.oval);
      elements.push({ ...element, person, model: 'fr_detect', ...(oval ? { mask: oval.mask } : {}) });
    }
    const head = headOf(found, face, emptyBitmap(working), working);
    const headMask = head ? maskOf(head) : undefined;
    if (headMask) {
      elements.push({ kind: 'head', ...headMask, score, person, model: 'selfie', attributes: {} });
    }
    return elements;
  }

  private async thingsOf({ pyramid, working, scale }: Frame): Promise<RecognisedElement[]> {
    const saliency = await (await this.load.saliency()).of(pyramid, working, scale);
    const thing = thingOf(saliency, working);
    const whole = thing ? maskOf(thing.bitmap) : undefined;
    if (!thing || !whole) return [];
    return [
      {
        kind: 'subject',
        ...whole,
        score: thing.score,
        model: 'u2netp',
        attributes: { class: 'thing', isFaceless: true },
      },
    ];
  }

  /** Loads a part at the first need; after a failure the next need tries again, as a file may have been put right. */
  private once<Part extends Releasable>(load: () => Promise<Part>): () => Promise<Part> {
    let loading: Promise<Part> | undefined;
    return () => {
      loading ??= load().then(
        (part) => {
          this.loaded.push(part);
          return part;
        },
        (error: unknown) => {
          loading = undefined;
          throw error;
        },
      );
      return loading;
    };
  }
}

/** A picture with what all later steps look at. */
interface Frame {
  readonly pyramid: Pyramid;
  readonly working: Picture;
  readonly scale: Scale;
  readonly faces: readonly RecognisedFace[];
  /** The same faces on the working picture. */
  readonly seen: readonly SeenFace[];
}

function frameOf(pyramid: Pyramid, meshes: readonly MeshedFace[], faces: readonly RecognisedFace[]): Frame {
  const working = pyramid.fitted(workingSidePx);
  const scale = { x: pyramid.widthPx / working.widthPx, y: pyramid.heightPx / working.heightPx };
  const seen = meshes.map(({ candidate, mesh }): SeenFace => {
    const { rect } = candidate;
    const points = mesh.map(({ x, y, z }) => ({ x: x / scale.x, y: y / scale.y, z }));
    const { corners, forehead, chin } = ovalOf(points);
    const oval: Bitmap = emptyBitmap(working);
    fillPolygon(oval, corners);
    return {
      box: { x: rect.x / scale.x, y: rect.y / scale.y, w: rect.w / scale.x, h: rect.h / scale.y },
      oval,
      forehead,
      chin,
      yawDegrees: headPose(mesh).yawDegrees,
    };
  });
  return { pyramid, working, scale, faces, seen };
}

function bodyOf({ joints, face }: FoundPerson, { widthPx, heightPx }: Picture) {
  const visible = Object.entries(joints ?? {})
    .filter(([, joint]) => joint.visibility >= 0.5)
    .map(([name, { x, y }]) => [name, { x: x / widthPx, y: y / heightPx }] as const);
  return {
    class: 'person' as const,
    isFaceless: face === undefined,
    ...(visible.length > 0 ? { joints: Object.fromEntries(visible) } : {}),
  };
}

/** Faces of a crowd's smallest people, who have no masks. */
function loneFaces({ faces }: Frame, people: readonly FoundPerson[]): RecognisedFace[] {
  const used = new Set(people.map(({ faceIndex }) => faceIndex));
  return faces.flatMap((face, index) => (used.has(index) ? [] : [{ ...face, model: 'fr_detect' }]));
}

function objectsOf(objects: readonly DetectedObject[], pyramid: Pyramid): RecognisedElement[] {
  return objects
    .filter((object) => object.class !== personClass)
    .map((object) => ({
      kind: 'object',
      box: boxOfRect(object.rect, pyramid),
      score: object.score,
      model: 'nanodet',
      attributes: { class: object.class },
    }));
}
