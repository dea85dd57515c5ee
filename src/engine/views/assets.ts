import { existsSync } from 'node:fs';
import type { AssetDetail, AssetState, AssetSummary, JobView, Preview } from '../../shared/contract/views.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { MediaFacts } from '../../shared/media.ts';
import { ticksToSeconds, toNumber } from '../../shared/time.ts';
import type { EffectiveShot } from '../cuts/index.ts';
import type { Sighting } from '../decisions/index.ts';
import { keyframeReach } from '../identity/index.ts';
import type { ClipDigest, Library, StoredAsset, StoredJob, StoredKeyframe } from '../library/index.ts';
import { decodeFrameList, type FrameList, frameAtTicks } from '../media/index.ts';
import { readClip } from './appearances.ts';
import { freshDigests } from './digest.ts';

/** An asset with its frame list. @throws CastlineError not-found when it has not been analysed so far. */
export function framesOf(library: Library, assetId: AssetId): FrameList {
  const stored = library.assets.frameList(assetId);
  if (!stored) throw new CastlineError('not-found', 'This clip has not been analysed yet.');
  return decodeFrameList(stored);
}

/** Presentation times of all frames and, last, the end of the last frame. */
export function frameTicksOf(frames: FrameList): Float64Array<ArrayBuffer> {
  const ticks = new Float64Array(frames.ticks.length + 1);
  ticks.set(frames.ticks);
  ticks[frames.ticks.length] = frames.endTicks;
  return ticks;
}

function stateOf(asset: StoredAsset, job: StoredJob | undefined): AssetState {
  if (job?.state === 'running') return 'analysing';
  if (job?.state === 'queued') return 'waiting';
  if (job?.state === 'cancelled' || job?.state === 'interrupted') return job.state;
  if (asset.error) return 'failed';
  return job?.state === 'done' ? 'ready' : 'waiting';
}

function summaryOf(
  library: Library,
  asset: StoredAsset,
  job: StoredJob | undefined,
  live: JobView | undefined,
  digest: ClipDigest | undefined,
): AssetSummary {
  const poster = digest?.poster ?? library.shots.preview(asset.id)[0]?.image;
  const claimed = asset.facts?.claimedDurationSeconds;
  return {
    id: asset.id,
    name: asset.name,
    path: asset.path,
    online: existsSync(asset.path),
    state: stateOf(asset, job),
    ...(live ? { job: { id: live.id, progress: live.progress } } : {}),
    ...(asset.error ? { error: asset.error } : {}),
    ...(poster ? { poster } : {}),
    ...(claimed === undefined ? {} : { durationSeconds: claimed }),
    ...(asset.frameCount === undefined ? {} : { frameCount: asset.frameCount }),
    shotCount: digest?.shotCount ?? 0,
    personCount: digest?.personCount ?? 0,
  };
}

/** All assets, as the clip list shows them. `jobs` are the live ones. */
export function listAssets(library: Library, jobs: readonly JobView[]): AssetSummary[] {
  const latest = new Map(library.jobs.latest().map((job) => [job.assetId, job]));
  const live = new Map(jobs.map((job) => [job.assetId, job]));
  const digests = freshDigests(library);
  return library.assets
    .list()
    .map((asset) =>
      summaryOf(library, asset, latest.get(asset.id), live.get(asset.id), digests.get(asset.id)),
    );
}

/** What there is to see of a clip before its analysis is through. @throws CastlineError not-found */
export function previewOf(library: Library, assetId: AssetId): Preview {
  const durationSeconds = library.assets.get(assetId).facts?.claimedDurationSeconds;
  return {
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    pictures: library.shots.preview(assetId),
  };
}

/** The filmstrip of the scan; until that is through, the preview's pictures at the frames that they show. */
function filmstripOf(
  library: Library,
  assetId: AssetId,
  facts: MediaFacts,
  frames: FrameList,
): AssetDetail['filmstrip'] {
  const strip = library.shots.filmstrip(assetId);
  if (strip.length > 0) return strip;
  const { num, den } = frames.timeBase;
  return library.shots.preview(assetId).map(({ seconds, image }) => ({
    frame: frameAtTicks(frames, ((seconds + facts.containerStartSeconds) * den) / num),
    image,
  }));
}

/** All that the viewer and the timeline show of one asset. @throws CastlineError not-found */
export function assetDetail(library: Library, assetId: AssetId, jobs: readonly JobView[]): AssetDetail {
  const asset = library.assets.get(assetId);
  if (!asset.facts) throw new CastlineError('not-found', `"${asset.name}" has not been analysed yet.`);
  const frames = framesOf(library, assetId);
  const { shots, keyframes, sightings: faces, appearances } = readClip(library, assetId);
  const latest = library.jobs.latest().find((job) => job.assetId === assetId);
  const live = jobs.find((job) => job.assetId === assetId);
  const duration = ticksToSeconds(frames.endTicks - (frames.ticks[0] ?? 0), frames.timeBase);
  return {
    summary: {
      ...summaryOf(library, asset, latest, live, freshDigests(library).get(assetId)),
      durationSeconds: Math.max(0, toNumber(duration)),
    },
    facts: asset.facts,
    frameCount: frames.ticks.length,
    variableFrameRate: frames.variableFrameRate,
    frameTicks: frameTicksOf(frames),
    shots: [...shots],
    keyframes: keyframeViews(shots, keyframes, faces),
    filmstrip: filmstripOf(library, asset.id, asset.facts, frames),
    appearances: [...appearances],
    drawn: drawnViews(library, assetId, faces),
  };
}

function drawnViews(
  library: Library,
  assetId: AssetId,
  sightings: readonly Sighting[],
): AssetDetail['drawn'] {
  const whose = new Map(sightings.map(({ elementId, identityId }) => [elementId, identityId]));
  return library.decisions
    .list('drawn_element')
    .filter((one) => one.assetId === assetId)
    .map(({ id, kind, frame, boxX, boxY, boxW, boxH }) => {
      const identityId = whose.get(id);
      return {
        ...{ elementId: id, kind, frame, box: { x: boxX, y: boxY, w: boxW, h: boxH } },
        ...(identityId ? { identityId } : {}),
      };
    });
}

function keyframeViews(
  shots: readonly EffectiveShot[],
  keyframes: readonly StoredKeyframe[],
  faces: readonly Sighting[],
): AssetDetail['keyframes'] {
  const byShot = Map.groupBy(keyframes, (keyframe) => keyframe.shotId);
  const byKeyframe = Map.groupBy(faces, (face) => face.keyframeId);
  return shots.flatMap((shot) => {
    const inShot = byShot.get(shot.id) ?? [];
    const reach = keyframeReach(shot, inShot);
    return inShot.map((keyframe, index) => ({
      id: keyframe.id,
      shotId: keyframe.shotId,
      frame: keyframe.frame,
      image: keyframe.image,
      firstFrame: reach[index]?.firstFrame ?? shot.firstFrame,
      endFrame: reach[index]?.endFrame ?? shot.endFrame,
      faces: (byKeyframe.get(keyframe.id) ?? [])
        .filter(({ kind }) => kind === 'face')
        .map((face) => ({
          elementId: face.elementId,
          ...(face.identityId ? { identityId: face.identityId } : {}),
          box: face.box,
          score: face.score,
        })),
    }));
  });
}
