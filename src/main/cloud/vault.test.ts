import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountInput } from '../../shared/contract/index.ts';
import { AccountVault, type KeyBox } from './vault.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-vault-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A box that seals as a keyring does: AES with a key that only it has. */
function box(canKeep = true): KeyBox {
  const key = randomBytes(32);
  return {
    canKeep,
    name: canKeep ? 'test_keyring' : 'basic_text',
    seal: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open: (sealed) => {
      const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      cipher.setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([cipher.update(sealed.subarray(28)), cipher.final()]).toString();
    },
  };
}

const secret = 'sk-a-key-to-be-searched-for-0123456789';
const path = (): string => join(folder, 'cloud-account.json');
const input = (more: Partial<AccountInput> = {}): AccountInput => ({
  service: 'cometapi',
  baseUrl: 'https://api.cometapi.com/',
  route: 'auto',
  allowsPrivateAddresses: false,
  credential: { kind: 'bearer', key: secret },
  ...more,
});
const onDisk = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');

describe('a vault', () => {
  it('keeps a key for the next start, sealed, and hands it to nobody but the transport', async () => {
    const keyring = box();
    const vault = new AccountVault(path(), () => keyring);
    const view = await vault.save(input());
    expect(view).toMatchObject({
      key: 'kept',
      canKeep: true,
      account: { baseUrl: 'https://api.cometapi.com' },
    });
    expect(JSON.stringify(view)).not.toContain(secret);
    expect(onDisk()).not.toContain(secret);
    expect(onDisk()).not.toContain(Buffer.from(secret).toString('base64').slice(0, 20));
    expect(statSync(path()).mode & 0o077).toBe(0);
    const later = new AccountVault(path(), () => keyring);
    expect(later.view().key).toBe('kept');
    expect(later.known()?.credential).toEqual({ kind: 'bearer', key: secret });
  });

  it('keeps it for the session only where the system seals nothing, and the account for good', async () => {
    const vault = new AccountVault(path(), () => box(false));
    expect(await vault.save(input())).toMatchObject({ key: 'session', canKeep: false });
    expect(vault.known()?.credential).toEqual({ kind: 'bearer', key: secret });
    expect(onDisk()).not.toContain(secret);
    const later = new AccountVault(path(), () => box(false));
    expect(later.view()).toMatchObject({ key: 'none', account: { service: 'cometapi' } });
    expect(later.known()).toBeUndefined();
  });

  it('asks anew for a key that the system does not open any more, and survives a broken file', async () => {
    const first = new AccountVault(path(), () => box());
    await first.save(input());
    expect(new AccountVault(path(), () => box()).view().key).toBe('none');
    writeFileSync(path(), '{"account":');
    expect(new AccountVault(path(), () => box()).view()).toMatchObject({ key: 'none', account: null });
  });

  it('keeps key and id when only the route changes, and sends no key to another place', async () => {
    const vault = new AccountVault(path(), () => box());
    const { account } = await vault.save(input());
    const routed = await vault.save(input({ route: 'comet', credential: null }));
    expect(routed).toMatchObject({ key: 'kept', account: { id: account?.id, route: 'comet' } });
    const moved = await vault.save(input({ baseUrl: 'https://gateway.example', credential: null }));
    expect(moved.key).toBe('none');
    expect(moved.account?.id).not.toBe(account?.id);
  });

  it.each(['', 'no address', 'ftp://a.example', 'https://name:word@a.example', 'http://a.example'])(
    'refuses the address "%s"',
    async (baseUrl) => {
      const vault = new AccountVault(path(), () => box());
      await expect(vault.save(input({ baseUrl }))).rejects.toMatchObject({ code: 'invalid-request' });
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('forgets everything', async () => {
    const vault = new AccountVault(path(), () => box());
    await vault.save(
      input({ service: 'kling', credential: { kind: 'pair', accessKey: 'a', secretKey: 'b' } }),
    );
    expect(vault.view().account?.signs).toBe(true);
    expect(await vault.forget()).toMatchObject({ key: 'none', account: null });
    expect(readdirSync(folder)).toEqual([]);
  });
});
