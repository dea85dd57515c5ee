import { describe, expect, it } from 'vitest';
import { CastlineError } from '../../shared/errors.ts';
import { refuseShare } from './place.ts';

describe('where a library may lie', () => {
  const codeOn = (type: number, path = '/mnt/x/a.castline'): string => {
    try {
      refuseShare(path, () => ({ type }));
      return 'fine';
    } catch (thrown) {
      return thrown instanceof CastlineError ? thrown.code : String(thrown);
    }
  };

  it.each([
    ['ext4', 0xef53, 'fine'],
    ['btrfs', 0x9123683e, 'fine'],
    ['tmpfs', 0x01021994, 'fine'],
    ['NFS', 0x6969, 'library-on-share'],
    ['CIFS', 0xff534d42, 'library-on-share'],
    ['CIFS, read as a signed number', 0xff534d42 | 0, 'library-on-share'],
    ['SMB2', 0xfe534d42, 'library-on-share'],
  ])('%s', (_name, type, expected) => {
    expect(codeOn(type)).toBe(expected);
  });

  it('not on a server that Windows names in the path', () => {
    expect(codeOn(0, '\\\\nas\\films\\a.castline')).toBe('library-on-share');
  });
});
