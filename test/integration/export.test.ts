import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/cli/host.ts';
import type { ExportFormat, ExportResult, ImportProposal } from '../../src/shared/contract/index.ts';
import { castline } from '../support/cli.ts';
import { demoClip } from '../support/demo-clip.ts';
import { makeLargeLibrary } from '../support/large-library.ts';

let folder: string;
let library: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'castline-handover-'));
  library = join(folder, 'demo.castline');
  const { path } = await demoClip();
  const run = await castline(['analyze', path, '--library', library]);
  expect(run.code, run.stderr).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const to = (...parts: string[]): string => join(folder, ...parts);

describe('handing over', () => {
  it('writes each format from a real library, whole and under its name', async () => {
    const { formats } = (await castline(['formats', '--json'])).json<{ formats: ExportFormat[] }>();
    expect(formats.length).toBeGreaterThan(18);
    for (const { id, extension } of formats) {
      const run = await castline([
        'export',
        id,
        '--library',
        library,
        '--out',
        to(id, '/'),
        '--shots',
        '--json',
      ]);
      expect(run.code, `${id}: ${run.stderr}`).toBe(0);
      const result = run.json<ExportResult & { version: number }>();
      expect(result.version).toBe(1);
      expect(result.rangeCount).toBeGreaterThan(3);
      for (const { path, bytes } of result.files) {
        expect(path.endsWith(extension), path).toBe(true);
        expect(readFileSync(path).byteLength).toBe(bytes);
      }
      expect(readdirSync(to(id)).filter((name) => name.startsWith('.'))).toEqual([]);
    }
  });

  it('narrows to one person, and says when nothing is left', async () => {
    const all = await castline(['export', 'csv', '--library', library, '--out', to('all.csv'), '--json']);
    const one = await castline([
      'export',
      'csv',
      '--library',
      library,
      '--person',
      '1',
      '--out',
      to('one.csv'),
      '--json',
    ]);
    const count = one.json<ExportResult>().rangeCount;
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(all.json<ExportResult>().rangeCount);
    const none = await castline([
      'export',
      'csv',
      '--library',
      library,
      '--confirmed',
      '--out',
      to('no.csv'),
    ]);
    expect(none.code).toBe(2);
    expect(existsSync(to('no.csv'))).toBe(false);
  });

  it('narrows to what a search finds, and to what a bin holds', async () => {
    const made = to('made.castline');
    makeLargeLibrary(made, { clips: 3, shotsPerClip: 6, keyframesPerShot: 2, people: 20 });
    const engine = openEngine(made, false);
    const query = 'people:2 shot:>1s clip:a000';
    await engine.calls.search.saveBin({ name: 'Long ones', query });
    const { hits } = await engine.calls.search.find({ query, limit: 5000 });
    await engine.close();
    expect(hits).toHaveLength(6);
    const counts: number[] = [];
    for (const narrowed of [[], ['--search', query], ['--bin', 'long ones']]) {
      const run = await castline([
        ...['export', 'csv', '--library', made, '--out', to('found.csv'), '--json'],
        ...['--shots', '--no-people', ...narrowed],
      ]);
      counts.push(run.json<ExportResult>().rangeCount);
    }
    expect(counts).toEqual([18, 6, 6]);
    const gone = await castline(['export', 'csv', '--library', made, '--out', to('x'), '--bin', 'none']);
    expect(gone.code).toBe(2);
  });

  it('refuses what it does not know with a word on what it does', async () => {
    const format = await castline(['export', 'betamax', '--library', library, '--out', to('x')]);
    expect(format.code).toBe(2);
    expect(format.stderr).toContain('resolve-edl');
    const rate = await castline([
      'export',
      'csv',
      '--library',
      library,
      '--out',
      to('x'),
      '--frame-rate',
      'fast',
    ]);
    expect(rate.code).toBe(2);
  });
});

describe('what an editor changed comes back', () => {
  const read = async (file: string, ...more: string[]) => {
    const run = await castline(['import', file, '--library', library, '--json', ...more]);
    expect(run.code, run.stderr).toBe(0);
    return run.json<ImportProposal & { accepted: number }>();
  };

  it.each(['manifest', 'csv', 'fcpxml', 'otio', 'resolve-edl'])(
    'nothing, of an untouched %s',
    async (format) => {
      const out = to(`untouched-${format}`, '/');
      const run = await castline(['export', format, '--library', library, '--out', out, '--json']);
      for (const { path } of run.json<ExportResult>().files) {
        const proposal = await read(path);
        expect(proposal.rangeCount).toBeGreaterThan(0);
        expect(proposal.differences).toEqual([]);
      }
    },
  );

  it('a moved row of the CSV: proposed, accepted as one step, undone', async () => {
    const file = to('moved.csv');
    await castline(['export', 'csv', '--library', library, '--out', file]);
    const lines = readFileSync(file, 'utf8').split('\r\n');
    const columns = (lines[0] ?? '').replace('\ufeff', '').split(',');
    const cells = (lines[1] ?? '').split(',');
    const [start, end] = ['start_frame', 'end_frame'].map((name) => columns.indexOf(name)) as [
      number,
      number,
    ];
    const from = { startFrame: Number(cells[start]), endFrame: Number(cells[end]) };
    cells[start] = String(from.startFrame + 3);
    cells[end] = String(from.endFrame - 2);
    writeFileSync(file, [lines[0], cells.join(','), ...lines.slice(2)].join('\r\n'));

    const before = await read(file);
    expect(before.differences).toMatchObject([
      { kind: 'moved', from, to: { startFrame: from.startFrame + 3, endFrame: from.endFrame - 2 } },
    ]);
    expect((await read(file, '--accept')).accepted).toBe(1);
    const people = await castline(['people', '--library', library, '--json']);
    expect(people.stdout).toContain(`"startFrame": ${from.startFrame + 3},`);
    // Timecode and seconds beside it still say the old place; nobody changed them.
    expect((await read(file)).differences).toEqual([]);
    await castline(['undo', '--library', library]);
    expect((await read(file)).differences).toEqual(before.differences);
  });

  it('a new name in every row of a person is a new name of the person', async () => {
    const file = to('renamed.csv');
    await castline(['export', 'csv', '--library', library, '--out', file]);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('Unnamed 1,', 'Zoë O’Neill,'));
    const { differences } = await read(file);
    expect(differences).toMatchObject([{ kind: 'renamed', from: 'Unnamed 1', to: 'Zoë O’Neill' }]);
    expect((await read(file, '--accept')).accepted).toBe(1);
    expect((await castline(['people', '--library', library])).stdout).toContain('Zoë O’Neill');
    expect((await read(file)).differences).toEqual([]);
    await castline(['undo', '--library', library]);
  });

  it('a tag of the editor goes out, and comes back moved and renamed', async () => {
    const engine = openEngine(library, false);
    const [asset] = await engine.calls.assets.list();
    await engine.calls.timeline.edit({
      add: [
        {
          name: 'VFX, sky',
          target: { on: 'range', assetId: asset?.id ?? ('' as never), startFrame: 5, endFrame: 20 },
        },
      ],
    });
    await engine.close();
    const file = to('tags.csv');
    await castline(['export', 'csv', '--library', library, '--no-people', '--out', file]);
    const text = readFileSync(file, 'utf8');
    const columns = (text.split('\r\n')[0] ?? '').replace('\ufeff', '').split(',');
    expect(columns.slice(9, 11)).toEqual(['start_frame', 'end_frame']);
    expect(text).toContain(',5,20,15,');
    expect((await read(file)).differences).toEqual([]);
    writeFileSync(file, text.replace(',5,20,15,', ',8,20,15,').replaceAll('"VFX, sky"', '"VFX, clouds"'));
    const changes = [
      { kind: 'moved', to: { startFrame: 8, endFrame: 20 } },
      { kind: 'renamed', from: 'VFX, sky', to: 'VFX, clouds' },
    ];
    expect((await read(file)).differences).toMatchObject(changes);
    expect((await read(file, '--accept')).accepted).toBe(2);
    expect((await read(file)).differences).toEqual([]);
    const tags = await castline(['tag', '--library', library, '--json']);
    expect(tags.stdout).toContain('VFX, clouds');
    await castline(['undo', '--library', library]);
    expect((await read(file)).differences).toMatchObject(changes);
    await castline(['undo', '--library', library]);
  });

  it('refuses a file of another make, and a damaged one', async () => {
    for (const text of ['hello', '<fcpxml version="1.10"><resources>', '{"OTIO_SCHEMA": "Timeline.1"}', '']) {
      writeFileSync(to('bad.txt'), text);
      const run = await castline(['import', to('bad.txt'), '--library', library, '--json']);
      expect(run.code, text).toBe(2);
    }
  });
});
