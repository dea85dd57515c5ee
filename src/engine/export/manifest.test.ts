import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { manifestSchema } from '../../shared/manifest.ts';
import { rational } from '../../shared/time.ts';
import { buildManifest, manifestText } from './manifest.ts';
import { thingTag } from './manifest-elements.ts';
import type { ManifestClip, ManifestSource } from './manifest-source.ts';

const clip: ManifestClip = {
  id: 'a1',
  name: 'A café #1 100% & "co".mov',
  path: '/media/A café #1 100% & "co".mov',
  bytes: 1234,
  sha256First64k: 'ff',
  facts: {
    container: 'mov',
    containerStartSeconds: 0,
    video: {
      streamIndex: 0,
      codec: 'h264',
      timeBase: rational(1, 24000),
      frameRate: rational(24000, 1001),
      averageFrameRate: rational(24000, 1001),
      codedWidthPx: 1440,
      codedHeightPx: 1080,
      sampleAspectRatio: { num: 4, den: 3 },
      rotationDegrees: 0,
      displayWidthPx: 1920,
      displayHeightPx: 1080,
    },
    audio: [{ streamIndex: 1, codec: 'aac', channels: 2, sampleRateHz: 48000 }],
    timecode: { text: '01:00:00:00', startFrame: 86_400, dropFrame: false, assumed: false },
  },
  // 48 frames that begin at 0.5 s; the last item is the end.
  frameTicks: Float64Array.from({ length: 49 }, (_, frame) => 12_000 + frame * 1001),
  variableFrameRate: false,
  shots: [
    {
      id: 'a1-s0',
      firstFrame: 0,
      endFrame: 20,
      transition: { kind: 'start', confidence: 1, firstFrame: 0, endFrame: 0 },
    },
    {
      id: 'a1-s1',
      firstFrame: 20,
      endFrame: 48,
      transition: { kind: 'cut', confidence: 0.97, firstFrame: 20, endFrame: 20 },
    },
  ],
  appearances: [
    {
      identityId: 'pAnna',
      startFrame: 20,
      endFrame: 48,
      confidence: 0.8123456789,
      boxes: [{ frame: 24, box: { x: 0.9, y: 0.1, w: 0.1000001, h: 0.2 } }],
    },
  ],
};

const source: ManifestSource = {
  generator: { name: 'Castline', version: '1.2.3' },
  recogniser: 'faces 1',
  shotDetector: 'cuts 1',
  people: [
    { id: 'pAnna', name: null, number: 2, colour: 1 },
    { id: 'pNobody', name: 'Not seen', number: 1, colour: 0 },
  ],
  clips: [clip],
};

describe('the manifest', () => {
  it('has the committed JSON Schema, and that schema accepts it', async () => {
    const schema = z.toJSONSchema(manifestSchema, { target: 'draft-2020-12' });
    const titled = { ...schema, $id: 'urn:castline:manifest:1', title: 'Castline manifest, version 1' };
    await expect(`${JSON.stringify(titled, undefined, 2)}\n`).toMatchFileSnapshot(
      '../../../resources/manifest.schema.json',
    );
    const validate = new Ajv2020({ strict: false }).compile(titled);
    expect(validate(JSON.parse(manifestText(buildManifest(source)))), JSON.stringify(validate.errors)).toBe(
      true,
    );
    expect(validate({ ...buildManifest(source), embeddings: [] })).toBe(false);
  });

  it('says times as fractions from the first frame shown', () => {
    const { media, elements } = buildManifest(source);
    expect(media[0]?.duration).toBe('1001/500');
    expect(media[0]?.video.firstPts).toBe(12_000);
    expect(media[0]?.url).toBe('file:///media/A%20caf%C3%A9%20%231%20100%25%20&%20%22co%22.mov');
    const [first, second, anna] = elements;
    expect(first?.range).toEqual({ start: '0/1', duration: '1001/1200' });
    expect(second?.range).toEqual({ start: '1001/1200', duration: '7007/6000' });
    expect(anna?.range).toEqual(second?.range);
    expect(anna?.track?.keys).toEqual([[24_024, 0.9, 0.1, 0.1, 0.2]]);
  });

  it('tags who is seen only: unnamed ones by number and as proposals, named ones as confirmed', () => {
    const unnamed = buildManifest(source);
    expect(unnamed.tags.map((tag) => tag.name)).toEqual(['Shot', 'Unnamed 2']);
    expect(unnamed.elements[2]).toMatchObject({ tags: ['pAnna'], status: 'proposed', confidence: 0.812346 });
    const named = buildManifest({ ...source, people: [{ id: 'pAnna', name: 'Anna', number: 2, colour: 1 }] });
    expect(named.tags[1]?.name).toBe('Anna');
    expect(named.elements[2]?.status).toBe('confirmed');
  });

  it('holds outfits with who wears them, and things by their word', () => {
    const outfit = {
      id: 'gCoat',
      kind: 'clothing',
      name: 'Anna, look 1',
      color: '#aa3300',
      parent: 'pAnna',
    } as const;
    const box = { x: 0.5, y: 0.25, w: 0.25, h: 0.5 };
    const common = { startFrame: 20, endFrame: 48, confidence: 0.5, boxes: [{ frame: 24, box }] };
    const seen = [
      { ...common, tag: outfit, isConfirmed: true, about: { garments: ['red coat'] } },
      { ...common, tag: thingTag('bottle'), isConfirmed: false, about: {} },
    ];
    const { tags, elements } = buildManifest({ ...source, clips: [{ ...clip, seen }] });
    expect(tags.map(({ kind, name, parent }) => [kind, name, parent])).toEqual([
      ['custom', 'Shot', undefined],
      ['person', 'Unnamed 2', undefined],
      ['clothing', 'Anna, look 1', 'pAnna'],
      ['object', 'Bottle', undefined],
    ]);
    expect(elements.slice(3)).toMatchObject([
      { tags: ['gCoat'], status: 'confirmed', source: { model: 'faces 1', garments: ['red coat'] } },
      {
        tags: [thingTag('Bottle').id],
        status: 'proposed',
        track: { keys: [[expect.any(Number), 0.5, 0.25, 0.25, 0.5]] },
      },
    ]);
    expect(new Set(elements.map(({ id }) => id)).size).toBe(elements.length);
  });

  it('is the same text for the same library', () => {
    expect(manifestText(buildManifest(source))).toBe(manifestText(buildManifest(structuredClone(source))));
  });
});
