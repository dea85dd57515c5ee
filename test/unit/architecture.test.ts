import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  ENGINE_ARROWS,
  findForbiddenImports,
  findLongFiles,
  MOST_LINES,
  readSources,
} from '../support/architecture.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('the source tree', () => {
  it('imports along the arrows of the architecture only', () => {
    const files = readSources(root, ['src']);
    expect(files.length).toBeGreaterThan(50);
    expect(findForbiddenImports(files)).toEqual([]);
  });

  it('is described with the arrows that hold, room by room', () => {
    const text = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `src\/engine\/(\w+)` \|.*\| ([^|]*) \|$/gm)];
    const described = rows.map(([, room, may = '']) => [
      room,
      may.split(', ').filter((one) => one !== 'shared'),
    ]);
    expect(Object.fromEntries(described)).toEqual(ENGINE_ARROWS);
  });

  it('holds no file that should be several', () => {
    expect(findLongFiles(readSources(root, ['src', 'scripts', 'test']))).toEqual([]);
  });
});

describe('the check itself', () => {
  const judge = (file: string, text: string) => findForbiddenImports([{ path: file, text }]);

  it.each([
    ['src/renderer/app.tsx', "import { openEngine } from '../engine/index.ts';"],
    ['src/renderer/app.tsx', "import { ipcRenderer } from 'electron';"],
    ['src/renderer/app.tsx', "const fs = await import('node:fs');"],
    ['src/renderer/app.tsx', "import { imageUrl, type Crop } from '../shared/contract/index.ts';"],
    ['src/preload/index.ts', "export * from '../main/gate.ts';"],
    ['src/shared/time.ts', "import path from 'path';"],
    ['src/shared/time.ts', "import { create } from 'zustand';"],
    ['src/shared/time.ts', 'export const here = process.cwd();'],
    ['src/engine/engine.ts', "import { app } from 'electron';"],
    ['src/engine/jobs/queue.ts', "import type { Gate } from '../../main/gate.ts';"],
    ['src/engine/jobs/queue.ts', "import type { Row } from '../library/statements.ts';"],
    ['src/engine/jobs/queue.ts', "import { createEngine } from '../engine.ts';"],
    ['src/engine/library/library.ts', "import { readSightings } from '../decisions/index.ts';"],
    ['src/engine/identity/group.ts', "import { Library } from '../library/index.ts';"],
    ['src/engine/engine.ts', "const url = new URL('./recognition/local/boxes.ts', import.meta.url);"],
    ['src/cli/main.ts', "import { openLibrary } from '../engine/library/library.ts';"],
    ['src/cli/main.ts', "import { parse } from '../main/command-line.ts';"],
    ['src/main/index.ts', "import { launch } from '../../test/support/electron.ts';"],
  ])('refuses in %s: %s', (file, text) => {
    expect(judge(file, text)).toHaveLength(1);
  });

  it.each([
    [
      'src/renderer/app.tsx',
      "import { useState } from 'react';\nimport type { Id } from '../shared/ids.ts';",
    ],
    ['src/shared/time.ts', "import { z } from 'zod'; // what process.cwd() says plays no part"],
    [
      'src/engine/jobs/queue.ts',
      "import { openLibrary } from '../library/index.ts';\nimport fs from 'node:fs';",
    ],
    ['src/main/gate.ts', "import type { Reply } from '../shared/contract/index.ts';"],
    ['src/engine/media/probe.ts', "import { run } from './process.ts';"],
    [
      'src/main/index.ts',
      "import { app } from 'electron';\nimport { createEngine } from '../engine/index.ts';",
    ],
    ['src/engine/jobs/queue.test.ts', "import { openMemory } from '../library/database.ts';"],
    ['src/cli/host.ts', "const url = new URL('../engine/recognition/local/worker.ts', import.meta.url);"],
  ])('accepts in %s: %s', (file, text) => {
    expect(judge(file, text)).toEqual([]);
  });

  it('counts lines', () => {
    const long = { path: 'src/main/long.ts', text: 'x\n'.repeat(MOST_LINES + 1) };
    expect(findLongFiles([long, { path: 'src/main/short.ts', text: 'x\n'.repeat(MOST_LINES) }])).toHaveLength(
      1,
    );
  });
});
