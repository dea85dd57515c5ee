import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Library } from './library.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-doubtful-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = '2026-01-02T03:04:05.000Z';
const recogniser = { provider: 'local', model: 'm', version: '1', parameters: '{}' };
const box = { x: 0.25, y: 0.25, w: 0.25, h: 0.5 };

describe('a body that the recogniser doubted', () => {
  it('is seen only while a track says who it is', async () => {
    const library = new Library(join(folder, 'Shoot.castline'), { create: true });
    const { id } = library.assets.add(
      '/a.mp4',
      { fingerprint: 'a'.repeat(64), sha256First64k: 'a', bytes: 10 },
      now,
    );
    const image = await library.images.put(Buffer.from('picture'));
    library.shots.addImage({ hash: image, widthPx: 4, heightPx: 3, bytes: 7 });
    const shot = {
      ...{ id: 's1' as never, position: 0, firstFrame: 0, endFrame: 10, startTicks: 0, endTicks: 10 },
      transition: { kind: 'start', confidence: 1, firstFrame: 0, endFrame: 0 } as const,
    };
    library.shots.replace(id, {
      shots: [shot],
      keyframes: [{ id: 'k1' as never, shotId: shot.id, frame: 3, ticks: 3, image, sharpness: 1 }],
      filmstrip: [],
    });
    const doubtfulBodies = [{ box, score: 0.3, model: 'nanodet' }];
    library.recognitions.begin(id, recogniser);
    library.recognitions.add(image, recogniser, { elements: [], doubtfulBodies, elapsedMs: 1 }, now);

    const [body] = library.sightings.list(id, { withDoubtful: true });
    expect(body).toMatchObject({ kind: 'subject', isDoubtful: true, score: 0.3, bodyBox: box });
    const seen = () => [
      ...library.sightings.list(id).map(({ elementId, track }) => ({ elementId, track })),
      ...library.elements.list({ assetId: id }).map(({ elementId }) => ({ elementId })),
    ];
    expect(seen()).toEqual([]);
    const track = { id: 't', assetId: id, quality: 0, isBody: true, frames: [3], vector: undefined };
    const elementId = body!.elementId;
    library.tracks.replace(id, [track], [{ elementId, track: 't' }]);
    expect(seen()).toEqual([{ elementId, track: 't' }, { elementId }]);
    library.tracks.replace(id, [track], []);
    expect(seen()).toEqual([]);
    library.close();
  });
});
