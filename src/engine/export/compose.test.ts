import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { ExportThread } from './compose.ts';

it('says that the thread is gone, also when it ended before it was asked for anything', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'castline-thread-'));
  const broken = join(folder, 'broken.mjs');
  writeFileSync(broken, 'throw new Error("cannot load");');
  const thread = new ExportThread(pathToFileURL(broken));
  try {
    const ended = new Promise((resolve) => thread.start().once('exit', resolve));
    await ended;
    await expect(thread.send('write')).rejects.toMatchObject({ code: 'worker-crashed' });
  } finally {
    await thread.end();
    rmSync(folder, { recursive: true, force: true });
  }
});
