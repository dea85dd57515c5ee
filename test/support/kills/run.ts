/**
 * A process to be killed at any instant: `node run.ts <work> <library> <other path> <number>`. Says "go" when the work
 * begins, "ack n" for what it acknowledged, "done" at the end.
 */
import { Library, restoreLibrary } from '../../../src/engine/library/index.ts';
import { makeEdits, regroup, strictnesses } from './edits.ts';
import { openRealEngine } from './host.ts';

const [work = '', library = '', other = '', number = '0'] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const works: Record<string, () => Promise<void>> = {
  import: async () => {
    const engine = openRealEngine(library, true);
    await engine.calls.jobs.pause({ paused: true });
    say('go');
    const { added } = await engine.calls.assets.import({ paths: [other] });
    say(`ack ${added.length}`);
    await engine.close();
  },
  analysis: async () => {
    say('go');
    const engine = openRealEngine(library, true);
    await engine.calls.assets.import({ paths: [other] });
    await engine.whenIdle();
    await engine.close();
  },
  grouping: async () => {
    const engine = openRealEngine(library);
    say('go');
    for (const strictness of strictnesses) {
      await regroup(engine, strictness);
      say(`ack ${strictness}`);
    }
    await engine.close();
  },
  editing: async () => {
    const engine = openRealEngine(library);
    say('go');
    await makeEdits(engine, Number(number), 48, (made) => say(`ack ${made}`));
    await engine.close();
  },
  export: async () => {
    const engine = openRealEngine(library);
    say('go');
    for (const format of ['manifest', 'csv', 'fcpxml', 'otio', 'resolve-edl'] as const) {
      await engine.calls.export.write({
        format,
        selection: { confirmedOnly: false, appearances: true, shots: true },
        options: {},
        path: other,
      });
      say(`ack ${format}`);
    }
    await engine.close();
  },
  migration: async () => {
    say('go');
    new Library(library, { create: false }).close();
  },
  backup: async () => {
    const opened = new Library(library, { create: false });
    say('go');
    for (let index = 0; index < 3; index++) {
      const { name } = await opened.upkeep.backup('asked', new Date());
      say(`ack ${name}`);
      opened.upkeep.compact();
    }
    opened.close();
  },
  restore: async () => {
    say('go');
    for (let index = 0; index < 3; index++) {
      restoreLibrary(library, undefined, new Date());
      const opened = new Library(library, { create: false });
      opened.remembered.write('restored', index);
      opened.close();
    }
  },
};

await works[work]?.();
say('done');
