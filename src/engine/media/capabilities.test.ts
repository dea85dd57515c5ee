import { describe, expect, it } from 'vitest';
import { compareVersions, type ProgramVersion, parseNames, parseVersion } from './capabilities.ts';

const answer = (name: string, codec: string): string =>
  `ffmpeg version ${name} Copyright (c) 2000-2024 the FFmpeg developers\nbuilt with gcc\nlibavutil      59. 39.100\nlibavcodec     ${codec} / ${codec}\n`;
const version = (name: string, codec: string): ProgramVersion => {
  const parsed = parseVersion(answer(name, codec));
  if (!parsed) throw new Error('no version');
  return parsed;
};

describe('the version that a program answers', () => {
  it.each([
    ['5.1.9-0+deb12u1', '59. 37.100', [59, 37, 100]],
    ['N-47683-g0e8eb07980-static', '58. 42.101', [58, 42, 101]],
    ['n8.0', '62. 11.100', [62, 11, 100]],
  ])('reads %s', (name, codec, libavcodec) => {
    expect(version(name, codec)).toEqual({ text: name, libavcodec });
  });

  it('is nothing for another program', () => {
    expect(parseVersion('GNU bash, version 5.2.15')).toBeUndefined();
  });

  it('orders builds by their codec library, whatever they call themselves', () => {
    const dated = version('2024-01-01-git-abc', '60. 36.100');
    const old = version('N-47683', '58. 42.101');
    const release = version('8.0', '62. 11.100');
    expect([old, release, dated].sort(compareVersions)).toEqual([old, dated, release]);
  });
});

describe('the names in the tables of ffmpeg', () => {
  it('reads filters, decoders and encoders of old and new versions', () => {
    const old =
      'Filters:\n  T.. = Timeline support\n ... tonemap           V->V       Conversion.\n ..C zscale            V->V       Resize.\n';
    const recent =
      ' TS tonemap           V->V       Conversion.\n V....D h264                 H.264\n VF..BD mpeg4   x\n';
    expect([...parseNames(old)]).toEqual(['tonemap', 'zscale']);
    expect([...parseNames(recent)]).toEqual(['tonemap', 'h264', 'mpeg4']);
  });
});
