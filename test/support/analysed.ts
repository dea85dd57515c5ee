import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { castline } from './cli.ts';
import { demoClip } from './demo-clip.ts';

const name = 'Shoot.castline';
let made: Promise<string> | undefined;

async function analyse(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'castline-analysed-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const library = join(folder, name);
  const { code, stderr } = await castline(['analyze', (await demoClip()).path, '--library', library]);
  if (code !== 0) throw new Error(`The demo clip was not analysed: ${stderr}`);
  return library;
}

/** Puts a library with the demo clip, analysed once for all tests of a file, where `start` opens it. */
export async function copyAnalysedDemo(folder: string): Promise<void> {
  made ??= analyse();
  const library = await made;
  cpSync(library, join(folder, name));
  cpSync(`${library}.images`, join(folder, `${name}.images`), { recursive: true });
}
