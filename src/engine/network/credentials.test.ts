import { describe, expect, it } from 'vitest';
import { keysOf, withoutKeys } from './credentials.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const text = (body: Uint8Array): string => Buffer.from(body).toString();

describe('an answer that repeats a key', () => {
  it('is kept without it, however often it stands there', () => {
    const keys = keysOf({ kind: 'bearer', key: 'sk-1234567890' }, 'Bearer sk-1234567890');
    expect(text(withoutKeys(keys, bytes('{"message":"ü sk-1234567890 and sk-1234567890"}')))).toBe(
      '{"message":"ü [key] and [key]"}',
    );
  });

  it('is kept without both keys of a pair and without the token that they signed', () => {
    const keys = keysOf(
      { kind: 'pair', accessKey: 'access-123', secretKey: 'secret-456' },
      'Bearer aaa.bbb.ccc',
    );
    expect(text(withoutKeys(keys, bytes('access-123 secret-456 aaa.bbb.ccc')))).toBe('[key] [key] [key]');
  });

  it('is the very same where there is none, and a word too short to be a key is left alone', () => {
    const body = bytes('all is well');
    expect(withoutKeys(['all', 'sk-1234567890'], body)).toBe(body);
  });
});
