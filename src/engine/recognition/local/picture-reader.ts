import type { RecognitionMode } from '../../../shared/recognition.ts';
import { setsOf } from '../../../shared/recognition.ts';
import type { ModelDescription } from '../models.ts';
import type { Picture, RecognisedElement, RecognisedFace, RecognitionAnswer } from '../port.ts';
import { maskOf } from './bitmaps.ts';
import {
  doubtfulBodies,
  elementsOfPerson,
  garmentElement,
  loneFaces,
  objectsOf,
  personClass,
  seenObjects,
} from './elements.ts';
import { FaceFinder } from './faces.ts';
import { type Frame, frameOf } from './frame.ts';
import { ClothesReader, type SeenObject } from './garments/index.ts';
import { type FoundPerson, PersonFinder } from './instances.ts';
import { Laps } from './laps.ts';
import { carriedClasses, type DetectedObject, ObjectFinder } from './objects.ts';
import { Pyramid } from './pyramid.ts';
import type { EmbedderId } from './rules.ts';
import { type Seed, seedsOf } from './seeds.ts';
import { Saliency } from './silhouettes.ts';
import { TextFinder } from './text/index.ts';
import { thingOf } from './things.ts';

/** How pictures are read. */
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
  readonly clothes: () => Promise<ClothesReader>;
  /** The same with the clothing net. */
  readonly clothesByNet: () => Promise<ClothesReader>;
  readonly text: () => Promise<TextFinder>;
}

interface Releasable {
  release(): Promise<void>;
}

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
      clothes: this.once(() => ClothesReader.load(modelsDir, models, { threads, withNet: false })),
      clothesByNet: this.once(() => ClothesReader.load(modelsDir, models, { threads, withNet: true })),
      text: this.once(() => TextFinder.load(modelsDir, models, threads)),
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
    const large = await finder.meshes(pyramid, signal);
    laps.end('face boxes and meshes');
    signal.throwIfAborted();
    const { seen: objects, perhapsCarried, perhapsPeople } = await (await this.load.objects()).find(pyramid);
    laps.end('objects');
    const bodies = objects.filter((object) => object.class === personClass).map(({ rect }) => rect);
    const meshes = [...large, ...(await finder.smallMeshes(pyramid, bodies, large, signal))];
    laps.end('small faces');
    const faces: RecognisedFace[] = [];
    for (const mesh of meshes) faces.push(await finder.describe(pyramid, mesh, signal));
    laps.end('face embeddings');
    const frame = frameOf(pyramid, meshes, faces);
    laps.end('working picture');
    signal.throwIfAborted();
    const people = await this.peopleOf(frame, objects, signal, laps);
    const elements: RecognisedElement[] = [];
    const others = objects.filter((object) => !carriedClasses.includes(object.class));
    const things = seenObjects([...others, ...perhapsCarried], frame);
    for (const [index, person] of people.entries()) {
      elements.push(...(await this.personOf(frame, person, index, things, mode, signal)));
    }
    elements.push(...loneFaces(frame, people));
    laps.end('heads and clothes');
    if (people.length === 0) elements.push(...(await this.thingsOf(frame, mode, signal)));
    laps.end('what stands out');
    elements.push(...objectsOf(objects, pyramid));
    elements.push(...(await (await this.load.text()).find(pyramid, signal, mode === 'fast')));
    laps.end('writing');
    const doubtful = doubtfulBodies(perhapsPeople, people, frame);
    return { elements, sets: setsOf(elements), doubtfulBodies: doubtful };
  }

  private async peopleOf(
    { pyramid, working, scale, seen }: Frame,
    objects: readonly DetectedObject[],
    signal: AbortSignal,
    laps: Laps,
  ): Promise<FoundPerson[]> {
    const persons = objects
      .filter((object) => object.class === personClass)
      .map(({ rect, score }) => ({
        score,
        rect: { x: rect.x / scale.x, y: rect.y / scale.y, w: rect.w / scale.x, h: rect.h / scale.y },
      }));
    const seeds: Seed[] = seedsOf(persons, seen, working);
    if (seeds.length === 0) return [];
    return (await this.load.persons()).find(pyramid, working, seeds, seen, signal, laps);
  }

  /** What stands out where nobody is, and the garment that it is, if it is one. */
  private async thingsOf(
    frame: Frame,
    mode: RecognitionMode,
    signal: AbortSignal,
  ): Promise<RecognisedElement[]> {
    const { pyramid, working, scale } = frame;
    const saliency = await (await this.load.saliency()).of(pyramid, working, scale);
    const thing = thingOf(saliency, working);
    const whole = thing ? maskOf(thing.bitmap) : undefined;
    if (!thing || !whole) return [];
    const { score, bitmap } = thing;
    const attributes = { class: 'thing', isFaceless: true } as const;
    const clothes = await this.clothesOf(mode);
    const item = await clothes.readItem(bitmap, pyramid, working, signal);
    return [
      { kind: 'subject', ...whole, score, model: 'u2netp', attributes },
      ...(item ? garmentElement(item, 'u2netp') : []),
    ];
  }

  private async personOf(
    frame: Frame,
    person: FoundPerson,
    index: number,
    objects: readonly SeenObject[],
    mode: RecognitionMode,
    signal: AbortSignal,
  ): Promise<RecognisedElement[]> {
    const clothes = await this.clothesOf(mode);
    const worn = await clothes.read(person, frame.pyramid, frame.working, signal, objects);
    return elementsOfPerson(frame, person, index, worn, mode === 'full' ? 'cloth' : 'selfie');
  }

  private clothesOf(mode: RecognitionMode): Promise<ClothesReader> {
    return mode === 'full' ? this.load.clothesByNet() : this.load.clothes();
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
