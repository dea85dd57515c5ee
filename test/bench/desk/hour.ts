import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { demoClip } from '../../support/demo-clip.ts';
import { importFiles, untilRested } from '../../support/desk.ts';
import { type LaunchedCastline, launchCastline } from '../../support/electron.ts';
import { randomOf } from '../../support/random.ts';
import { verdict } from './electron.ts';

const limitPercent = 5;
const mb = (bytes: number): string => (bytes / 1e6).toFixed(2);

/** Bytes of the window's script heap that are in use after everything unused was collected. */
interface Heap {
  /** What the program keeps. */
  readonly kept: number;
  /** What V8 compiled of it: more the longer it runs, as more of the program is optimised. */
  readonly compiled: number;
}

interface HeapSnapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: string[]; readonly node_types: [string[]] } };
  /** One field after the other, node after node. */
  readonly nodes: readonly number[];
}

async function heapAfterCollection(session: CDPSession): Promise<Heap> {
  for (let time = 0; time < 3; time++) await session.send('HeapProfiler.collectGarbage');
  const pieces: string[] = [];
  const add = ({ chunk }: { chunk: string }): void => void pieces.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', add);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', add);
  const { snapshot, nodes } = JSON.parse(pieces.join('')) as HeapSnapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, sizeAt, code] = [
    fields.indexOf('type'),
    fields.indexOf('self_size'),
    types[0].indexOf('code'),
  ];
  let [kept, compiled] = [0, 0];
  for (let node = 0; node < nodes.length; node += fields.length) {
    const size = nodes[node + sizeAt] ?? 0;
    if (nodes[node + typeAt] === code) compiled += size;
    else kept += size;
  }
  return { kept, compiled };
}

const growth = (from: number, to: number): number => (100 * (to - from)) / from;

/** Memory of all processes, in MB. */
const allMemory = async ({ app }: LaunchedCastline): Promise<number> => {
  const kilobytes = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  );
  return kilobytes / 1024;
};

/** What an editor's hands do, by chance; each leaves the desk as a whole where it was. */
const deeds: readonly ((page: Page, random: () => number) => Promise<void>)[] = [
  async (page) => press(page, ['Space'], 1200, ['k']),
  async (page) => press(page, ['l', 'l'], 900, ['k']),
  async (page, random) => press(page, Array(Math.floor(20 * random())).fill('ArrowRight'), 0, ['Home']),
  async (page) => press(page, ['ArrowDown', 'ArrowDown', 'ArrowUp'], 0, []),
  async (page) => press(page, ['+', '+', '+', '+', '-', '-', '\\'], 60, []),
  async (page) => press(page, ['m', '.', '.', '>', ',', 'Delete'], 60, []),
  async (page) => press(page, ['Shift+T', 'Escape', 'Control+z'], 120, []),
  async (page) => press(page, ['1', 'x', 'z', '\\', 'Escape'], 60, []),
  async (page) => {
    await press(page, ['Space'], 200, []);
    await page.keyboard.down('t');
    await page.waitForTimeout(700);
    await page.keyboard.up('t');
    await press(page, ['k'], 200, ['Control+z']);
  },
  async (page) => press(page, ['c', 'ArrowDown', 'ArrowDown', 'Escape'], 200, []),
  async (page) => press(page, ['r', 'l', 'Escape'], 300, []),
  async (page) => press(page, ['1', 'f', 'Escape', 'Escape'], 300, []),
  async (page) => press(page, ['?', 'Escape', 'Control+,', 'Escape'], 200, []),
  async (page) => press(page, ['PageDown', 'PageUp'], 400, []),
];

async function press(
  page: Page,
  keys: readonly string[],
  pauseMs: number,
  after: readonly string[],
): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(Math.max(20, pauseMs));
  }
  for (const key of after) await page.keyboard.press(key);
}

/**
 * Uses the app for so many minutes without a break, and says how memory grew after a collection: from the end of the first
 * sixth, when all that is kept on purpose is there, to the end. Judged is what the program keeps; what V8 compiles of it grows for
 * as long as it finds more to optimise, and is shown beside it.
 */
export async function benchHour(minutes: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'castline-hour-'));
  const launched = await launchCastline({
    library: join(folder, 'Shoot.castline'),
    userDataDir: join(folder, 'profile'),
  });
  const { page, complaints } = launched;
  try {
    await importFiles(page, [(await demoClip()).path]);
    await untilRested(page, 1);
    const session = await page.context().newCDPSession(page);
    const random = randomOf(11);
    const begun = performance.now();
    const elapsed = (): number => (performance.now() - begun) / 60_000;
    /** At the end of each sixth but the last. */
    const seen: { heap: Heap; all: number }[] = [];
    let done = 0;
    while (elapsed() < minutes) {
      await deeds[Math.floor(random() * deeds.length)]?.(page, random);
      done += 1;
      if (elapsed() > ((seen.length + 1) * minutes) / 6) {
        const heap = await heapAfterCollection(session);
        seen.push({ heap, all: await allMemory(launched) });
        console.log(
          `  after ${elapsed().toFixed(1)} minutes: ${mb(heap.kept)} MB and ${mb(heap.compiled)} MB of code`,
        );
      }
    }
    const end = { heap: await heapAfterCollection(session), all: await allMemory(launched) };
    const start = seen[0] ?? end;
    const grown = growth(start.heap.kept, end.heap.kept);
    const whole = growth(start.heap.kept + start.heap.compiled, end.heap.kept + end.heap.compiled);
    console.log(
      `${minutes} minutes of use, ${done} deeds: script heap after a collection ${mb(start.heap.kept)} MB after ${(minutes / 6).toFixed(1)} minutes, ${mb(end.heap.kept)} MB at the end: ${grown.toFixed(1)} %; < ${limitPercent} %: ${verdict(grown, limitPercent)}`,
    );
    console.log(
      `Code that V8 compiled of it: ${mb(start.heap.compiled)} MB, ${mb(end.heap.compiled)} MB; with it the heap grew by ${whole.toFixed(1)} %`,
    );
    console.log(
      `All processes (resident, not collected): ${start.all.toFixed(0)} MB, ${end.all.toFixed(0)} MB`,
    );
    console.log(`Console errors and unhandled rejections: ${complaints.length}`);
    for (const complaint of complaints) console.log(`  ${complaint}`);
    return grown < limitPercent && complaints.length === 0;
  } finally {
    await launched.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
