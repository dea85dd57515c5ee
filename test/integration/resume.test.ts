import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { castline } from '../support/cli.ts';
import { cutsFixture, gradualFixture, lateStartFixture } from '../support/edit-generator.ts';

let folder: string;
let clips: string[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'castline-resume-'));
  const fixtures = [await cutsFixture(), await gradualFixture(), await lateStartFixture()];
  clips = fixtures.map((fixture) => fixture.path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Analysed {
  files: { state: string; counters: Record<string, number> }[];
}

const analyse = (
  library: string,
  onStart?: (kill: () => void, said: (hear: (line: string) => void) => void) => void,
) =>
  castline(['analyze', ...clips, '--library', library, '--json'], {
    onStart: (child) =>
      onStart?.(
        () => child.kill('SIGKILL'),
        (hear) => child.stderr?.on('data', (chunk: Buffer) => hear(chunk.toString())),
      ),
  });

const manifestOf = async (library: string): Promise<string> =>
  (await castline(['manifest', '--library', library])).stdout;

describe('a killed analysis', () => {
  let undisturbed: string;
  beforeAll(async () => {
    const library = join(folder, 'undisturbed.castline');
    const run = await analyse(library);
    expect(run.code, run.stderr).toBe(0);
    undisturbed = await manifestOf(library);
    expect(JSON.parse(undisturbed).elements.length).toBeGreaterThan(15);
  });

  // Each instant is the first time that the analysis says these words.
  it.each(['finding shots', 'recognising', 'grouping people', '9'])(
    'at "%s" goes on without repeating what was finished, to the same manifest byte for byte',
    async (words) => {
      const library = join(folder, `killed-${words.replaceAll(' ', '-')}.castline`);
      const killed = await analyse(library, (kill, said) => said((line) => line.includes(words) && kill()));
      const again = await analyse(library);
      expect(again.code, again.stderr).toBe(0);
      expect(again.json<Analysed>().files.every((file) => file.state === 'ready')).toBe(true);
      if (killed.code === null) expect(killed.stdout).toBe('');
      expect(await manifestOf(library)).toBe(undisturbed);
    },
  );

  it('after the first clips were through does not touch them again', async () => {
    const library = join(folder, 'half.castline');
    const first = clips.slice(0, 2);
    expect((await castline(['analyze', ...first, '--library', library])).code).toBe(0);
    const rest = (await analyse(library)).json<Analysed>();
    expect(rest.files.map((file) => file.counters.decodedFrames === 0)).toEqual([true, true, false]);
    expect(await manifestOf(library)).toBe(undisturbed);
  });
});
