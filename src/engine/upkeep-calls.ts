import type { EngineClient } from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';
import type { Engine } from './engine.ts';
import { restoreLibrary } from './library/index.ts';
import { healthView, relink, repairLibrary } from './upkeep.ts';

/** The calls that keep a library sound. What needs the file for itself closes the library and opens it again. */
export function upkeepCalls(engine: Engine): EngineClient['upkeep'] {
  const { clock, onEvent } = engine.options;
  const upkeep = () => engine.current.library.upkeep;
  const writing = () => {
    engine.current.library.requireWriter();
    return upkeep();
  };
  return {
    verify: async () => healthView(upkeep().examine()),
    backups: async () => upkeep().backups.list(),
    backup: () => writing().backup('asked', clock()),
    restore: async ({ name }) => {
      await engine.whileClosed((path) => restoreLibrary(path, name, clock()));
      return engine.current.view;
    },
    repair: async () => {
      const repaired = await engine.whileClosed((path) => repairLibrary(path, clock()));
      for (const assetId of repaired.clips) engine.current.analyseAgain(assetId);
      return repaired;
    },
    compact: async () => {
      const open = writing();
      if (engine.current.queue.workload().jobs.length > 0) {
        throw new CastlineError(
          'invalid-request',
          'Clips are being analysed: tidy up when they are through.',
        );
      }
      return open.compact();
    },
    relink: async ({ paths }) => {
      const relinked = await relink(engine.current.library, paths, clock(), engine.current.signal);
      if (relinked.found.length > 0) onEvent({ type: 'changed', areas: ['assets', 'library'] });
      return relinked;
    },
  };
}
