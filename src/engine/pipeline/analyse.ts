import { CastlineError, toCastlineError } from '../../shared/errors.ts';
import type { AssetId, ImageHash } from '../../shared/ids.ts';
import type { MediaFacts } from '../../shared/media.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import {
  type FilmstripPicture,
  keyframeIdOf,
  type Library,
  type NewKeyframe,
  type StoredAsset,
  type StoredShot,
  shotIdOf,
} from '../library/index.ts';
import {
  decodeFrameList,
  encodeFrameList,
  type FrameList,
  type MediaTools,
  probeMedia,
  readFrameList,
} from '../media/index.ts';
import type { Recogniser } from '../recognition/index.ts';
import { type KeyframeOptions, type ShotScan, scanShots, shotDetector } from '../shots/index.ts';
import { groupPeople } from './people.ts';
import { recogniseKeyframes } from './recognise.ts';

/** Raised when the step would answer differently for the same file: it and all after it run again. */
const probeVersion = 1;
const frameListVersion = 1;

export interface AnalysisTools {
  readonly library: Library;
  readonly media: MediaTools;
  readonly recogniser: Recogniser;
  readonly clock: () => Date;
  readonly keyframes: KeyframeOptions;
}

/** What an analysis really did: all zero means that everything was found in the library. */
export interface AnalysisCounters {
  readonly probedFiles: number;
  readonly listedFrames: number;
  readonly decodedFrames: number;
  readonly storedPictures: number;
  readonly recognisedPictures: number;
}

/** One asset's way through the steps. */
interface Analysis extends AnalysisTools {
  readonly asset: StoredAsset;
  readonly report: ReportProgress;
  readonly signal: AbortSignal;
  readonly counters: { -readonly [Name in keyof AnalysisCounters]: number };
}

async function probe(analysis: Analysis): Promise<MediaFacts> {
  const { library, asset, media, signal, clock, counters } = analysis;
  const key = `probe ${probeVersion}`;
  if (asset.facts && library.assets.isFinished(asset.id, 'probe', key)) return asset.facts;
  analysis.report({ done: 0, total: 1, unit: 'steps', phase: 'probe' });
  const facts = await probeMedia(media, asset.path, signal);
  counters.probedFiles += 1;
  library.transaction(() => {
    library.assets.setFacts(asset.id, facts);
    library.assets.finish(asset.id, 'probe', key, clock().toISOString());
  });
  return facts;
}

async function listFrames(analysis: Analysis, facts: MediaFacts): Promise<FrameList> {
  const { library, asset, media, signal, clock, counters } = analysis;
  const key = `frames ${frameListVersion} after probe ${probeVersion}`;
  const stored = library.assets.frameList(asset.id);
  if (stored && library.assets.isFinished(asset.id, 'frames', key)) return decodeFrameList(stored);
  const expected = Math.round(
    (facts.claimedDurationSeconds ?? 0) * (facts.video.frameRate.num / facts.video.frameRate.den),
  );
  const frames = await readFrameList(media, asset.path, facts, {
    signal,
    onFrames: (done) =>
      analysis.report({ done, total: Math.max(expected, done), unit: 'frames', phase: 'frames' }),
  });
  if (frames.ticks.length === 0) {
    throw new CastlineError('media-damaged', `"${asset.name}" has no frame that can be shown.`);
  }
  counters.listedFrames += frames.ticks.length;
  library.transaction(() => {
    library.assets.setFrameList(asset.id, encodeFrameList(frames), frames.ticks.length);
    library.assets.finish(asset.id, 'frames', key, clock().toISOString());
  });
  return frames;
}

function shotsOf(asset: AssetId, scan: ShotScan, frames: FrameList): StoredShot[] {
  const tickAt = (frame: number): number => frames.ticks[frame] ?? frames.endTicks;
  return scan.shots.map((shot, position) => ({
    id: shotIdOf(asset, position),
    position,
    firstFrame: shot.firstFrame,
    endFrame: shot.endFrame,
    startTicks: tickAt(shot.firstFrame),
    endTicks: tickAt(shot.endFrame),
    transition: shot.transitionIn,
  }));
}

async function storePicture(
  analysis: Analysis,
  picture: { readonly jpeg: Buffer; readonly widthPx: number; readonly heightPx: number },
): Promise<ImageHash> {
  const { library, counters } = analysis;
  const hash = await library.images.put(picture.jpeg);
  library.shots.addImage({
    hash,
    widthPx: picture.widthPx,
    heightPx: picture.heightPx,
    bytes: picture.jpeg.byteLength,
  });
  counters.storedPictures += 1;
  return hash;
}

async function findShots(analysis: Analysis, facts: MediaFacts, frames: FrameList): Promise<void> {
  const { library, asset, media, signal, clock, counters, keyframes: options } = analysis;
  const key = `${shotDetector.name} ${shotDetector.version} ${JSON.stringify(options)} after frames ${frameListVersion}`;
  if (library.assets.isFinished(asset.id, 'shots', key)) return;
  const total = frames.ticks.length;
  const scan = await scanShots(media, asset.path, facts, frames, {
    signal,
    keyframes: options,
    onProgress: (done) => analysis.report({ done, total, unit: 'frames', phase: 'shots' }),
  });
  counters.decodedFrames += scan.decodedFrames;
  analysis.report({ done: 0, total: scan.keyframes.length, unit: 'pictures', phase: 'keyframes' });
  const keyframes: NewKeyframe[] = [];
  for (const picture of scan.keyframes) {
    keyframes.push({
      id: keyframeIdOf(asset.id, picture.frame),
      shotId: shotIdOf(asset.id, picture.shotIndex),
      frame: picture.frame,
      ticks: picture.ticks,
      image: await storePicture(analysis, picture),
      sharpness: picture.sharpness,
    });
  }
  const filmstrip: FilmstripPicture[] = [];
  for (const picture of scan.filmstrip) {
    filmstrip.push({ frame: picture.frame, image: await storePicture(analysis, picture) });
  }
  library.transaction(() => {
    library.shots.replace(asset.id, { shots: shotsOf(asset.id, scan, frames), keyframes, filmstrip });
    library.assets.finish(asset.id, 'shots', key, clock().toISOString());
  });
}

/**
 * Takes one asset the whole way: probe, frame list, shots and keyframes, recognition, people. Each step is kept with the
 * key of what it was computed from; one that is finished is not run again. An error is stored with the asset and thrown.
 */
export async function analyseAsset(
  tools: AnalysisTools,
  assetId: AssetId,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<AnalysisCounters> {
  const analysis: Analysis = {
    ...tools,
    asset: tools.library.assets.get(assetId),
    report,
    signal,
    counters: { probedFiles: 0, listedFrames: 0, decodedFrames: 0, storedPictures: 0, recognisedPictures: 0 },
  };
  try {
    const facts = await probe(analysis);
    const frames = await listFrames(analysis, facts);
    await findShots(analysis, facts, frames);
    analysis.counters.recognisedPictures = await recogniseKeyframes(tools, assetId, report, signal);
    report({ done: 0, total: 1, unit: 'steps', phase: 'grouping' });
    groupPeople(tools.library);
    tools.library.assets.setError(assetId, undefined);
    return analysis.counters;
  } catch (thrown) {
    const error = toCastlineError(thrown);
    if (error.code !== 'cancelled') tools.library.assets.setError(assetId, error.report());
    throw error;
  }
}
