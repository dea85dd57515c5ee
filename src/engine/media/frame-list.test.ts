import { describe, expect, it } from 'vitest';
import {
  decodeFrameList,
  encodeFrameList,
  type FrameList,
  frameAtTicks,
  type PacketFacts,
  PacketTable,
  ticksOfFrame,
} from './frame-list.ts';

const timeBase = { num: 1, den: 1000 };
function listOf(packets: Partial<PacketFacts>[], fallback = 40): FrameList {
  const table = new PacketTable(fallback);
  for (const packet of packets) {
    table.add({ pts: undefined, dts: undefined, duration: 40, key: false, discarded: false, ...packet });
  }
  return table.toFrameList(timeBase);
}

describe('the list of frames', () => {
  it('puts packets in the order of showing', () => {
    const frames = listOf([
      { pts: 0, key: true },
      { pts: 120 },
      { pts: 40 },
      { pts: 80 },
      { pts: 160, key: true },
    ]);
    expect([...frames.ticks]).toEqual([0, 40, 80, 120, 160]);
    expect([...frames.syncFrames]).toEqual([0, 4]);
    expect(frames.endTicks).toBe(200);
    expect(frames.variableFrameRate).toBe(false);
  });

  it('leaves out what the edit list does not show', () => {
    const frames = listOf([{ pts: -40, key: true, discarded: true }, { pts: 0 }, { pts: 40 }]);
    expect([...frames.ticks]).toEqual([0, 40]);
    expect([...frames.syncFrames]).toEqual([]);
  });

  it('finds the place of a packet whose time the container left out', () => {
    const packets = [
      { pts: 646, dts: 646 },
      { pts: 650, dts: 650 },
      { pts: 654, dts: 643 },
      { dts: 654, key: true },
      { pts: 658, dts: 658 },
      { pts: 662, dts: 662 },
      { pts: 670, dts: 666 },
    ].map((packet) => ({ ...packet, duration: 4 }));
    expect([...listOf(packets, 4).ticks]).toEqual([646, 650, 654, 658, 662, 666, 670]);
  });

  it('comes to an end where times repeat and most are left out', () => {
    const repeated = listOf([{ pts: 40 }, { pts: 80 }, { pts: 80 }, { pts: 80 }, { dts: 80 }, { dts: 120 }]);
    expect([...repeated.ticks]).toEqual([40, 80, 120, 160]);
    const many = listOf([{ pts: 0 }, ...Array.from({ length: 100_000 }, () => ({ dts: 0 }))]);
    expect(many.ticks).toHaveLength(100_001);
    const last = Number.MAX_SAFE_INTEGER;
    expect(listOf([{ pts: last }, { dts: last }, { dts: last }]).ticks).toHaveLength(1);
  });

  it('counts frames of a raw stream at the nominal rate', () => {
    expect([...listOf([{}, {}, {}]).ticks]).toEqual([0, 40, 80]);
  });

  it('takes two packets of one time as one frame', () => {
    expect([...listOf([{ pts: 0 }, { pts: 0 }, { pts: 40 }]).ticks]).toEqual([0, 40]);
  });

  it('tells a variable rate from rounding to ticks', () => {
    const rounded = Array.from({ length: 90 }, (_, n) => ({ pts: Math.round((n * 1000) / 30) }));
    expect(listOf(rounded).variableFrameRate).toBe(false);
    expect(listOf([{ pts: 0 }, { pts: 40 }, { pts: 120 }, { pts: 160 }]).variableFrameRate).toBe(true);
  });

  it('says which frame is on screen, and where each begins and the last ends', () => {
    const frames = listOf([{ pts: 100 }, { pts: 140 }, { pts: 220 }]);
    const at = [0, 100, 139, 140, 219, 220, 9999].map((ticks) => frameAtTicks(frames, ticks));
    expect(at).toEqual([0, 0, 0, 1, 1, 2, 2]);
    expect([0, 1, 2, 3, 4].map((frame) => ticksOfFrame(frames, frame))).toEqual([100, 140, 220, 260, 260]);
  });
});

describe('the stored frame list', () => {
  it('comes back as it was, negative and large times and all', () => {
    let seed = 7;
    const random = (): number => {
      seed = (seed * 48271) % 2147483647;
      return seed;
    };
    for (const start of [0, -334_592, 2 ** 45]) {
      const packets = Array.from({ length: 500 }, (_, n) => ({
        pts: start + n * 4000 + (random() % 3000),
        key: n % 48 === 0,
      }));
      const frames = listOf(packets);
      expect(decodeFrameList(encodeFrameList(frames))).toEqual(frames);
    }
  });

  it('is small for a constant rate: an hour at 25 fits into a kilobyte', () => {
    const frames = listOf(
      Array.from({ length: 90_000 }, (_, n) => ({ pts: n * 512, key: n === 0, duration: 512 })),
    );
    expect(encodeFrameList(frames).length).toBeLessThan(1024);
  });

  it('is refused when it is damaged', () => {
    const stored = encodeFrameList(listOf([{ pts: 0 }, { pts: 40 }]));
    for (const bad of [Buffer.from('no list'), stored.subarray(0, stored.length - 6), Buffer.alloc(0)]) {
      expect(() => decodeFrameList(bad)).toThrow(expect.objectContaining({ code: 'library-damaged' }));
    }
  });
});
