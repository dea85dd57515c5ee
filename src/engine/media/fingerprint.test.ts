import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintFile } from './fingerprint.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-print-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, bytes: Buffer): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

describe('the identity of a file', () => {
  it('is its content, not its name', async () => {
    const bytes = Buffer.alloc(300_000, 'castline');
    const one = await fingerprintFile(file('one.mp4', bytes));
    const two = await fingerprintFile(file('two.mp4', bytes));
    expect(two.fingerprint).toBe(one.fingerprint);
    expect(one.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(one.bytes).toBe(300_000);
    bytes[299_999] = 0;
    const other = await fingerprintFile(file('three.mp4', bytes));
    expect(other.fingerprint).not.toBe(one.fingerprint);
    expect(other.sha256First64k).toBe(one.sha256First64k);
  });

  it('samples a large file at its start, its end and between', async () => {
    const bytes = Buffer.alloc(40 * 1024 * 1024, 1);
    const plain = await fingerprintFile(file('large.mov', bytes));
    for (const position of [0, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[position] = 2;
      expect((await fingerprintFile(file('changed.mov', changed))).fingerprint).not.toBe(plain.fingerprint);
    }
    const longer = await fingerprintFile(file('longer.mov', Buffer.alloc(bytes.length + 1, 1)));
    expect(longer.fingerprint).not.toBe(plain.fingerprint);
  });

  it('says what is wrong with what is no file', async () => {
    await expect(fingerprintFile(join(folder, 'absent'))).rejects.toMatchObject({ code: 'input-not-found' });
    await expect(fingerprintFile(folder)).rejects.toMatchObject({ code: 'input-unreadable' });
    await expect(fingerprintFile(file('empty', Buffer.alloc(0)))).rejects.toMatchObject({
      code: 'input-empty',
    });
  });
});
