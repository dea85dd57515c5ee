import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../src/engine/index.ts';
import type { AssetId } from '../../src/shared/ids.ts';
import { demoClip } from './demo-clip.ts';

/** A library with the demo clip, analysed once, and copies of it that each test may change. */
export class AnalysedCopies {
  /** Of the library and its copies; there is room for other files. */
  readonly folder: string;
  /** The demo clip. */
  readonly assetId: AssetId;
  private count = 0;

  private constructor(folder: string, assetId: AssetId) {
    this.folder = folder;
    this.assetId = assetId;
  }

  /** `open` makes the engine that analyses; `name` is part of the folder's. */
  static async make(name: string, open: (path: string) => Engine): Promise<AnalysedCopies> {
    const folder = mkdtempSync(join(tmpdir(), `castline-${name}-`));
    const engine = open(join(folder, 'analysed.castline'));
    const { added } = await engine.calls.assets.import({ paths: [(await demoClip()).path] });
    await engine.whenIdle();
    await engine.close();
    return new AnalysedCopies(folder, added[0] as AssetId);
  }

  /** Where a fresh copy lies. */
  async next(): Promise<string> {
    const analysed = join(this.folder, 'analysed.castline');
    this.count += 1;
    const library = join(this.folder, `copy-${this.count}.castline`);
    await cp(analysed, library);
    await cp(`${analysed}.images`, `${library}.images`, { recursive: true });
    return library;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
