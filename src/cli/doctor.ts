import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readSystemFacts } from '../engine/index.ts';
import type { ToolFacts } from '../shared/contract/index.ts';
import { exitCodes, type Output } from './output.ts';

/** Asks the Electron that the launcher has set up which version it is; the launcher names it in the environment. */
async function electronFacts(): Promise<ToolFacts> {
  const path = process.env.CASTLINE_ELECTRON;
  if (!path) return { name: 'Electron', version: 'not set up', detail: '"npm start" gets one', inUse: false };
  try {
    const { stdout } = await promisify(execFile)(path, ['-p', 'process.versions.electron'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      timeout: 10_000,
    });
    return { name: 'Electron', version: stdout.trim(), detail: path, inUse: true };
  } catch (thrown) {
    return { name: 'Electron', version: 'does not run', detail: `${path}: ${String(thrown)}`, inUse: false };
  }
}

/** `doctor`: which Electron, Node, SQLite, ffmpeg and models are in use, what was passed over, and why. */
export async function doctor(output: Output): Promise<number> {
  const programRoot = fileURLToPath(new URL('../..', import.meta.url));
  const facts = await readSystemFacts({
    env: process.env,
    modelsDir: join(programRoot, 'resources', 'models'),
  });
  const tools = [await electronFacts(), ...facts.tools];
  const line = (tool: ToolFacts): string =>
    `${tool.inUse ? '✓' : ' '} ${tool.name} ${tool.version}\n    ${tool.purpose ? `${tool.purpose}; ` : ''}${tool.detail}`;
  output.result({ tools, models: facts.models }, [...tools.map(line), 'Models', ...facts.models.map(line)]);
  const isWhole = ['ffmpeg', 'ffprobe'].every((name) =>
    tools.some((tool) => tool.name === name && tool.inUse),
  );
  return isWhole ? exitCodes.done : exitCodes.failed;
}
