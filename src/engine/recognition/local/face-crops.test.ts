import { describe, expect, it } from 'vitest';
import { arcFaceCrop, dlibCrop, mirrored, unitSum } from './embedding.ts';
import { invert, mapPoint, similarityAbout } from './geometry.ts';
import { faceQualities, frontalityOf, sharpnessOf } from './quality.ts';

/** A face as the ArcFace template has it, tilted by 20 degrees and three times as large, somewhere in a picture. */
const place = similarityAbout({ x: 56, y: 56 }, { x: 500, y: 300 }, 3, Math.PI / 9);
const points = {
  leftEye: mapPoint(place, { x: 38.7946, y: 52.1963 }),
  rightEye: mapPoint(place, { x: 74.0318, y: 52.0014 }),
  nose: mapPoint(place, { x: 56.5252, y: 72.2366 }),
  leftMouth: mapPoint(place, { x: 42.0493, y: 92.8655 }),
  rightMouth: mapPoint(place, { x: 71.2299, y: 92.7041 }),
};

describe('crops', () => {
  it('bring a face to the ArcFace template, upright', () => {
    const crop = invert(arcFaceCrop(points, 112));
    const eye = mapPoint(crop, points.leftEye);
    expect(eye.x).toBeCloseTo(38.7946, 3);
    expect(eye.y).toBeCloseTo(52.1963, 3);
    expect(mapPoint(crop, points.rightMouth).y).toBeCloseTo(92.7041, 3);
  });

  it('bring the middle of eyes and mouth to (0.5, 0.43) for dlib, eyes level', () => {
    const crop = invert(dlibCrop(points, 150));
    const eyes = [points.leftEye, points.rightEye].map((point) => mapPoint(crop, point));
    const corners = [points.leftMouth, points.rightMouth].map((point) => mapPoint(crop, point));
    const mouth = { x: (corners[0]!.x + corners[1]!.x) / 2, y: (corners[0]!.y + corners[1]!.y) / 2 };
    expect(eyes[0]!.y).toBeCloseTo(eyes[1]!.y, 6);
    expect((eyes[0]!.x + eyes[1]!.x + mouth.x) / 3).toBeCloseTo(75, 6);
    expect((eyes[0]!.y + eyes[1]!.y + mouth.y) / 3).toBeCloseTo(64.5, 6);
    expect(Math.hypot(eyes[0]!.x - mouth.x, eyes[0]!.y - mouth.y)).toBeCloseTo(0.45 * 150, 0);
  });

  it('are mirrored row by row in each plane', () => {
    const planes = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    expect([...mirrored(planes, 2)]).toEqual([2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11]);
  });
});

describe('unitSum', () => {
  it('has length one and points between the vectors', () => {
    const sum = unitSum([Float32Array.of(1, 0), Float32Array.of(0, 1)]);
    expect(sum[0]).toBeCloseTo(Math.SQRT1_2);
    expect(sum[1]).toBeCloseTo(Math.SQRT1_2);
  });

  it('leaves a zero vector zero', () => {
    expect([...unitSum([new Float32Array(2)])]).toEqual([0, 0]);
  });
});

describe('qualities', () => {
  /** Noise, then as often blurred by three by three. */
  function noise(side: number, blurs: number): Float32Array {
    let seed = 7;
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed / 2147483648;
    };
    let plane = Float32Array.from({ length: side * side }, () => random() * 255);
    for (let blur = 0; blur < blurs; blur += 1) {
      plane = plane.map((_, i) => {
        let sum = 0;
        for (const offset of [-side - 1, -side, -side + 1, -1, 0, 1, side - 1, side, side + 1]) {
          sum += plane[Math.min(plane.length - 1, Math.max(0, i + offset))]!;
        }
        return sum / 9;
      });
    }
    const planes = new Float32Array(3 * side * side);
    for (let channel = 0; channel < 3; channel += 1) planes.set(plane, channel * side * side);
    return planes;
  }

  it('call a picture less sharp the more it is blurred, whatever its contrast', () => {
    const values = [0, 1, 3, 8].map((blurs) => sharpnessOf(noise(48, blurs), 48));
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(values[0]).toBeGreaterThan(0.9);
    const faint = noise(48, 3).map((value) => value * 0.2 - 0.4);
    expect(sharpnessOf(faint, 48)).toBeCloseTo(values[2]!, 4);
    expect(sharpnessOf(new Float32Array(3 * 48 * 48).fill(80), 48)).toBe(0);
  });

  it.each([
    [0, 0, 1],
    [60, 0, 0.5],
    [-60, 0, 0.5],
    [0, -60, 0.5],
    [90, 0, 0],
    [120, 0, 0],
  ])('yaw %i, pitch %i: frontality %d', (yawDegrees, pitchDegrees, frontality) => {
    expect(frontalityOf({ yawDegrees, pitchDegrees, rollDegrees: 30 })).toBeCloseTo(frontality);
  });

  it('halve the frontality of a face that the mesh half believes', () => {
    const pose = { yawDegrees: 0, pitchDegrees: 0, rollDegrees: 0 };
    const qualities = faceQualities({ x: 0, y: 0, w: 40, h: 60 }, pose, 0.5, 0.8);
    expect(qualities).toMatchObject({ sizePx: 50, sharpness: 0.8, frontality: 0.5 });
  });
});
