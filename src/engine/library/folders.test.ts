import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from './folders.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'castline-folders-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a folder to write to', () => {
  it('is made with those above it, and may be there already', () => {
    const folder = join(root, 'a', 'b', 'ünï c');
    makeFolder(folder);
    makeFolder(folder);
    expect(statSync(folder).isDirectory()).toBe(true);
  });

  it('is refused where a file is in the way', () => {
    writeFileSync(join(root, 'file'), '');
    for (const path of ['file', 'file/a', 'file/a/b']) {
      expect(() => makeFolder(join(root, path)), path).toThrow(
        expect.objectContaining({ code: 'write-failed' }),
      );
    }
  });

  // Only Linux has a file system like that at hand.
  it.runIf(existsSync('/proc/self'))('is refused at once where the file system makes none', () => {
    expect(() => makeFolder('/proc/castline/a')).toThrow(expect.objectContaining({ code: 'write-failed' }));
  });
});
