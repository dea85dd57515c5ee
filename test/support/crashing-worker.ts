/**
 * The recogniser's worker, made to crash: a picture 13 pixels wide ends the thread at once, one of 14 throws where
 * nobody catches, one of 15 ends the thread at its first try only, and one of 16 uses all memory. Says on a channel when it starts.
 */

import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BroadcastChannel, parentPort } from 'node:worker_threads';
import '../../src/engine/recognition/local/worker.ts';

const channel = new BroadcastChannel('recogniser-starts');
channel.postMessage('started');
channel.close();

parentPort?.on('message', (request: { type: string; widthPx?: number }) => {
  if (request.widthPx === 13) process.exit(7);
  if (request.widthPx === 14) throw new Error('made to fail');
  if (request.widthPx === 16) {
    const kept: number[][] = [];
    for (;;) kept.push(new Array<number>(100_000).fill(kept.length + 0.5));
  }
  if (request.widthPx !== 15) return;
  const tried = join(tmpdir(), `castline-tried-${process.pid}`);
  if (existsSync(tried)) {
    rmSync(tried);
    return;
  }
  writeFileSync(tried, '');
  process.exit(7);
});
