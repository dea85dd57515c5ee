import { CastlineError, type ErrorCode, toCastlineError } from '../../shared/errors.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { MediaFacts } from '../../shared/media.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import { keyframeCounts, readShots } from '../cuts/index.ts';
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
  frameListVersion,
  type MediaTools,
  probeMedia,
  probeVersion,
  readFrameList,
  requireWhole,
} from '../media/index.ts';
import type { Recogniser } from '../recognition/index.ts';
import { type KeyframeOptions, type ShotScan, scanShots, shotDetector } from '../shots/index.ts';
import { lookCloser } from './closer.ts';
import { takeCutKeyframes } from './cut-keyframes.ts';
import { groupPeople, peopleKey } from './people.ts';
import { storePicture } from './pictures.ts';
import { recogniseKeyframes } from './recognise.ts';

/** What the analysis of a clip works with. */
export interface AnalysisTools {
  readonly library: Library;
  readonly media: MediaTools;
  readonly recogniser: Recogniser;
  readonly clock: () => Date;
  readonly keyframes: KeyframeOptions;
}

/** How an analysis is watched and held. */
export interface AnalysisControl {
  readonly report: ReportProgress;
  readonly signal: AbortSignal;
  /** Awaited after each picture: holds the work while it is paused. */
  readonly pace: () => Promise<void>;
  /** Resolves when the clips before this one are through: people are grouped in the order of the clips. */
  readonly myTurn: Promise<void>;
}

/** What an analysis really did: all zero means that everything was found in the library. */
export interface AnalysisCounters {
  readonly probedFiles: number;
  readonly listedFrames: number;
  readonly decodedFrames: number;
  readonly storedPictures: number;
  readonly recognisedPictures: number;
}

export const noWork: AnalysisCounters = {
  probedFiles: 0,
  listedFrames: 0,
  decodedFrames: 0,
  storedPictures: 0,
  recognisedPictures: 0,
};

/** One asset's way through the steps. */
interface Analysis extends AnalysisTools, AnalysisControl {
  readonly asset: StoredAsset;
  readonly counters: { -readonly [Name in keyof AnalysisCounters]: number };
}

/** The stream facts of an asset: stored ones, else those of a probe now. */
export async function probeAsset(
  { library, media, clock }: Pick<AnalysisTools, 'library' | 'media' | 'clock'>,
  asset: StoredAsset,
  signal: AbortSignal,
): Promise<{ facts: MediaFacts; wasProbed: boolean }> {
  const key = `probe ${probeVersion}`;
  if (asset.facts && library.assets.isFinished(asset.id, 'probe', key)) {
    return { facts: asset.facts, wasProbed: false };
  }
  const facts = await probeMedia(media, asset.path, signal);
  library.transaction(() => {
    library.assets.setFacts(asset.id, facts);
    library.assets.finish(asset.id, 'probe', key, clock().toISOString());
  });
  return { facts, wasProbed: true };
}

async function probe(analysis: Analysis): Promise<MediaFacts> {
  analysis.report({ done: 0, total: 1, unit: 'steps', phase: 'probe' });
  const { facts, wasProbed } = await probeAsset(analysis, analysis.asset, analysis.signal);
  analysis.counters.probedFiles += Number(wasProbed);
  return facts;
}

async function listFrames(analysis: Analysis, facts: MediaFacts): Promise<FrameList> {
  const { library, asset, media, signal, clock, counters } = analysis;
  const key = `frames ${frameListVersion} after probe ${probeVersion}`;
  const stored = library.assets.frameList(asset.id);
  if (stored && library.assets.isFinished(asset.id, 'frames', key)) return decodeFrameList(stored);
  const { num, den } = facts.video.frameRate;
  const expected = Math.round((facts.claimedDurationSeconds ?? 0) * (num / den));
  const frames = await readFrameList(media, asset.path, facts, {
    signal,
    onFrames: (done) =>
      analysis.report({ done, total: Math.max(expected, done), unit: 'frames', phase: 'frames' }),
  });
  await requireWhole(asset);
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
    id: shotIdOf(asset, shot.firstFrame),
    position,
    firstFrame: shot.firstFrame,
    endFrame: shot.endFrame,
    startTicks: tickAt(shot.firstFrame),
    endTicks: tickAt(shot.endFrame),
    transition: shot.transitionIn,
  }));
}

const shotsKey = (options: KeyframeOptions): string =>
  `${shotDetector.name} ${shotDetector.version} ${JSON.stringify(options)} after frames ${frameListVersion}`;

async function findShots(analysis: Analysis, facts: MediaFacts, frames: FrameList): Promise<void> {
  const { library, asset, media, signal, clock, counters, pace, keyframes: options } = analysis;
  const key = shotsKey(options);
  if (library.assets.isFinished(asset.id, 'shots', key)) return;
  const total = frames.ticks.length;
  const taken: (Omit<NewKeyframe, 'shotId'> & { readonly shotIndex: number })[] = [];
  const scan = await scanShots(media, asset.path, facts, frames, {
    signal,
    keyframes: options,
    pace,
    onProgress: (done) => analysis.report({ done, total, unit: 'frames', phase: 'shots' }),
    // Stored at once: a long film's pictures are not held in memory.
    onKeyframe: async (picture) => {
      taken.push({
        id: keyframeIdOf(asset.id, picture.frame),
        shotIndex: picture.shotIndex,
        frame: picture.frame,
        ticks: picture.ticks,
        image: await storePicture(library, picture),
        sharpness: picture.sharpness,
      });
    },
  });
  await requireWhole(asset);
  const filmstrip: FilmstripPicture[] = [];
  for (const picture of scan.filmstrip) {
    filmstrip.push({ frame: picture.frame, image: await storePicture(library, picture) });
  }
  counters.decodedFrames += scan.decodedFrames;
  counters.storedPictures += taken.length + filmstrip.length;
  taken.sort((a, b) => a.frame - b.frame);
  const shots = shotsOf(asset.id, scan, frames);
  const keyframes = taken.flatMap(({ shotIndex, ...keyframe }): NewKeyframe[] => {
    const shot = shots[shotIndex];
    return shot ? [{ ...keyframe, shotId: shot.id }] : [];
  });
  library.transaction(() => {
    library.shots.replace(asset.id, { shots, keyframes, filmstrip });
    library.assets.finish(asset.id, 'shots', key, clock().toISOString());
  });
}

/** With a person's cuts, tracks of faces end elsewhere: then the grouping depends on them too. */
function peopleStepKey(
  { library, recogniser, keyframes }: Pick<AnalysisTools, 'library' | 'recogniser' | 'keyframes'>,
  assetId: AssetId,
): string {
  const key = `${peopleKey(recogniser)} after ${shotsKey(keyframes)}`;
  if (library.cuts.list(assetId).length === 0) return key;
  return `${key} cut ${keyframeCounts(readShots(library, assetId)).join(' ')}`;
}

/** True for a clip that was through and whose cuts have been changed so that pictures or people have to follow. */
export function cutsAskForAnalysis(
  tools: Pick<AnalysisTools, 'library' | 'recogniser' | 'keyframes'>,
  assetId: AssetId,
): boolean {
  const { library } = tools;
  if (!library.assets.withStep('people').has(assetId)) return false;
  const lacksPicture = keyframeCounts(readShots(library, assetId)).includes(0);
  return lacksPicture || !library.assets.isFinished(assetId, 'people', peopleStepKey(tools, assetId));
}

/** The clips before this one go first, so that the same footage gives the same people however the work is cut up. */
async function findPeople(analysis: Analysis): Promise<void> {
  const { library, asset, clock, myTurn, report, recogniser } = analysis;
  const key = peopleStepKey(analysis, asset.id);
  if (library.assets.isFinished(asset.id, 'people', key)) return;
  report({ done: 0, total: 1, unit: 'steps', phase: 'grouping' });
  await myTurn;
  library.transaction(() => {
    library.recognitions.show(asset.id, recogniser.key);
    library.assets.finish(asset.id, 'people', key, clock().toISOString());
    groupPeople(library, asset.id);
  });
}

/** What reading a file fails with when the file goes away or changes meanwhile. */
const mayBeGone: ReadonlySet<ErrorCode> = new Set([
  'media-damaged',
  'media-timeout',
  'not-media',
  'no-video',
  'input-unreadable',
]);

/** A file that is not there any more, or another one by now, is no damaged one. */
async function truthOf(error: CastlineError, asset: StoredAsset): Promise<CastlineError> {
  if (!mayBeGone.has(error.code)) return error;
  return requireWhole(asset).then(() => error, toCastlineError);
}

/**
 * Takes one asset the whole way: probe, frame list, shots and keyframes, recognition, people. Each step is kept with the
 * key of what it was computed from; one that is finished is not run again. An error is stored with the asset and thrown.
 */
export async function analyseAsset(
  tools: AnalysisTools,
  assetId: AssetId,
  control: AnalysisControl,
): Promise<AnalysisCounters> {
  const { library } = tools;
  const asset = library.assets.get(assetId);
  const analysis: Analysis = { ...tools, ...control, asset, counters: { ...noWork } };
  try {
    const facts = await probe(analysis);
    const frames = await listFrames(analysis, facts);
    await findShots(analysis, facts, frames);
    const frameTools = { ...analysis, maxSidePx: tools.keyframes.maxSidePx };
    analysis.counters.storedPictures += await takeCutKeyframes(frameTools, facts, frames);
    analysis.counters.recognisedPictures = await recogniseKeyframes(tools, assetId, control);
    if (!library.assets.isFinished(assetId, 'people', peopleStepKey(tools, assetId))) {
      analysis.counters.storedPictures += await lookCloser(frameTools, facts, frames);
      analysis.counters.recognisedPictures += await recogniseKeyframes(tools, assetId, control);
    }
    await findPeople(analysis);
    library.assets.setError(assetId, undefined);
    return analysis.counters;
  } catch (thrown) {
    const error = await truthOf(toCastlineError(thrown), asset);
    if (error.code !== 'cancelled') library.assets.setError(assetId, error.report());
    throw error;
  }
}
