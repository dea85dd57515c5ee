import { describe, expect, it } from 'vitest';
import { runProgram, startProgram } from './process.ts';

const node = process.execPath;
const run = (script: string, options = {}) => runProgram(node, ['-e', script], options);

describe('running a program', () => {
  it('hands over what it wrote and how it ended', async () => {
    const end = await run('process.stdout.write("out"); process.stderr.write("err"); process.exitCode = 3');
    expect(end).toMatchObject({ code: 3, stderr: 'err' });
    expect(end.stdout.toString()).toBe('out');
  });

  it('passes arguments as they are: no shell reads them', async () => {
    const odd = ['$(touch pwned)', '%d', 'a "b" \'c\'', '\n', '-y'];
    const { stdout } = await runProgram(node, ['-p', 'JSON.stringify(process.argv.slice(1))', '--', ...odd]);
    expect(JSON.parse(stdout.toString())).toEqual(odd);
  });

  it('stops at once when it is cancelled, though the program ignores being asked', async () => {
    const stubborn =
      'process.on("SIGTERM", () => {}); process.stdout.write("x"); setInterval(() => {}, 1000)';
    const abort = new AbortController();
    const program = startProgram(node, ['-e', stubborn], { signal: abort.signal });
    for await (const _ of program.outputs[0] ?? []) abort.abort();
    await expect(program.end).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('does not start what was cancelled before', async () => {
    await expect(run('setInterval(() => {}, 1000)', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('ends a program that is silent for too long', async () => {
    const hanging = run('setInterval(() => {}, 1000)', { limits: { silenceMs: 200 } });
    await expect(hanging).rejects.toMatchObject({ code: 'media-timeout' });
  });

  it('does not take a slow reader for a hang', async () => {
    const script = 'process.stdout.write(Buffer.alloc(3e6))';
    const program = startProgram(node, ['-e', script], { limits: { silenceMs: 300 } });
    let bytes = 0;
    for await (const chunk of program.outputs[0] ?? []) {
      if (bytes === 0) await new Promise((resolve) => setTimeout(resolve, 900));
      bytes += chunk.length;
    }
    expect(bytes).toBe(3e6);
    expect((await program.end).code).toBe(0);
  });

  it('keeps the end of a long complaint, and bounds the answer', async () => {
    const chatty = 'for (let i = 0; i < 50000; i++) process.stderr.write("line " + i + "\\n")';
    const { stderr } = await run(chatty, { limits: { stderrBytes: 1000 } });
    expect(stderr.length).toBeLessThanOrEqual(1000);
    expect(stderr).toContain('line 49999');
    await expect(run('process.stdout.write(Buffer.alloc(1e6))', { maxBytes: 1000 })).rejects.toMatchObject({
      code: 'media-refused',
    });
  });

  it('says that the program is missing', async () => {
    await expect(runProgram('/no/such/program', [])).rejects.toMatchObject({ code: 'ffmpeg-missing' });
  });
});
