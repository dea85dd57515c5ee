import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeStill, stillHeader } from '../../src/engine/media/index.ts';
import { packTargets } from '../../src/engine/packs/index.ts';
import type { PackResult } from '../../src/shared/contract/index.ts';
import { castline } from '../support/cli.ts';
import { demoClip } from '../support/demo-clip.ts';
import { footage, hasFootage } from '../support/footage.ts';
import { bodyFaults } from '../support/kling-bodies.ts';
import { mediaTools } from '../support/media-tools.ts';

/** What of `pack.json` is checked. */
interface Pack {
  readonly subject: { readonly kind: string };
  readonly name: string;
  readonly description: string;
  readonly views: readonly {
    readonly role: string;
    readonly file: string;
    readonly cutOut: string;
    readonly mask: string;
    readonly widthPx: number;
    readonly heightPx: number;
    readonly bytes: number;
    readonly sha256: string;
    readonly isFrontal: boolean;
    readonly yawDegrees?: number;
    readonly source: { readonly frame: number; readonly clip: string };
  }[];
  readonly requests: readonly { readonly target: keyof typeof packTargets; readonly file: string }[];
  readonly warnings: readonly { readonly code: string }[];
}

let folder: string;
let library: string;
let results: { packs: PackResult[]; failed: { name: string }[] };
let packs: { path: string; pack: Pack }[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'castline-packs-'));
  library = join(folder, 'packs.castline');
  const clip = hasFootage ? footage('edits') : (await demoClip()).path;
  const run = await castline(['analyze', clip, '--library', library]);
  expect(run.code, run.stderr).toBe(0);
  const made = await castline([
    ...['pack', '--library', library, '--out', join(folder, 'out')],
    ...['--enlarge', '--retired', '--json'],
  ]);
  expect(made.code, made.stderr).toBe(0);
  results = made.json();
  packs = results.packs.map(({ path }) => ({
    path,
    pack: JSON.parse(readFileSync(join(path, 'pack.json'), 'utf8')) as Pack,
  }));
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('packs of every person and outfit', () => {
  it('are there, each whole in a folder of its own', () => {
    expect(results.failed).toEqual([]);
    expect(packs.filter(({ pack }) => pack.subject.kind === 'person').length).toBeGreaterThanOrEqual(
      hasFootage ? 8 : 2,
    );
    if (hasFootage) expect(packs.some(({ pack }) => pack.subject.kind === 'outfit')).toBe(true);
    expect(new Set(packs.map(({ path }) => path)).size).toBe(packs.length);
    for (const { path, files } of results.packs) {
      for (const file of files) expect(existsSync(join(path, file)), file).toBe(true);
    }
    expect(readdirSync(join(folder, 'out')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('hold pictures that every target takes, on white, with a cut-out and a mask of the same size', async () => {
    const tools = await mediaTools();
    const limits = Object.values(packTargets).map(({ picture }) => picture);
    for (const { path, pack } of packs) {
      for (const view of pack.views) {
        const bytes = readFileSync(join(path, view.file));
        const where = `${pack.name} ${view.file}`;
        expect(stillHeader(bytes), where).toMatchObject({ widthPx: view.widthPx, heightPx: view.heightPx });
        expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([
          view.bytes,
          view.sha256,
        ]);
        const [short, long] = [view.widthPx, view.heightPx].sort((a, b) => a - b) as [number, number];
        for (const limit of limits) {
          expect(short, where).toBeGreaterThanOrEqual(limit.leastShortSidePx);
          expect(long, where).toBeLessThanOrEqual(limit.mostLongSidePx);
          expect(view.widthPx / view.heightPx, where).toBeGreaterThanOrEqual(limit.leastRatio);
          expect(view.widthPx / view.heightPx, where).toBeLessThanOrEqual(limit.mostRatio);
          expect(bytes.length, where).toBeLessThanOrEqual(limit.maxBytes);
        }
        const [opaque, cutOut, mask] = await Promise.all(
          [view.file, view.cutOut, view.mask].map(async (name) =>
            decodeStill(tools, readFileSync(join(path, name))),
          ),
        );
        let [seen, left, coloured] = [0, 0, 0];
        for (let at = 0; at < view.widthPx * view.heightPx * 4; at += 4) {
          if (opaque?.rgba[at + 3] !== 255) throw new Error(`${where} is not opaque`);
          const alpha = cutOut?.rgba[at + 3] ?? 0;
          if (Math.abs(alpha - (mask?.rgba[at] ?? 0)) > 2)
            throw new Error(`${where}: mask and cut-out differ`);
          if (alpha > 250) seen += 1;
          else if (alpha < 2) left += 1;
          if (alpha < 2 && (opaque?.rgba[at] ?? 0) < 250) coloured += 1;
        }
        expect(seen, where).toBeGreaterThan(1000);
        expect(left, where).toBeGreaterThan(1000);
        expect(coloured / left, where).toBeLessThan(0.01);
      }
    }
  });

  it('begin with a frontal view wherever there is one, and the others differ from it', () => {
    let frontal = 0;
    for (const { pack } of packs.filter(({ pack: one }) => one.subject.kind === 'person')) {
      const [first, ...others] = pack.views.filter(({ role }) => role === 'frontal' || role === 'refer');
      expect(first?.role).toBe('frontal');
      if (first?.isFrontal) frontal += 1;
      else expect(pack.warnings.map(({ code }) => code)).toContain('not-frontal');
      expect(Math.abs(first?.yawDegrees ?? 0)).toBeLessThanOrEqual(25);
      expect(others.length).toBeLessThanOrEqual(3);
      const frames = pack.views
        .filter(({ role }) => role !== 'garment')
        .map(({ source }) => `${source.clip} ${source.frame}`);
      expect(new Set(frames).size).toBe(frames.length);
      if (others.length === 0) expect(pack.warnings.map(({ code }) => code)).toContain('few-views');
    }
    expect(frontal).toBeGreaterThanOrEqual(hasFootage ? 7 : 2);
  });

  it('have names, descriptions and request bodies that a strict reader takes', () => {
    let elements = 0;
    for (const { path, pack } of packs) {
      expect(pack.name.length).toBeLessThanOrEqual(20);
      expect(pack.description.length).toBeLessThanOrEqual(100);
      for (const { target, file } of pack.requests) {
        expect(
          bodyFaults(target, JSON.parse(readFileSync(join(path, file), 'utf8'))),
          `${pack.name} ${target}`,
        ).toEqual([]);
        if (target === 'kling-elements') elements += 1;
      }
      expect(pack.requests.map(({ target }) => target)).toContain('kling-omni');
    }
    expect(elements).toBeGreaterThanOrEqual(hasFootage ? 8 : 1);
    if (hasFootage) {
      const tryOns = packs.filter(({ pack }) =>
        pack.requests.some(({ target }) => target === 'kling-try-on'),
      );
      expect(tryOns.length).toBeGreaterThan(5);
    }
  });

  it('replace what Castline wrote before, and nothing else', async () => {
    const [first] = packs;
    const again = await castline([
      ...['pack', '--library', library, '--out', join(folder, 'out'), '--enlarge', '--json'],
      ...['--person', '1'],
    ]);
    const [result] = again.json<{ packs: PackResult[] }>().packs;
    expect(packs.map(({ path }) => path)).toContain(result?.path);
    expect(result?.files.some((name) => name.includes('multi-image'))).toBe(false);
    expect(first?.pack.requests.some(({ target }) => target === 'kling-multi-image')).toBe(true);
    const unknown = await castline(['pack', '--library', library, '--out', folder, '--prop', 'zeppelin']);
    expect(unknown.code).toBe(2);
  });
});
