import { describe, expect, it } from 'vitest';
import {
  isPublicAddress,
  type LookupAll,
  PrivateAddressError,
  publicLookup,
  refusalOf,
} from './addresses.ts';

describe('an address that a result is fetched from', () => {
  it.each([
    'file:///etc/passwd',
    'ftp://example.com/a.png',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    'http://example.com/a.png',
    'https://user:secret@example.com/a.png',
    'https://127.0.0.1/a.png',
    'https://127.1/a.png',
    'https://2130706433/a.png',
    'https://0x7f000001/a.png',
    'https://0177.0.0.1/a.png',
    'https://127.0.0.1./a.png',
    'https://１２７.0.0.1/a.png',
    'https://0.0.0.0/a.png',
    'https://10.1.2.3/a.png',
    'https://172.31.255.255/a.png',
    'https://192.168.1.1/a.png',
    'https://100.100.100.200/a.png',
    'https://169.254.169.254/latest/meta-data',
    'https://224.0.0.1/a.png',
    'https://255.255.255.255/a.png',
    'https://[::1]/a.png',
    'https://[::]/a.png',
    'https://[::ffff:127.0.0.1]/a.png',
    'https://[::ffff:7f00:1]/a.png',
    'https://[::127.0.0.1]/a.png',
    'https://[64:ff9b::7f00:1]/a.png',
    'https://[2002:7f00:1::]/a.png',
    'https://[fe80::1]/a.png',
    'https://[fc00::1]/a.png',
    'https://[ff02::1]/a.png',
    '',
    'not an address',
  ])('is refused: %s', (url) => {
    expect(refusalOf(url, false)).toMatch(/./);
  });

  it.each([
    'https://p1.a.kwimgs.com/output.png',
    'https://93.184.216.34/a.png',
    'https://[2606:4700::1111]/a.png',
  ])('is fetched: %s', (url) => {
    expect(refusalOf(url, false)).toBeUndefined();
  });

  it('may be near where the user said so, and still no file', () => {
    expect(refusalOf('http://127.0.0.1:8091/a.png', true)).toBeUndefined();
    expect(refusalOf('file:///etc/passwd', true)).toMatch(/file/);
  });

  it('is public only where it is an address', () => {
    expect(isPublicAddress('localhost')).toBe(false);
    expect(isPublicAddress('93.184.216.34')).toBe(true);
  });
});

describe('looking names up', () => {
  const resolve = (lookup: LookupAll): Promise<string> =>
    new Promise((done, fail) =>
      publicLookup(lookup)('results.example', { family: 0 }, (error, address) =>
        error ? fail(error) : done(String(address)),
      ),
    );
  const answers =
    (...given: string[][]): LookupAll =>
    (_name, _options, done) => {
      const addresses = given.shift() ?? [];
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };

  it('refuses a name that means this machine the second time it is asked', async () => {
    const rebinding = answers(['93.184.216.34'], ['127.0.0.1']);
    await expect(resolve(rebinding)).resolves.toBe('93.184.216.34');
    await expect(resolve(rebinding)).rejects.toBeInstanceOf(PrivateAddressError);
  });

  it.each([[['93.184.216.34', '10.0.0.1']], [['::ffff:127.0.0.1']], [['fd00::1']], [[]]])(
    'refuses %j whole',
    async (addresses) => {
      await expect(resolve(answers(addresses))).rejects.toBeInstanceOf(PrivateAddressError);
    },
  );
});
