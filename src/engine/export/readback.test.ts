import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import Timecode from 'smpte-timecode';
import { describe, expect, it } from 'vitest';
import { everything, largeManifest, oddManifest } from '../../../test/support/manifests.ts';
import type { ExportFormatId } from '../../shared/contract/index.ts';
import type { Manifest, ManifestMedia } from '../../shared/manifest.ts';
import { exportText, listFormats } from './export.ts';

/** Formats for which no program is at hand, read back by a reading of our own: every range, frame for frame. */

const written = (manifest: Manifest, format: ExportFormatId) =>
  exportText({ manifest, format, selection: everything, options: {}, title: 'Odd', outFolder: '/out' }).files;

/** Start and end in frames of a clip's elements, as a sum of its own. */
function expectedOf(manifest: Manifest, media: ManifestMedia): string[] {
  const [n = 1, d = 1] = media.video.frameRate.split('/').map(Number);
  return manifest.elements
    .filter((element) => element.media === media.id)
    .map(({ range }) => {
      const [start = 0, length = 0] = [range.start, range.duration].map((text) => {
        const [a = 0, b = 1] = text.split('/').map(Number);
        return Math.round((a * n) / (b * d));
      });
      return `${start}-${start + length}`;
    })
    .sort();
}

const rateOf = (media: ManifestMedia): number => {
  const [n = 1, d = 1] = media.video.frameRate.split('/').map(Number);
  return Math.round((n / d) * 1000) / 1000;
};
const frameOf = (text: string, media: ManifestMedia): number =>
  new Timecode(text, rateOf(media) as never, text.includes(';')).frameCount;

describe.each([
  ['odd clips and names', oddManifest()],
  ['ten thousand ranges', largeManifest(10_000)],
])('%s in formats without a program to check them', (_, manifest) => {
  const files = (format: ExportFormatId) => written(manifest, format);
  const expected = (media: ManifestMedia) => expectedOf(manifest, media);

  it('Avid markers stand at their timecode, with their length', () => {
    const lists = files('avid-markers');
    expect(lists).toHaveLength(manifest.media.length);
    for (const [index, media] of manifest.media.entries()) {
      const rows = (lists[index]?.text ?? '').trimEnd().split('\r\n');
      const first = frameOf(media.timecode.start, media);
      const read = rows.map((row) => {
        const [, timecode = '', track, , , frames = ''] = row.split('\t');
        expect(track).toBe('V1');
        const start = frameOf(timecode, media) - first;
        return `${start}-${start + Number(frames)}`;
      });
      expect(read.sort(), media.name).toEqual(expected(media));
    }
  });

  it('Avid logs have a row a range, by rate, with its timecodes and its length', () => {
    const parsed = files('avid-ale').flatMap(({ text }) => {
      const [head = '', data = ''] = text.split('\r\nData\r\n');
      const names = (head.split('\r\nColumn\r\n')[1]?.split('\r\n')[0] ?? '').split('\t');
      const rows = data.trimEnd().split('\r\n');
      return rows.map((row) => new Map(row.split('\t').map((cell, index) => [names[index], cell])));
    });
    for (const media of manifest.media) {
      const first = frameOf(media.timecode.start, media);
      const own = parsed.filter((row) => row.get('Source File') === media.name);
      const read = own.map((row) => {
        const [start = 0, end = 0] = ['Start', 'End'].map(
          (name) => frameOf(row.get(name) ?? '', media) - first,
        );
        expect((row.get('Name') ?? '').length).toBeLessThanOrEqual(32);
        return `${start}-${end}`;
      });
      expect(read.sort(), media.name).toEqual(expected(media));
    }
  });

  it('COCO has each box in pixels of its frame', () => {
    const [file] = files('coco');
    const coco = JSON.parse(file?.text ?? '') as {
      images: { id: number; width: number; video: string; frame: number }[];
      annotations: { image_id: number; category_id: number; bbox: number[]; element: string }[];
      categories: { id: number; name: string }[];
    };
    expect(new Set(coco.annotations.map(({ element }) => element))).toEqual(
      new Set(manifest.elements.map(({ id }) => id)),
    );
    const images = new Map(coco.images.map((image) => [image.id, image]));
    for (const { image_id, bbox, category_id } of coco.annotations) {
      expect(bbox).toEqual([160, 45, 128, 144]);
      expect(images.get(image_id)?.width).toBe(640);
      expect(coco.categories.some(({ id }) => id === category_id)).toBe(true);
    }
  });

  it('CVAT shows each range from its first frame until its end', () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      isArray: (name) => name === 'track' || name === 'box',
    });
    for (const [index, file] of files('cvat').entries()) {
      const media = manifest.media[index] as ManifestMedia;
      const { annotations } = parser.parse(file.text) as {
        annotations: { track: { box: Record<string, string>[] }[] };
      };
      const read = annotations.track.map(({ box }) => {
        const outside = box.find((one) => one['@_outside'] === '1');
        return `${box[0]?.['@_frame']}-${outside?.['@_frame'] ?? media.video.frameCount}`;
      });
      expect(read.sort(), media.name).toEqual(expected(media));
    }
  });

  it('Label Studio counts frames from 1, the last one in', () => {
    const [file] = files('label-studio');
    const tasks = JSON.parse(file?.text ?? '') as {
      annotations: { result: { type: string; value: { ranges: { start: number; end: number }[] } }[] }[];
    }[];
    for (const [index, media] of manifest.media.entries()) {
      const read = (tasks[index]?.annotations[0]?.result ?? [])
        .filter(({ type }) => type === 'timelinelabels')
        .map(({ value }) => `${(value.ranges[0]?.start ?? 0) - 1}-${value.ranges[0]?.end}`);
      expect(read.sort(), media.name).toEqual(expected(media));
    }
  });
});

describe('the table of formats in the README', () => {
  it('says of each format what this program says of it', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
    for (const { id, name, program, checkedWith, notRunIn } of listFormats()) {
      expect(readme).toContain(`| ${name} (\`${id}\`) | ${program} | ${checkedWith} | ${notRunIn || '–'} |`);
    }
  });
});
