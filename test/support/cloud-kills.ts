import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { preparePicture } from '../../src/engine/cloud/requests.ts';
import { Library } from '../../src/engine/library/index.ts';
import { splitJpegs } from '../../src/engine/media/index.ts';
import { ffmpegOutput, openCloud, queuePicture } from './cloud-library.ts';
import { type Fault, randomOf } from './kling-server/faults.ts';
import { type RunningServer, testAccount } from './kling-server/start.ts';
import { mediaTools } from './media-tools.ts';
import { samplePhotograph } from './pictures.ts';

/** What a run of kills and faults came to. */
export interface RunResult {
  readonly seed: number;
  readonly kills: number;
  readonly faults: number;
  readonly callsAtServer: number;
  readonly callsInLedger: number;
  readonly endedUnknown: number;
  readonly askedAgain: number;
  readonly chargedTwice: number;
  readonly lost: number;
  readonly problems: readonly string[];
}

/** Faults that pass by themselves, and some that leave the end of a call in the dark or a picture failed. */
const faults: Fault[] = [
  { name: '429-1302' },
  { name: '429-1303' },
  { name: '503-5001' },
  { name: '504' },
  { name: 'cut' },
  { name: 'malformed' },
  { name: 'wrong-content-type' },
  { name: 'duplicate-keys' },
  { name: '500-invalid-request' },
];

/** A library with a queue of photographs that differ from each other: crops of one photograph, moved step by step. */
export async function makeLibrary(path: string, frames: number): Promise<void> {
  const crop = `crop=320:320:x='mod(n*13,iw-320)':y='mod(n*7,ih-320)'`;
  const film = await ffmpegOutput([
    ...['-loop', '1', '-i', samplePhotograph('sample1.jpg'), '-vf', `scale=900:-2,${crop}`],
    ...['-frames:v', String(frames), '-f', 'image2pipe', '-c:v', 'mjpeg', '-q:v', '4', 'pipe:1'],
  ]);
  const library = new Library(path, { create: true });
  async function* once(): AsyncGenerator<Buffer> {
    yield film;
  }
  for await (const jpeg of splitJpegs(once())) await queuePicture(library, Buffer.from(jpeg));
  const { waiting } = library.cloudItems.counts();
  library.close();
  if (waiting !== frames) throw new Error(`${waiting} pictures wait, ${frames} were meant to.`);
}

/** Everything that the library knows of results, without times and ids. */
export function resultsOf(path: string): string {
  const library = new Library(path, { create: false });
  const items = library.cloudItems.list().map(({ pixels, state, image }) => ({
    pixels,
    state,
    image,
    answers: library.cloudAnswers.ofPixels(pixels).map(({ route, model, placement, sets }) => ({
      route,
      model,
      placement,
      sets: sets.map(({ url, mask, ...rest }) => ({
        ...rest,
        hasUrl: url !== undefined,
        isFileThere: rest.pictureHash === undefined || library.images.has(rest.pictureHash),
        mask: mask && createHash('sha256').update(mask.runs).digest('hex'),
      })),
    })),
  }));
  library.close();
  return JSON.stringify(items);
}

/** Sends what waits until nothing does, without faults. */
export async function settleAll(path: string, server: RunningServer): Promise<void> {
  await server.setScript({ urls: 0.06 });
  const account = testAccount(server.url, 'cometapi', { route: 'comet' });
  const cloud = openCloud(path, account, { waitScale: 0.002 });
  cloud.queue.wake();
  await cloud.queue.whenAtRest();
  await cloud.close();
}

/** Starts a run and kills it after some milliseconds; true when it was killed before its end. */
async function killedRun(path: string, server: RunningServer, afterMs: number): Promise<boolean> {
  const entry = fileURLToPath(new URL('./cloud-run.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, path, server.url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<boolean>((resolve) =>
    child.once('exit', (_code, signal) => resolve(signal === 'SIGKILL')),
  );
  await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended]);
  await Promise.race([wait(afterMs), ended]);
  child.kill('SIGKILL');
  return ended;
}

interface Seen {
  readonly charges: Map<string, number>;
  readonly calls: number;
  readonly faults: number;
}

async function seenBy(server: RunningServer): Promise<Seen> {
  const { calls } = await server.log();
  const charges = new Map<string, number>();
  for (const { picture, isCharged } of calls) {
    if (isCharged) charges.set(picture, (charges.get(picture) ?? 0) + 1);
  }
  return { charges, calls: calls.length, faults: calls.filter(({ fault }) => fault !== null).length };
}

/** Kills the queue again and again until all is sent, then compares what the server saw with what the library says. */
export async function disturbedRun(
  path: string,
  server: RunningServer,
  seed: number,
  wanted: string,
): Promise<RunResult> {
  await server.reset();
  await server.setScript({ urls: 0.06, random: { seed, share: 0.12, faults } });
  const problems: string[] = [];
  let kills = 0;
  // Each run lives a little longer than the one before, so that every seed comes to an end.
  for (
    let run = 0;
    await killedRun(path, server, 20 + randomOf(seed * 1009 + run) * (300 + 200 * run));
    run++
  )
    kills += 1;
  const before = await seenBy(server);
  const library = new Library(path, { create: false });
  const items = library.cloudItems.list();
  const counts = library.cloudItems.counts();
  const chargedTwice = [...before.charges.values()].filter((times) => times > 1).length;
  const lost = JSON.parse(wanted).length - items.length + counts.waiting + counts.sending + counts.fetching;
  if (chargedTwice > 0) problems.push(`${chargedTwice} pictures were charged twice`);
  if (lost > 0) problems.push(`${lost} pictures were lost or left waiting`);
  await checkUnknown(library, before, problems);
  // What failed or ended in the dark waits for a person's word: here it is given.
  const askedAgain = library.cloudItems.retry(['failed', 'unknown']);
  library.close();
  await settleAll(path, server);
  const after = await seenBy(server);
  const callsInLedger = ledgerCalls(path);
  if (after.calls > callsInLedger) problems.push(`${after.calls} calls, ${callsInLedger} in the ledger`);
  if (resultsOf(path) !== wanted) problems.push('the library differs from the undisturbed one');
  return {
    seed,
    kills,
    faults: before.faults,
    callsAtServer: after.calls,
    callsInLedger,
    endedUnknown: counts.unknown,
    askedAgain,
    chargedTwice,
    lost,
    problems,
  };
}

function ledgerCalls(path: string): number {
  const library = new Library(path, { create: false });
  const calls = library.cloudCalls.list().filter(({ state }) => state !== 'released').length;
  library.close();
  return calls;
}

/** A picture that the server charged has an answer, or is shown as failed or as of unknown end. */
async function checkUnknown(library: Library, { charges }: Seen, problems: string[]): Promise<void> {
  for (const { image, pixels, state } of library.cloudItems.list()) {
    const { jpeg } = await preparePicture(mediaTools, library.images.pathOf(image));
    const isCharged = charges.has(createHash('sha256').update(jpeg).digest('hex'));
    const hasAnswer = library.cloudAnswers.ofPixels(pixels).length > 0;
    if (isCharged && !hasAnswer && state !== 'unknown' && state !== 'failed') {
      problems.push(`${image.slice(0, 8)} was charged and is ${state}`);
    }
    if (hasAnswer && !isCharged) problems.push(`${image.slice(0, 8)} has an answer that nobody gave`);
    if (
      createHash('sha256')
        .update(readFileSync(library.images.pathOf(image)))
        .digest('hex') !== image
    ) {
      problems.push(`${image.slice(0, 8)} is damaged`);
    }
  }
}
