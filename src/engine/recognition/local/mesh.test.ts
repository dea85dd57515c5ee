import { describe, expect, it } from 'vitest';
import {
  decodeMesh,
  fivePointsOf,
  headPose,
  type MeshPoint,
  mapOfRegion,
  meanPoints,
  regionOfMesh,
} from './mesh.ts';

/** A head seen from the front, in units of the head: eye corners, forehead, chin, lids, nose and mouth. */
const head: Record<number, readonly [number, number, number]> = {
  33: [-4, -2, 0],
  133: [-1.5, -2, 0],
  159: [-2.75, -2.5, 0],
  145: [-2.75, -1.5, 0],
  263: [4, -2, 0],
  362: [1.5, -2, 0],
  386: [2.75, -2.5, 0],
  374: [2.75, -1.5, 0],
  1: [0, 1, -3],
  61: [-2, 4, 0],
  291: [2, 4, 0],
  10: [0, -7, 0],
  152: [0, 7, 0],
};

/** Turns to the right edge by yaw, looks up by pitch, then tilts clockwise by roll; degrees. */
function turned(yaw: number, pitch: number, roll: number): MeshPoint[] {
  const [sinYaw, sinPitch, sinRoll] = [yaw, pitch, roll].map((d) => Math.sin((d * Math.PI) / 180)) as [
    number,
    number,
    number,
  ];
  const [cosYaw, cosPitch, cosRoll] = [yaw, pitch, roll].map((d) => Math.cos((d * Math.PI) / 180)) as [
    number,
    number,
    number,
  ];
  const points: MeshPoint[] = Array.from({ length: 468 }, () => ({ x: 200, y: 100, z: 0 }));
  for (const [index, [x, y, z]] of Object.entries(head)) {
    // Nodding brings the nose (negative z) up, so y moves with z.
    const noddedY = cosPitch * y + sinPitch * z;
    const noddedZ = cosPitch * z - sinPitch * y;
    const turnedX = cosYaw * x - sinYaw * noddedZ;
    const turnedZ = cosYaw * noddedZ + sinYaw * x;
    points[Number(index)] = {
      x: 200 + 10 * (cosRoll * turnedX - sinRoll * noddedY),
      y: 100 + 10 * (sinRoll * turnedX + cosRoll * noddedY),
      z: 10 * turnedZ,
    };
  }
  return points;
}

describe('headPose', () => {
  it.each([
    [0, 0, 0],
    [30, 0, 0],
    [-45, 0, 0],
    [0, 20, 0],
    [0, -25, 0],
    [0, 0, 40],
    [0, 0, -15],
    [25, 0, 30],
    [0, 15, -60],
  ])('finds yaw %i, pitch %i, roll %i', (yaw, pitch, roll) => {
    const pose = headPose(turned(yaw, pitch, roll));
    expect(pose.yawDegrees).toBeCloseTo(yaw, 4);
    expect(pose.pitchDegrees).toBeCloseTo(pitch, 4);
    expect(pose.rollDegrees).toBeCloseTo(roll, 4);
  });

  it('comes close where turn and nod meet', () => {
    const pose = headPose(turned(30, 15, 0));
    expect(Math.abs(pose.yawDegrees - 30)).toBeLessThan(6);
    expect(Math.abs(pose.pitchDegrees - 15)).toBeLessThan(6);
  });

  it('moves the nose to the side that it names', () => {
    const middle = fivePointsOf(turned(0, 0, 0)).nose;
    expect(fivePointsOf(turned(30, 0, 0)).nose.x).toBeGreaterThan(middle.x);
    expect(fivePointsOf(turned(0, 30, 0)).nose.y).toBeLessThan(middle.y);
  });
});

describe('mesh regions', () => {
  it('are centred on the mesh and level its eyes', () => {
    const points = turned(0, 0, 25).filter((point) => point.x !== 200 || point.y !== 100 || point.z !== 0);
    const all = turned(0, 0, 25).map((point, index) => (head[index] ? point : points[0]!));
    const region = regionOfMesh(all);
    expect((region.rollRadians * 180) / Math.PI).toBeCloseTo(25);
    const map = mapOfRegion(region, 192);
    expect(map.a * 96 + map.b * 96 + map.c).toBeCloseTo(region.centre.x);
    expect(Math.hypot(map.a, map.d) * 192).toBeCloseTo(region.sidePx);
  });

  it('lead mesh output back to the picture, depth in the same unit', () => {
    const map = mapOfRegion({ centre: { x: 50, y: 60 }, sidePx: 96, rollRadians: 0 }, 192);
    expect(decodeMesh(Float32Array.of(96, 96, 10, 0, 192, -4), map)).toEqual([
      { x: 50, y: 60, z: 5 },
      { x: 2, y: 108, z: -2 },
    ]);
  });
});

describe('meanPoints', () => {
  it('lies half way', () => {
    const mean = meanPoints(
      fivePointsOf(turned(0, 0, 0)),
      fivePointsOf(turned(0, 0, 0).map((p) => ({ ...p, x: p.x + 4 }))),
    );
    expect(mean.nose.x).toBeCloseTo(202);
    expect(mean.leftMouth.y).toBeCloseTo(140);
  });
});
