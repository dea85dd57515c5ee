import { createHash } from 'node:crypto';
import { Library } from '../../src/engine/library/index.ts';
import { encodeFrameList, type FrameList } from '../../src/engine/media/frame-list.ts';
import type { AssetId, ElementId, IdentityId, ImageHash, KeyframeId, ShotId } from '../../src/shared/ids.ts';
import type { MediaFacts } from '../../src/shared/media.ts';
import { objectWords } from '../../src/shared/vocabulary.ts';
import { colourNames, garmentKinds } from '../../src/shared/wardrobe.ts';
import { randomOf } from './random.ts';

/** A made-up library of any size: what it holds follows from its numbers alone, so that searches have known answers. */
export interface LibrarySize {
  readonly clips: number;
  readonly shotsPerClip: number;
  readonly keyframesPerShot: number;
  readonly people: number;
}

/** Elements of one keyframe: two people with face, body and garment, an object and, in one of two, a line of writing. */
export const elementsPerKeyframe = 7.5;
const shotFrames = 100;
const now = '2026-01-01T00:00:00.000Z';
const recogniser = { provider: 'made up', model: 'none', version: '1', parameters: '{}' };
const frameRate = { num: 25, den: 1 };

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Names that tests and benches look for. */
export const nameOf = (person: number): string =>
  `${['Anna', 'Bob', 'Celia', 'Dan', 'Eva', 'Finn', 'Greta', 'Hugo', 'Ida', 'Jan'][person % 10]} ${
    ['Stone', 'Rivers', 'Hill', 'Woods', 'Lake', 'Field', 'Marsh', 'Dale', 'Moor', 'Glen'][
      Math.floor(person / 10) % 10
    ]
  }${person < 100 ? '' : ` ${person}`}`;

export const identityOf = (person: number): IdentityId =>
  `p${hash(`person ${person}`).slice(0, 24)}` as IdentityId;

const facts: MediaFacts = {
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  claimedDurationSeconds: 10,
  containerStartSeconds: 0,
  video: {
    streamIndex: 0,
    codec: 'h264',
    timeBase: { num: 1, den: 25 },
    frameRate,
    averageFrameRate: frameRate,
    codedWidthPx: 1920,
    codedHeightPx: 1080,
    sampleAspectRatio: { num: 1, den: 1 },
    rotationDegrees: 0,
    displayWidthPx: 1920,
    displayHeightPx: 1080,
  },
  audio: [],
  timecode: { text: '01:00:00:00', startFrame: 90_000, dropFrame: false, assumed: false },
};

function framesOf(count: number): FrameList {
  return {
    ticks: Float64Array.from({ length: count }, (_, frame) => frame),
    endTicks: count,
    timeBase: { num: 1, den: 25 },
    variableFrameRate: false,
    syncFrames: Uint32Array.of(0),
  } as unknown as FrameList;
}

const classes = [...objectWords.keys()];
const writing = ['EXIT', 'Police line', 'Cafe Central', 'Open 24 hours', 'Platform 9'];

/** Fills a new library. `onClip` hears how far it has come. */
export function makeLargeLibrary(path: string, size: LibrarySize, onClip?: (done: number) => void): void {
  const library = new Library(path, { create: true });
  const random = randomOf(11);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const frameCount = size.shotsPerClip * shotFrames;
  const frameList = encodeFrameList(framesOf(frameCount));
  const vector = (): Float32Array => Float32Array.from({ length: 128 }, () => random() - 0.5);

  const addClip = (clip: number): void => {
    const name = `${'ABCD'[clip % 4]}${String(clip).padStart(3, '0')}_C${String(clip % 40).padStart(3, '0')}_0422.mov`;
    const { id } = library.assets.add(
      `/footage/${name}`,
      { fingerprint: hash(name), sha256First64k: hash(name), bytes: 1 },
      now,
    );
    library.recognitions.begin(id, recogniser);
    library.assets.setFacts(id, facts);
    library.assets.setFrameList(id, frameList, frameCount);
    const shots = Array.from({ length: size.shotsPerClip }, (_, position) => ({
      id: `${id}-s${position * shotFrames}` as ShotId,
      position,
      firstFrame: position * shotFrames,
      endFrame: (position + 1) * shotFrames,
      startTicks: position * shotFrames,
      endTicks: (position + 1) * shotFrames,
      transition: {
        kind: position === 0 ? ('start' as const) : ('cut' as const),
        confidence: 1,
        firstFrame: position * shotFrames,
        endFrame: position * shotFrames,
      },
    }));
    const step = shotFrames / size.keyframesPerShot;
    const keyframes = shots.flatMap((shot) =>
      Array.from({ length: size.keyframesPerShot }, (_, index) => {
        const frame = shot.firstFrame + Math.floor(index * step);
        const image = hash(`${id} ${frame}`) as ImageHash;
        return {
          id: `${id}-k${frame}` as KeyframeId,
          shotId: shot.id,
          frame,
          ticks: frame,
          image,
          sharpness: 1,
        };
      }),
    );
    for (const { image } of keyframes)
      library.shots.addImage({ hash: image, widthPx: 1280, heightPx: 720, bytes: 1 });
    library.shots.replace(id, { shots, keyframes, filmstrip: [] });
    const seen = keyframes.map((keyframe) => ({ ...keyframe, people: seeKeyframe(id, keyframe, clip) }));
    library.people.replaceMachineAssignments(
      seen.flatMap(({ people }) => people),
      new Set(),
    );
    const members = seen.flatMap(({ shotId, frame, people }) =>
      people.map(({ elementId, identityId }) => ({
        elementId,
        frame,
        track: `t${hash(`${shotId} ${identityId}`).slice(0, 24)}`,
      })),
    );
    // Each person is one track through a shot, as grouping leaves it.
    const tracks = [...Map.groupBy(members, ({ track }) => track)].map(([track, own]) => ({
      id: track,
      assetId: id,
      quality: 0.9,
      isBody: true,
      frames: own.map(({ frame }) => frame),
      vector: undefined,
    }));
    library.tracks.replace(id, tracks, members);
    library.assets.finish(id, 'people', 'made up', now);
  };

  /** Two people who stay through the shot, each with a garment; returns who the faces are. */
  const seeKeyframe = (assetId: AssetId, keyframe: { frame: number; image: ImageHash }, clip: number) => {
    const shot = Math.floor(keyframe.frame / shotFrames);
    const seen = [0, 1].map((one) => (clip * 7 + shot * 3 + one * (1 + (shot % 5))) % size.people);
    const box = { x: 0.2, y: 0.1, w: 0.2, h: 0.3 };
    const elements = [
      ...seen.flatMap((person, index) => [
        {
          kind: 'face',
          box: { ...box, x: 0.2 + index * 0.4 },
          score: 0.95,
          person: index,
          attributes: { qualities: { sizePx: 120, sharpness: 0.7, frontality: 0.9 } },
          embedding: { model: 'made up', vector: vector() },
        },
        { kind: 'subject', box, score: 0.9, person: index, attributes: { class: 'person' } },
        {
          kind: 'garment',
          box,
          score: 0.8,
          person: index,
          attributes: {
            garment: garmentKinds[(person + shot) % garmentKinds.length],
            colours: [
              { name: colourNames[(person * 3 + shot) % colourNames.length], lab: [50, 0, 0], share: 0.9 },
            ],
          },
        },
      ]),
      { kind: 'object', box, score: 0.7, attributes: { class: pick(classes) } },
      ...(random() < 0.5 ? [{ kind: 'text', box, score: 0.9, attributes: { text: pick(writing) } }] : []),
    ];
    library.recognitions.add(keyframe.image, recogniser, { elements, elapsedMs: 1 }, now);
    return seen.map((person, index) => ({
      elementId:
        `e${hash([keyframe.image, ...Object.values(recogniser), index * 3].join('\n')).slice(0, 24)}` as ElementId,
      identityId: identityOf(person),
      score: 0.9,
      place: { assetId, frame: keyframe.frame, box },
    }));
  };

  for (let clip = 0; clip < size.clips; clip += 1) {
    library.transaction(() => addClip(clip));
    onClip?.(clip + 1);
  }
  library.transaction(() => {
    for (let person = 0; person < size.people; person += 1) {
      if (person % 2 === 0) library.people.setName(identityOf(person), nameOf(person));
    }
  });
  library.close();
}
