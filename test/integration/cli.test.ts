import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/shared/manifest.ts';
import { castline } from '../support/cli.ts';
import { demoClip } from '../support/demo-clip.ts';
import { footage, hasFootage } from '../support/footage.ts';

interface FileResult {
  path: string;
  asset: string;
  state: string;
  cached: boolean;
  shots: number;
  people: number;
  counters: Record<string, number>;
  error?: { code: string; message: string; nextStep: string };
}
interface AnalyseResult {
  files: FileResult[];
  refused: { path: string; error: { code: string } }[];
  totals: Record<string, number>;
}
interface PeopleResult {
  people: { id: string; name: string | null; number: number; shots: number; appearances: Range[] }[];
}
interface Range {
  asset: string;
  startFrame: number;
  endFrame: number;
}

const canBlockNetwork = process.platform === 'linux' && spawnSync('unshare', ['-rn', 'true']).status === 0;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('from a clip to named people', () => {
  const library = (): string => join(folder, 'demo.castline');
  const people = async (): Promise<PeopleResult['people']> =>
    (await castline(['people', '--library', library(), '--json'])).json<PeopleResult>().people;

  it('analyses a clip offline: its shots at their frames, each person once, in the shots where they are', async () => {
    const { path: clip, truth } = await demoClip();
    const temp = mkdtempSync(join(tmpdir(), 'castline-temp-'));
    const run = await castline(['analyze', clip, '--library', library(), '--json'], {
      withoutNetwork: canBlockNetwork,
      env: { TMPDIR: temp },
    });
    expect(run.code, run.stderr).toBe(0);
    // Neither a picture of ours nor what the inference library writes for its maker's telemetry when it is let.
    expect(readdirSync(temp)).toEqual([]);
    rmSync(temp, { recursive: true });
    const [file] = run.json<AnalyseResult>().files;
    expect(file).toMatchObject({ state: 'ready', cached: false, shots: truth.shots.length });
    const found = await people();
    const everyone = new Set(truth.shots.flatMap((shot) => shot.persons));
    expect(found).toHaveLength(everyone.size);
    for (const [index, shot] of truth.shots.entries()) {
      // Within a dissolve both shots are seen: what counts are the frames that belong to one shot alone.
      const from = shot.transition_in?.end_frame ?? shot.first_frame;
      const to = truth.shots[index + 1]?.transition_in?.first_frame ?? shot.end_frame;
      const seen = found.filter((person) =>
        person.appearances.some((range) => range.startFrame < to && from < range.endFrame),
      );
      expect(seen.length, `people in shot ${shot.index}`).toBe(shot.persons.length);
    }
  });

  it('does no work twice', async () => {
    const { path: clip } = await demoClip();
    const run = await castline(['analyze', clip, '--library', library(), '--json']);
    expect(run.code).toBe(0);
    const { files, totals } = run.json<AnalyseResult>();
    expect(files[0]).toMatchObject({ state: 'ready', cached: true });
    expect(Object.values(totals).every((count) => count === 0)).toBe(true);
  });

  it('names, undoes and redoes, each in a process of its own', async () => {
    const [first] = await people();
    const at = ['--library', library(), '--json'];
    expect((await castline(['name', String(first?.number), ' Anna ', ...at])).code).toBe(0);
    expect((await people()).find((person) => person.id === first?.id)?.name).toBe('Anna');
    expect((await castline(['undo', ...at])).json()).toMatchObject({
      undone: expect.stringContaining('Anna'),
    });
    expect((await people()).find((person) => person.id === first?.id)?.name).toBeNull();
    expect((await castline(['undo', ...at])).code).toBe(2);
    expect((await castline(['redo', ...at])).code).toBe(0);
    expect((await people()).find((person) => person.id === first?.id)?.name).toBe('Anna');
    expect((await castline(['name', 'nobody', 'x', ...at])).code).toBe(2);
  });

  it('keeps the names when it is analysed again', async () => {
    const { path: clip } = await demoClip();
    await castline(['analyze', clip, '--library', library()]);
    expect((await people()).map((person) => person.name)).toContain('Anna');
  });

  it('writes a manifest that the schema accepts, with the name and without embeddings', async () => {
    const out = join(folder, 'demo.json');
    expect((await castline(['manifest', '--library', library(), '--out', out])).code).toBe(0);
    const text = readFileSync(out, 'utf8');
    const manifest = JSON.parse(text) as Manifest;
    const schema = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../resources/manifest.schema.json'), 'utf8'),
    );
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(validate(manifest), JSON.stringify(validate.errors)).toBe(true);
    expect(manifest.tags.map((tag) => tag.name)).toContain('Anna');
    expect(manifest.media[0]?.timecode).toMatchObject({ start: '01:00:00:00', assumed: false });
    expect(text).not.toContain('embedding');
    const printed = await castline(['manifest', '--library', library(), '--json']);
    expect(printed.json()).toEqual(manifest);
  });

  it('takes a clip out and back, each in a process of its own: its file stays, and nothing is lost or done again', async () => {
    const { path: clip } = await demoClip();
    const at = ['--library', library(), '--json'];
    const manifest = async (): Promise<string> => (await castline(['manifest', ...at])).stdout;
    const [before, bytes] = [await manifest(), readFileSync(clip)];
    const removed = await castline(['remove', basename(clip), '--library', library()]);
    expect(removed.stdout).toContain('No file was touched');
    expect(await people()).toMatchObject([{ name: 'Anna', appearances: [] }]);
    expect(JSON.parse(await manifest())).toMatchObject({ media: [], elements: [] });
    expect((await castline(['remove', basename(clip), ...at])).code).toBe(2);
    expect((await castline(['undo', ...at])).json()).toMatchObject({ undone: `Remove “${basename(clip)}”` });
    expect(await manifest()).toBe(before);
    expect((await castline(['remove', dirname(clip), ...at])).code).toBe(0);
    const again = (await castline(['analyze', clip, ...at])).json<AnalyseResult>();
    expect(again.files[0]).toMatchObject({ state: 'ready', cached: true });
    expect(await manifest()).toBe(before);
    expect(readFileSync(clip).equals(bytes)).toBe(true);
  });

  it('leaves nothing beside the library but its pictures and backups', () => {
    expect(readdirSync(folder).sort()).toEqual([
      'demo.castline',
      'demo.castline.backups',
      'demo.castline.images',
      'demo.json',
    ]);
  });
});

describe('exit codes', () => {
  it('say what went wrong', async () => {
    const text = join(folder, 'text.mp4');
    writeFileSync(text, 'this is no film');
    const { path: clip } = await demoClip();
    const at = ['--library', join(folder, 'codes.castline'), '--json'];
    expect((await castline(['analyze'])).code).toBe(2);
    expect((await castline(['nonsense'])).code).toBe(2);
    expect((await castline(['--help'])).code).toBe(0);
    const unreadable = await castline(['analyze', text, ...at]);
    expect(unreadable.code).toBe(3);
    expect(unreadable.json<AnalyseResult>().files[0]?.error).toMatchObject({ code: 'not-media' });
    const some = await castline(['analyze', text, clip, join(folder, 'missing.mp4'), ...at]);
    expect(some.code).toBe(4);
    expect(some.json<AnalyseResult>().refused[0]?.error.code).toBe('input-not-found');
    expect((await castline(['people', '--library', join(folder, 'none.castline')])).code).toBe(3);
    expect((await castline(['shots', join(folder, 'missing.mp4')])).code).toBe(3);
    for (const limit of ['abc', '-3', '1.5', '']) {
      const run = await castline(['search', 'shot:>0s', ...at, `--limit=${limit}`]);
      expect(run.code, limit).toBe(2);
    }
  });

  it('is 130 after Ctrl+C, and what was finished stays', async () => {
    const { path: clip } = await demoClip();
    const library = join(folder, 'cancelled.castline');
    const run = await castline(['analyze', clip, '--library', library, '--json'], {
      onStart: (child) => {
        let wasSent = false;
        child.stderr?.on('data', (chunk: Buffer) => {
          if (wasSent || !chunk.toString().includes('finding shots')) return;
          // Once: as in any shell, a second Ctrl+C ends the program at once.
          wasSent = true;
          child.kill('SIGINT');
        });
      },
    });
    expect(run.code).toBe(130);
    expect(run.json<AnalyseResult>().files[0]?.state).toBe('cancelled');
    const again = await castline(['analyze', clip, '--library', library, '--json']);
    expect(again.code).toBe(0);
    expect(again.json<AnalyseResult>().files[0]).toMatchObject({
      state: 'ready',
      counters: { probedFiles: 0 },
    });
  });
});

describe('doctor', () => {
  it('shows which programs and models are in use, and why', async () => {
    const run = await castline(['doctor', '--json']);
    expect(run.code).toBe(0);
    const { tools, models } = run.json<{
      tools: { name: string; version: string; inUse: boolean; detail: string }[];
      models: { name: string }[];
    }>();
    for (const name of ['Electron', 'Node', 'SQLite', 'ffmpeg', 'ffprobe']) {
      expect(tools.some((tool) => tool.name === name && tool.detail !== '')).toBe(true);
    }
    expect(models.map((model) => model.name)).toContain('fr_feature');
  });
});

describe.runIf(hasFootage)('on real footage, with the network blocked', () => {
  const analyse = async (
    name: string,
    ...parts: string[]
  ): Promise<{ file: FileResult; people: PeopleResult['people'] }> => {
    const library = join(folder, `${name}.castline`);
    const run = await castline(['analyze', footage(...parts), '--library', library, '--json'], {
      withoutNetwork: canBlockNetwork,
    });
    expect(run.code, run.stderr).toBe(0);
    const { people } = (await castline(['people', '--library', library, '--json'])).json<PeopleResult>();
    return { file: run.json<AnalyseResult>().files[0] as FileResult, people };
  };

  it('finds Miranda as one person in shots 0 and 2 of the stage clip', async () => {
    const { people } = await analyse('stage', 'video', 'whitehouse_stage_4shots.mp4');
    const inShot = (first: number, end: number) =>
      people.filter((person) =>
        person.appearances.some((range) => range.startFrame < end && first < range.endFrame),
      );
    const inBoth = inShot(0, 20).filter((person) => inShot(82, 211).some((other) => other.id === person.id));
    expect(inBoth).toHaveLength(1);
    const second =
      inBoth[0]?.appearances.filter((range) => range.startFrame >= 82 && range.endFrame <= 211) ?? [];
    const frames = second.reduce((sum, range) => sum + range.endFrame - range.startFrame, 0);
    expect(frames).toBeGreaterThan(129 * 0.8);
  });

  it.each(['bottles_no_people.mp4', 'cars_from_above_no_people.mp4'])('finds nobody in %s', async (name) => {
    expect((await analyse(name, 'video', name)).people).toEqual([]);
  });

  it('finds the six people who are seen from behind only, by their bodies', async () => {
    const { people } = await analyse('backs', 'video', 'one_by_one_10fps_backs.mp4');
    expect(people).toHaveLength(6);
    for (const person of people) expect(person).toMatchObject({ isUnsorted: true, shots: 1 });
  });

  it('gives shots at the exact frame, with the timecode of the file', async () => {
    interface ShotsResult {
      startTimecode: string;
      shots: { firstFrame: number; startTimecode: string }[];
    }
    const stage = await castline(['shots', footage('video', 'whitehouse_stage_4shots.mp4'), '--json']);
    expect(stage.json<ShotsResult>().shots.map((shot) => shot.firstFrame)).toEqual([0, 20, 82, 211]);
    const edit = (
      await castline(['shots', footage('edits', 'edit_a_h264_23976_tc010000.mp4'), '--json'])
    ).json<ShotsResult>();
    expect(edit.startTimecode).toBe('01:00:00:00');
    const firsts = edit.shots.map((shot) => shot.firstFrame);
    for (const cut of [60, 132, 192, 272, 398, 454, 514, 574, 704, 764, 770]) expect(firsts).toContain(cut);
    expect(edit.shots.find((shot) => shot.firstFrame === 60)?.startTimecode).toBe('01:00:02:12');
  });
});
