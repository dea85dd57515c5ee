import { describe, expect, it } from 'vitest';
import { windowFile } from './app-protocol.ts';
import { parseCommandLine } from './command-line.ts';
import { parseMediaUrl, parseRange } from './media-protocol.ts';

describe('byte ranges (RFC 9110, section 14)', () => {
  it.each([
    [null, 100, undefined],
    ['bytes=0-', 100, { start: 0, end: 99 }],
    ['bytes=10-19', 100, { start: 10, end: 19 }],
    ['bytes=90-200', 100, { start: 90, end: 99 }],
    ['bytes=-5', 100, { start: 95, end: 99 }],
    ['bytes=-500', 100, { start: 0, end: 99 }],
    ['bytes=100-', 100, 'unsatisfiable'],
    ['bytes=-0', 100, 'unsatisfiable'],
    ['bytes=0-', 0, 'unsatisfiable'],
    ['bytes=20-10', 100, undefined],
    ['bytes=0-1,5-6', 100, undefined],
    ['items=0-1', 100, undefined],
    ['bytes=-', 100, undefined],
  ])('%s of %i bytes is %j', (header, size, range) => {
    expect(parseRange(header, size)).toEqual(range);
  });
});

describe('media URLs', () => {
  it('name an asset or a picture by id and nothing else', () => {
    expect(parseMediaUrl('castline-media://asset/a12_-f')).toEqual({ kind: 'asset', key: 'a12_-f' });
    expect(parseMediaUrl('castline-media://image/00ff')).toEqual({ kind: 'image', key: '00ff' });
    for (const url of [
      'castline-media://asset/../../etc/passwd',
      'castline-media://asset/%2e%2e%2fpasswd',
      'castline-media://asset/a/b',
      'castline-media://asset/',
      'castline-media://asset/a?b',
      'castline-media://file/a',
      'file:///etc/passwd',
    ]) {
      expect(parseMediaUrl(url)).toBeUndefined();
    }
  });
});

describe('the window’s files', () => {
  it('cannot be left', () => {
    expect(windowFile('castline-app://window/assets/a.js', '/app/renderer')).toBe(
      '/app/renderer/assets/a.js',
    );
    // The URL parser itself resolves encoded dots; what is left lies inside.
    expect(windowFile('castline-app://window/%2e%2e/main.js', '/app/renderer')).toBe('/app/renderer/main.js');
    for (const url of [
      'castline-app://window/..%2fmain%2findex.js',
      'castline-app://elsewhere/index.html',
      'castline-app://window/%00index.html',
      'castline-app://window/%zz',
      'castline-app://window/',
    ]) {
      expect(windowFile(url, '/app/renderer')).toBeUndefined();
    }
  });
});

describe('the command line', () => {
  it('takes files and a library, and passes switches over', () => {
    const args = [
      '--no-sandbox',
      '/a/b.mp4',
      '--library',
      '/l.castline',
      '--user-data-dir=/tmp/x',
      '/folder',
    ];
    expect(parseCommandLine(args)).toEqual({ library: '/l.castline', files: ['/a/b.mp4', '/folder'] });
    expect(parseCommandLine(['--library=/x.castline'])).toEqual({ library: '/x.castline', files: [] });
  });
});
