import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportText, stillPacket, withXmp } from '../../src/engine/export/index.ts';
import type { ExportFormatId, ExportRequest } from '../../src/shared/contract/index.ts';
import type { Manifest, ManifestMedia } from '../../src/shared/manifest.ts';
import type { Rational } from '../../src/shared/time.ts';
import { checkExport, checkPlans } from '../support/check-exports.ts';
import { type Checked, check, hasChecks, regionsIn } from '../support/interchange.ts';
import { everything, largeManifest, oddClips, oddManifest } from '../support/manifests.ts';
import { mediaTools } from '../support/media-tools.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-export-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes an export into a folder of its own; gives the paths by file name. */
function write(
  manifest: Manifest,
  format: ExportFormatId,
  options: ExportRequest['options'] = {},
): Map<string, string> {
  const outFolder = mkdtempSync(join(folder, `${format}-`));
  const { files } = exportText({ manifest, format, selection: everything, options, title: 'Odd', outFolder });
  return new Map(
    files.map(({ name, text }) => {
      writeFileSync(join(outFolder, name), text);
      return [name, join(outFolder, name)];
    }),
  );
}

/** The table guards what a spreadsheet would run with an apostrophe. */
const unguarded = (name: string): string => name.replace(/^'(?=[=+@-])/, '');

const rateOf = (clip: ManifestMedia): Rational => {
  const [num = 0, den = 1] = clip.video.frameRate.split('/').map(Number);
  return { num, den };
};

/** Start and length in frames of a clip's elements, as an independent sum. */
function expected(manifest: Manifest, clip: ManifestMedia): string[] {
  const rate = rateOf(clip);
  const frames = ([num = 0, den = 1]: number[]): number => Math.round((num * rate.num) / (den * rate.den));
  return manifest.elements
    .filter((element) => element.media === clip.id)
    .map(({ range }) => {
      const [start, length] = [range.start, range.duration].map((text) =>
        frames(text.split('/').map(Number)),
      );
      return `${start}+${length}`;
    })
    .sort();
}

const read = (checked: Checked, isWanted: (marker: Checked['markers'][number]) => boolean = () => true) =>
  checked.markers
    .filter(isWanted)
    .map(({ start, frames }) => `${start}+${frames}`)
    .sort();

/** Formats that write all clips into one file, with the check and the rows of it that are compared. */
const wholeLibrary: [ExportFormatId, string, ExportRequest['options'], Record<string, string>][] = [
  ['csv', 'csv', {}, {}],
  ['fcpxml', 'fcpxml', {}, { kind: 'keyword', on: 'bin' }],
  ['fcpxml', 'fcpxml', {}, { kind: 'keyword', on: 'timeline' }],
  ['fcpxml', 'fcpxml', { fcpxmlVersion: '1.11' }, { kind: 'keyword', on: 'bin' }],
  ['fcpxml', 'fcpxml', { fcpxmlVersion: '1.13' }, { kind: 'keyword', on: 'bin' }],
  ['fcpxml', 'fcpxml', { shape: 'selects', handleFrames: 12 }, { kind: 'keyword', on: 'timeline' }],
  ['premiere-xml', 'xmeml', {}, { on: 'clip' }],
  ['premiere-xml', 'xmeml', { shape: 'selects', handleFrames: 12 }, { on: 'clip' }],
];

/** Formats with a file for each clip. */
const perClip: [ExportFormatId, string, (clip: ManifestMedia) => string[], Record<string, string>][] = [
  [
    'resolve-edl',
    'edl-resolve',
    (clip) => [
      '--rate',
      clip.video.frameRate,
      '--start',
      clip.timecode.dropFrame ? '01:00:00;00' : '01:00:00:00',
      '--frames',
      String(clip.video.frameCount),
    ],
    {},
  ],
  ['otio', 'otio', () => [], { on: 'clip' }],
  ['otio', 'otio', () => [], { on: 'timeline' }],
  ['kdenlive-guides', 'kdenlive', ({ video }) => ['--frames', String(video.frameCount)], {}],
  ...(['losslesscut', 'webvtt', 'matroska-chapters', 'ffmetadata'] as const).map(
    (format): [ExportFormatId, string, (clip: ManifestMedia) => string[], Record<string, string>] => [
      format,
      { losslesscut: 'llc', webvtt: 'vtt', 'matroska-chapters': 'chapters', ffmetadata: 'chapters' }[format],
      ({ video }) => ['--rate', video.frameRate, '--frames', String(video.frameCount)],
      {},
    ],
  ),
];

const fits = (marker: object, wanted: Record<string, string>): boolean =>
  Object.entries(wanted).every(([key, value]) => Reflect.get(marker, key) === value);

/** The file of a clip among those of an export, which are named after the clips in their order. */
const fileOf = (files: Map<string, string>, index: number): string => [...files.values()][index] ?? '';

describe.runIf(hasChecks)('odd clips and names, read by programs of others', () => {
  const manifest = oddManifest();

  it.each(wholeLibrary)('%s passes %s with %o: every range is read back', (format, name, options, wanted) => {
    const [file = ''] = write(manifest, format, options).values();
    const checked = check(name, file);
    if (checked.isSkipped) return;
    for (const clip of manifest.media) {
      const rows = read(
        checked,
        (marker) => fits(marker, wanted) && unguarded(marker.media ?? '') === clip.name,
      );
      // Items of selects are called after their ranges, and so are Premiere's clips: those are compared all together.
      if (options.shape !== 'selects') expect(rows, clip.name).toEqual(expected(manifest, clip));
    }
    const all = manifest.media.flatMap((clip) => expected(manifest, clip)).sort();
    expect(read(checked, (marker) => fits(marker, wanted))).toEqual(all);
  });

  it.each(perClip)('%s passes %s: every range is read back', (format, name, options, wanted) => {
    const files = write(manifest, format);
    expect(files.size).toBe(manifest.media.length);
    for (const [index, clip] of manifest.media.entries()) {
      const checked = check(name, fileOf(files, index), options(clip));
      if (checked.isSkipped) return;
      expect(
        read(checked, (marker) => fits(marker, wanted)),
        clip.name,
      ).toEqual(expected(manifest, clip));
    }
  });

  it('selects of OTIO lie inside their media, one clip a range', () => {
    for (const file of write(manifest, 'otio', { shape: 'selects', handleFrames: 24 }).values()) {
      check('otio', file);
    }
  });

  it('the manifest passes its schema, and ExifTool reads every region of the sidecars', () => {
    const [file = ''] = write(manifest, 'manifest').values();
    check('schema', file, ['--schema', join(import.meta.dirname, '../../resources/manifest.schema.json')]);
    for (const sidecar of [...write(manifest, 'xmp').values()].slice(0, 12)) check('xmp', sidecar);
  });
});

describe.runIf(hasChecks)('projects of Kdenlive and Shotcut, opened with their media', () => {
  it('hold the markers of clips of each rate, frame for frame', async () => {
    const { ffmpeg } = await mediaTools();
    const media = join(folder, 'media');
    mkdirSync(media);
    const plain = oddManifest(media);
    for (const { name, rate, frames } of oddClips) {
      const source = `color=gray:s=64x36:r=${rate.num}/${rate.den}`;
      const format = name.endsWith('.mxf') ? ['-c:v', 'mpeg2video', '-f', 'mov'] : ['-c:v', 'mpeg4'];
      const path = join(media, name);
      const run = spawnSync(ffmpeg.path, [
        '-v',
        'error',
        '-f',
        'lavfi',
        '-i',
        source,
        '-frames:v',
        String(frames),
        ...format,
        '-g',
        '250',
        `file:${path}`,
      ]);
      expect(run.status, String(run.stderr)).toBe(0);
    }
    for (const [format, name] of [
      ['kdenlive', 'kdenlive'],
      ['shotcut', 'mlt'],
    ] as const) {
      const files = write(plain, format);
      for (const [index, clip] of plain.media.entries()) {
        const checked = check(name, fileOf(files, index), ['--media-dir', media]);
        if (checked.isSkipped) return;
        expect(
          read(checked, ({ on }) => on === 'timeline'),
          `${format} ${clip.name}`,
        ).toEqual(expected(plain, clip));
      }
      for (const file of write(plain, format, { shape: 'selects', handleFrames: 5 }).values()) {
        check(name, file, ['--media-dir', media]);
      }
    }
  });
});

describe.runIf(hasChecks)('stills with XMP in them', () => {
  it.each(['jpeg', 'png'] as const)(
    '%s: ExifTool reads every region, and the picture is as it was',
    async (format) => {
      const { ffmpeg } = await mediaTools();
      const plain = join(folder, `plain.${format}`);
      const source = ['-f', 'lavfi', '-i', 'testsrc=s=640x360', '-frames:v', '1', '-pix_fmt', 'rgb24'];
      const asked = format === 'jpeg' ? [...source.slice(0, 6), '-pix_fmt', 'yuvj420p'] : source;
      expect(spawnSync(ffmpeg.path, ['-v', 'error', ...asked, plain]).status).toBe(0);
      const manifest = oddManifest();
      const [clip] = manifest.media;
      const packet = stillPacket(manifest, clip?.id ?? '', { num: 310 * 1001, den: 30000 });
      const path = join(folder, `regions.${format}`);
      writeFileSync(path, withXmp(readFileSync(plain), format, packet ?? ''));
      expect(regionsIn(path) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(1);
      const pixels = (file: string): string =>
        spawnSync(ffmpeg.path, ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'], {
          encoding: 'latin1',
          maxBuffer: 1 << 24,
        }).stdout;
      expect(pixels(path)).toBe(pixels(plain));
      expect(stillPacket(manifest, clip?.id ?? '', { num: 200 * 1001, den: 30000 })).toBeUndefined();
    },
  );
});

describe.runIf(hasChecks)('ten thousand ranges', () => {
  const manifest = largeManifest(10_000);
  // Those that open the media are shown with small ones above; of a file for each clip, three are enough.
  const plans = checkPlans.filter(({ format }) => format !== 'kdenlive' && format !== 'shotcut');
  it.each(plans)('$format $options $wanted: every range is read back', (plan) => {
    const { faults, files, ranges, isSkipped } = checkExport(manifest, plan, {
      folder: mkdtempSync(join(folder, 'large-')),
      most: 3,
    });
    expect(faults).toEqual([]);
    if (plan.per === 'clip') expect(files).toBe(manifest.media.length);
    if (plan.wanted && !isSkipped) expect(ranges).toBe(plan.per === 'library' ? 10_000 : 1500);
  });
});
