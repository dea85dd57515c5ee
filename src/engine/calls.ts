import type { EngineClient } from '../shared/contract/index.ts';
import { toCastlineError } from '../shared/errors.ts';
import { castCalls, privacyCalls, reviewCalls, tagCalls } from './cast-calls.ts';
import { cloudCalls } from './cloud-calls.ts';
import { cutCalls } from './cut-calls.ts';
import type { Engine } from './engine.ts';
import { exportCalls } from './export-calls.ts';
import { sqliteVersion } from './library/index.ts';
import { packCalls } from './pack-calls.ts';
import { searchCalls } from './search-calls.ts';
import { exportStill } from './still.ts';
import { systemFacts } from './system.ts';
import { noteCalls, timelineCalls } from './timeline-calls.ts';
import { upkeepCalls } from './upkeep-calls.ts';
import { assetDetail, keyframeElements, listAssets, previewOf } from './views/index.ts';
import { wardrobeCalls } from './wardrobe-calls.ts';

/** The contract's calls, answered by an engine. Each asks for the library anew: another one may have been opened. */
export function engineCalls(engine: Engine): EngineClient {
  const library = () => engine.current.library;
  const queue = () => engine.current.queue;
  const liveJobs = () => queue().workload().jobs;
  return {
    library: {
      current: async () => engine.current.view,
      open: ({ path, create }) => engine.openLibrary(path, create),
    },
    settings: {
      read: async () => library().settings.read(),
      write: async (settings) => {
        engine.current.setSettings(settings);
        return settings;
      },
    },
    assets: {
      list: async () => listAssets(library(), liveJobs()),
      detail: async ({ assetId }) => assetDetail(library(), assetId, liveJobs()),
      preview: async ({ assetId }) => previewOf(library(), assetId),
      elements: async ({ keyframeId }) => keyframeElements(library(), keyframeId),
      exportStill: async ({ assetId, frame, path }) => {
        const { signal } = engine.current;
        const wish = { assetId, frame, path, manifest: engine.manifestOfClip(assetId) };
        return exportStill(library(), await engine.findMedia(), wish, signal);
      },
      proxy: ({ assetId }) => engine.proxy(assetId),
      import: ({ paths, leavesRemoved }) => engine.current.import(paths, leavesRemoved),
      retry: async ({ assetId }) => engine.current.analyseAgain(assetId),
      remove: async ({ assetIds }) => ({ names: engine.current.removal.remove(assetIds) }),
    },
    cast: castCalls(() => engine.current),
    tags: tagCalls(() => engine.current),
    timeline: timelineCalls(() => engine.current),
    notes: noteCalls(() => engine.current),
    review: reviewCalls(() => engine.current),
    search: searchCalls(() => engine.current),
    wardrobe: wardrobeCalls(() => engine.current),
    privacy: privacyCalls(() => engine.current),
    cuts: cutCalls(() => engine.current),
    cloud: cloudCalls(() => engine.current),
    edits: {
      state: async () => library().edits.labels(),
      undo: async () => engine.current.step('undo'),
      redo: async () => engine.current.step('redo'),
      history: async ({ most }) =>
        library()
          .edits.history(most)
          .map(({ undone, ...entry }) => ({ ...entry, isUndone: undone === 1 })),
      goTo: async ({ id }) => engine.current.goTo(id),
    },
    jobs: {
      workload: async () => queue().workload(),
      pause: async ({ paused }) => {
        queue().setPaused(paused);
        return queue().workload();
      },
      notePlaying: async ({ playing }) => {
        queue().setPlaying(playing);
        return undefined;
      },
      cancel: async ({ jobId }) => {
        queue().cancel(jobId);
        return undefined;
      },
    },
    export: exportCalls(engine),
    packs: packCalls(engine),
    upkeep: upkeepCalls(engine),
    system: {
      facts: async () =>
        systemFacts({
          media: await engine.findMedia().catch(toCastlineError),
          sqliteVersion: sqliteVersion(),
          modelsDir: engine.options.modelsDir,
        }),
      commands: async () => (await engine.findMedia().catch(() => undefined))?.commands.list() ?? [],
    },
  };
}
