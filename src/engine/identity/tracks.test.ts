import { describe, expect, it } from 'vitest';
import { groupTracks } from './group.ts';
import { groupingRules } from './rules.ts';
import { buildTracks, type GroupableFace } from './tracks.ts';

const rules = groupingRules(undefined, 0);

/** A unit vector along one axis, leaning to the last by `lean`. */
function along(axis: number, lean = 0): Float32Array {
  const vector = new Float32Array(8);
  vector[axis] = Math.cos(lean);
  vector[7] = Math.sin(lean);
  return vector;
}

let count = 0;
const seen = (about: Partial<GroupableFace>): GroupableFace => {
  count += 1;
  return {
    elementId: `e${count}`,
    assetId: 'a',
    shotId: 's',
    frame: 0,
    box: { x: 0.4, y: 0.1, w: 0.1, h: 0.2 },
    quality: 0.8,
    ...about,
  };
};
const body = { x: 0.35, y: 0.1, w: 0.2, h: 0.8 };

describe('a track', () => {
  it('holds somebody who turns away and back, by the body', () => {
    const faces = [
      seen({ frame: 0, vector: along(0), bodyBox: body }),
      seen({ frame: 24, bodyBox: body, box: body, quality: 0 }),
      seen({ frame: 48, vector: along(0, 0.2), bodyBox: body }),
    ];
    const [track, ...more] = buildTracks(faces, rules);
    expect(more).toEqual([]);
    expect(track?.faces).toHaveLength(3);
    expect(track?.vector).toBeDefined();
  });

  it('holds a head that tilts at its place, though the embedding changes', () => {
    const tilted = { x: 0.43, y: 0.12, w: 0.1, h: 0.2 };
    const faces = [seen({ frame: 0, vector: along(0) }), seen({ frame: 24, vector: along(1), box: tilted })];
    expect(buildTracks(faces, rules)).toHaveLength(1);
  });

  it('does not leap to a stranger elsewhere in the picture, nor to one who comes later to the same place', () => {
    const elsewhere = { x: 0.8, y: 0.1, w: 0.1, h: 0.2 };
    const far = [seen({ frame: 0, vector: along(0) }), seen({ frame: 24, vector: along(1), box: elsewhere })];
    expect(buildTracks(far, rules)).toHaveLength(2);
    const other = { x: 0.1, y: 0.1, w: 0.1, h: 0.2 };
    const later = [
      seen({ frame: 0, vector: along(0) }),
      seen({ frame: 24, vector: along(2), box: other }),
      seen({ frame: 48, vector: along(1) }),
    ];
    expect(buildTracks(later, rules)).toHaveLength(3);
  });

  it('ends with an empty picture: whoever comes to the same place after it without a face is somebody else', () => {
    const bodies = [0, 24, 96].map((frame) => seen({ frame, box: body, bodyBox: body, quality: 0 }));
    expect(buildTracks(bodies, rules, { frames: [0, 24, 96], bridgedFrames: 30 })).toHaveLength(1);
    const looked = { frames: [0, 12, 24, 60, 96], bridgedFrames: 30 };
    expect(buildTracks(bodies, rules, looked).map(({ faces }) => faces.length)).toEqual([2, 1]);
  });

  it('is prolonged by doubtful bodies at its place, to both sides, and no doubtful body begins one', () => {
    const doubtful = (frame: number, box = body) =>
      seen({ frame, box, bodyBox: box, quality: 0, isDoubtful: true, score: 0.3 });
    const sure = seen({ frame: 48, box: body, bodyBox: body, quality: 0 });
    const elsewhere = { ...body, x: 0.75 };
    const faces = [
      ...[0, 24, 72, 96].map((frame) => doubtful(frame)),
      ...[0, 24, 48, 72].map((frame) => doubtful(frame, elsewhere)),
      sure,
    ];
    const [track, ...more] = buildTracks(faces, rules);
    expect(more).toEqual([]);
    expect(track?.id).toBe(sure.elementId);
    expect(track?.faces.map(({ frame }) => frame)).toEqual([0, 24, 48, 72, 96]);
    expect(track?.faces.every(({ box }) => box.x === body.x)).toBe(true);
  });

  it('goes on with who is surely there, whatever doubtful body stands at the same place', () => {
    const faces = [
      seen({ frame: 0, box: body, bodyBox: body, quality: 0 }),
      seen({ frame: 24, box: body, bodyBox: body, quality: 0, isDoubtful: true, score: 0.5 }),
      seen({ frame: 24, box: { ...body, x: 0.4 }, bodyBox: { ...body, x: 0.4 }, quality: 0 }),
    ];
    const [track, ...more] = buildTracks(faces, rules);
    expect(more).toEqual([]);
    expect(track?.faces.map(({ box }) => box.x)).toEqual([0.35, 0.4]);
  });

  it('takes nobody of another size for who was doubted at that place', () => {
    const doubted = seen({ frame: 24, box: body, bodyBox: body, quality: 0, isDoubtful: true, score: 0.5 });
    const far = { x: 0.38, y: 0.3, w: 0.15, h: 0.45 };
    const faces = [
      seen({ frame: 0, box: body, bodyBox: body, quality: 0 }),
      doubted,
      seen({ frame: 48, box: far, bodyBox: far, quality: 0 }),
    ];
    expect(buildTracks(faces, rules).map(({ faces: own }) => own.length)).toEqual([2, 1]);
    expect(
      buildTracks([...faces.slice(0, 1), { ...doubted, isDoubtful: false }, ...faces.slice(2)], rules),
    ).toHaveLength(1);
  });

  it('is not prolonged past a picture in which nothing is at its place', () => {
    const faces = [
      seen({ frame: 0, box: body, bodyBox: body, quality: 0 }),
      seen({ frame: 96, box: body, bodyBox: body, quality: 0, isDoubtful: true, score: 0.5 }),
    ];
    const [track] = buildTracks(faces, rules, { frames: [0, 48, 96], bridgedFrames: 30 });
    expect(track?.faces.map(({ frame }) => frame)).toEqual([0]);
  });

  it('never crosses a cut', () => {
    const faces = [seen({ vector: along(0) }), seen({ vector: along(0), frame: 24, shotId: 's2' })];
    expect(buildTracks(faces, rules)).toHaveLength(2);
  });
});

describe('people from tracks', () => {
  const track = (id: string, vector: Float32Array | undefined, about: object = {}) => ({
    id,
    vector,
    quality: 0.8,
    frames: [`a:${id}`],
    ...about,
  });
  const group = (
    tracks: Parameters<typeof groupTracks>[0],
    known: { identityId: string; isAnchored: boolean }[] = [],
  ) => new Map(groupTracks(tracks, { known, rules }).map(({ id, identityId }) => [id, identityId]));

  it('are somebody without a face where a body is there for some time, and nobody else', () => {
    const found = group([
      track('e1', undefined, { isBody: true, quality: 0 }),
      track('e2', undefined, { quality: 0 }),
    ]);
    expect([...found.keys()]).toEqual(['e1']);
  });

  it('keep two apart on whom something was decided, however alike', () => {
    const tracks = [track('e1', along(0), { owner: 'pA' }), track('e2', along(0), { owner: 'pB' })];
    const known = ['pA', 'pB'].map((identityId) => ({ identityId, isAnchored: true }));
    expect(group(tracks, known)).toEqual(
      new Map([
        ['e1', 'pA'],
        ['e2', 'pB'],
      ]),
    );
  });

  it('never take who was refused, nor, when told so, anyone who looks alike', () => {
    const known = [{ identityId: 'pA', isAnchored: true }];
    const owned = track('e1', along(0), { owner: 'pA' });
    const refused = track('e2', along(0, 0.3), { refused: new Set(['pA']) });
    expect(group([owned, refused], known).get('e2')).not.toBe('pA');
    const alike = track('e3', along(0, 0.9));
    expect(group([owned, alike], known).get('e3')).toBe('pA');
    const unlike = [{ identityId: 'pA', isAnchored: true, unlike: [along(0, 1)] }];
    expect(group([owned, alike], unlike).get('e3')).not.toBe('pA');
  });

  it('get back the id they had when all is grouped anew', () => {
    const found = group([track('e9', along(0), { formerly: 'pOld' }), track('e8', along(1))]);
    expect(found.get('e9')).toBe('pOld');
    expect(found.get('e8')).toBe('p8');
  });
});
