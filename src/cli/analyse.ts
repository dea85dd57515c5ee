import { resolve } from 'node:path';
import { type Engine, noWork } from '../engine/index.ts';
import type { AssetSummary, EngineEvent, LibrarySettings, Workload } from '../shared/contract/index.ts';
import type { AssetId } from '../shared/ids.ts';
import { openEngine } from './host.ts';
import { exitCodes, type Output } from './output.ts';

/** What `castline analyze` was asked: files or folders, and where the result is kept. */
export interface AnalyseOptions {
  readonly paths: readonly string[];
  readonly library: string;
  readonly signal: AbortSignal;
  readonly keyframesPerMinute: number | undefined;
  readonly mode: LibrarySettings['recognitionMode'] | undefined;
}

const phaseWords = {
  queued: 'waiting',
  probe: 'reading',
  frames: 'listing frames',
  shots: 'finding shots',
  keyframes: 'storing keyframes',
  recognition: 'recognising',
  grouping: 'grouping people',
  done: 'done',
} as const;

function progressLine(workload: Workload): string {
  const job = workload.jobs[0];
  if (!job) return '';
  const percent = Math.floor(workload.fraction * 100);
  const left = workload.secondsLeft === undefined ? '' : `, ${Math.ceil(workload.secondsLeft)} s left`;
  const more = workload.waiting > 0 ? `, ${workload.waiting} more waiting` : '';
  return `${percent} % · ${job.subject}: ${phaseWords[job.progress.phase]}${left}${more}`;
}

function fileResult(engine: Engine, asset: AssetSummary) {
  const counters = engine.countersOf(asset.id) ?? noWork;
  return {
    path: asset.path,
    asset: asset.id,
    state: asset.state,
    /** True when nothing had to be decoded or recognised. */
    cached: asset.state === 'ready' && counters.decodedFrames === 0 && counters.recognisedPictures === 0,
    shots: asset.shotCount,
    people: asset.personCount,
    counters,
    ...(asset.error ? { error: asset.error } : {}),
  };
}

/** Settings that are given stay with the library. */
async function writeSettings(engine: Engine, { keyframesPerMinute, mode }: AnalyseOptions): Promise<void> {
  if (keyframesPerMinute === undefined && mode === undefined) return;
  const { settings } = engine.calls;
  await settings.write({
    ...(await settings.read()),
    ...(keyframesPerMinute === undefined ? {} : { keyframesPerMinute }),
    ...(mode === undefined ? {} : { recognitionMode: mode }),
  });
}

const clips = (count: number): string => `${count} unfinished ${count === 1 ? 'clip' : 'clips'}`;

/** `analyze`: files and folders into a library, a line or a JSON entry for each. */
export async function analyse(output: Output, options: AnalyseOptions): Promise<number> {
  const showProgress = (event: EngineEvent): void => {
    if (event.type === 'workload' && event.workload.jobs.length > 0)
      output.progress(progressLine(event.workload));
  };
  const engine = openEngine(options.library, true, showProgress);
  const stop = () => void engine.calls.jobs.cancel({});
  options.signal.addEventListener('abort', stop);
  try {
    await writeSettings(engine, options);
    await engine.current.library.upkeep.backupIfDue(new Date());
    const { unfinishedClips } = engine.current.view.found;
    if (unfinishedClips > 0)
      output.progress(`${clips(unfinishedClips)} of the last run: going on where it ended`);
    const imported = await engine.calls.assets.import({ paths: options.paths.map((path) => resolve(path)) });
    if (options.signal.aborted) stop();
    await engine.whenIdle();
    const asked = new Set<AssetId>([...imported.added, ...imported.known]);
    const assets = (await engine.calls.assets.list()).filter((asset) => asked.has(asset.id));
    const files = assets.map((asset) => fileResult(engine, asset));
    const failed = files.filter((file) => file.error);
    const totals = files.reduce(
      (sum, { counters }) => ({
        probedFiles: sum.probedFiles + counters.probedFiles,
        listedFrames: sum.listedFrames + counters.listedFrames,
        decodedFrames: sum.decodedFrames + counters.decodedFrames,
        storedPictures: sum.storedPictures + counters.storedPictures,
        recognisedPictures: sum.recognisedPictures + counters.recognisedPictures,
      }),
      noWork,
    );
    output.result({ library: resolve(options.library), files, refused: imported.refused, totals }, [
      ...files.map((file) =>
        file.error
          ? `${file.path}: ${file.error.message} [${file.error.code}] ${file.error.nextStep}`
          : `${file.path}: ${file.shots} shots, ${file.people} people${file.cached ? ' (already known)' : ''}`,
      ),
      ...imported.refused.map(
        ({ path, error }) => `${path}: ${error.message} [${error.code}] ${error.nextStep}`,
      ),
    ]);
    if (options.signal.aborted) return exitCodes.cancelled;
    const wrong = failed.length + imported.refused.length;
    if (wrong === 0) return files.length === 0 ? exitCodes.inputUnreadable : exitCodes.done;
    return wrong === files.length + imported.refused.length
      ? exitCodes.inputUnreadable
      : exitCodes.someFilesFailed;
  } finally {
    options.signal.removeEventListener('abort', stop);
    await engine.close();
  }
}
