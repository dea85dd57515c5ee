import { deflateSync, inflateSync } from 'node:zlib';
import { CastlineError } from '../../shared/errors.ts';
import type { Rational } from '../../shared/time.ts';

/** When each frame of a video is shown: what frame numbers, time and progress are counted by. */
export interface FrameList {
  /** Seconds of one tick. */
  readonly timeBase: Rational;
  /** Presentation time of every frame that is shown, in ticks, ascending without repeats. Frame n is `ticks[n]`. */
  readonly ticks: Float64Array;
  /** End of the last frame, in ticks. */
  readonly endTicks: number;
  /** Frames that can be decoded without those before them, ascending. */
  readonly syncFrames: Uint32Array;
  readonly variableFrameRate: boolean;
}

/** One packet of the picture track as the packet scan reports it; undefined is what the container does not say. */
export interface PacketFacts {
  pts: number | undefined;
  dts: number | undefined;
  duration: number | undefined;
  key: boolean;
  /** Decoded but not shown: outside the edit list. */
  discarded: boolean;
}

interface Shown {
  time: number;
  duration: number;
  key: boolean;
}

/** Packets of a track, kept compactly: 17 bytes each. */
export class PacketTable {
  #times = new Float64Array(1024);
  #durations = new Float64Array(1024);
  #keys = new Uint8Array(1024);
  #count = 0;
  /** Packets without a presentation time in a track that has them; `time` is the decoding time. */
  readonly #untimed: Shown[] = [];
  #previousDts: number | undefined;
  readonly #fallbackDuration: number;

  /** @param fallbackDuration ticks of a frame at the nominal rate, for streams without any times */
  constructor(fallbackDuration: number) {
    this.#fallbackDuration = fallbackDuration;
  }

  get count(): number {
    return this.#count + this.#untimed.length;
  }

  add(packet: PacketFacts): void {
    // Raw streams carry no times at all: their frames follow each other at the nominal rate.
    const next = this.#previousDts === undefined ? 0 : this.#previousDts + this.#fallbackDuration;
    const dts = packet.dts ?? packet.pts ?? next;
    this.#previousDts = dts;
    if (packet.discarded) return;
    const shown = { time: packet.pts ?? dts, duration: packet.duration ?? 0, key: packet.key };
    if (packet.pts === undefined) this.#untimed.push(shown);
    else this.#append(shown);
  }

  #append(packet: Shown): void {
    if (this.#count === this.#times.length) this.#grow();
    this.#times[this.#count] = packet.time;
    this.#durations[this.#count] = packet.duration;
    this.#keys[this.#count] = packet.key ? 1 : 0;
    this.#count++;
  }

  #grow(): void {
    const size = this.#times.length * 2;
    const [times, durations, keys] = [this.#times, this.#durations, this.#keys];
    this.#times = new Float64Array(size);
    this.#times.set(times);
    this.#durations = new Float64Array(size);
    this.#durations.set(durations);
    this.#keys = new Uint8Array(size);
    this.#keys.set(keys);
  }

  /**
   * A program stream gives a time to one packet of several. Where decoding and showing differ in order, the decoding
   * time belongs to another frame; the packet's own place is the next hole in the row of known times.
   */
  #placeUntimed(): void {
    if (this.#untimed.length === 0) return;
    const known = this.#times.slice(0, this.#count).sort();
    const step = medianStep(known, this.#fallbackDuration);
    const taken = new Set(known);
    // From a time that is taken to one further on in its row, so that a long row is not walked again for each packet.
    const onwards = new Map<number, number>();
    for (const packet of this.#untimed.splice(0)) {
      let time = packet.time;
      const passed: number[] = [];
      while (taken.has(time)) {
        passed.push(time);
        time = onwards.get(time) ?? time + step;
      }
      // Beyond this a step further is no other number: such a time is none.
      if (!Number.isSafeInteger(time)) continue;
      for (const one of passed) onwards.set(one, time);
      taken.add(time);
      this.#append({ ...packet, time });
    }
  }

  /** Puts the packets in the order of showing. Two packets of one time are the fields, or the layers, of one frame. */
  toFrameList(timeBase: Rational): FrameList {
    this.#placeUntimed();
    const times = this.#times;
    const order = Uint32Array.from({ length: this.#count }, (_, index) => index);
    order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
    const ticks = new Float64Array(this.#count);
    const syncFrames: number[] = [];
    let shown = 0;
    let lastDuration = 0;
    for (const packet of order) {
      const time = times[packet] ?? 0;
      if (shown === 0 || time !== ticks[shown - 1]) ticks[shown++] = time;
      if (this.#keys[packet] === 1 && syncFrames[syncFrames.length - 1] !== shown - 1) {
        syncFrames.push(shown - 1);
      }
      lastDuration = this.#durations[packet] ?? 0;
    }
    const kept = ticks.slice(0, shown);
    const length = lastDuration > 0 ? lastDuration : medianStep(kept, this.#fallbackDuration);
    return {
      timeBase,
      ticks: kept,
      endTicks: (kept[shown - 1] ?? 0) + length,
      syncFrames: Uint32Array.from(syncFrames),
      variableFrameRate: isVariable(kept),
    };
  }
}

/** The usual distance of two times that differ, at least 1 tick. */
function medianStep(ticks: Float64Array, fallback: number): number {
  const steps = ticks
    .slice(1)
    .map((time, index) => time - (ticks[index] ?? 0))
    .filter((step) => step > 0);
  steps.sort();
  return steps[Math.floor(steps.length / 2)] ?? Math.max(1, Math.round(fallback));
}

/** True when frames leave the even grid by more than rounding to ticks explains. */
function isVariable(ticks: Float64Array): boolean {
  if (ticks.length < 3) return false;
  const first = ticks[0] ?? 0;
  const step = ((ticks[ticks.length - 1] ?? 0) - first) / (ticks.length - 1);
  const tolerance = Math.max(1.01, step / 4);
  return ticks.some((time, frame) => Math.abs(time - first - frame * step) > tolerance);
}

/** The frame that is on screen at a time; the first before the start, the last after the end. */
export function frameAtTicks(frames: FrameList, ticks: number): number {
  let low = 0;
  let high = frames.ticks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((frames.ticks[middle] ?? 0) <= ticks) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** Where a frame begins; the end of the video for the number after the last, so that half-open ranges can be asked for. */
export function ticksOfFrame(frames: FrameList, frame: number): number {
  return frame >= frames.ticks.length ? frames.endTicks : (frames.ticks[frame] ?? 0);
}

const magic = 'CFL1';

function* zigzagBytes(value: number): Generator<number> {
  // Ticks go beyond 32 bits, so shifts are done by division.
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= 128) {
    yield (rest % 128) + 128;
    rest = Math.floor(rest / 128);
  }
  yield rest;
}

/** Packs a frame list for storing: second differences as variable-length integers, deflated. 20 bytes for a constant rate. */
export function encodeFrameList(frames: FrameList): Buffer {
  const bytes: number[] = [];
  const write = (value: number): void => {
    for (const byte of zigzagBytes(value)) bytes.push(byte);
  };
  write(frames.timeBase.num);
  write(frames.timeBase.den);
  write(frames.variableFrameRate ? 1 : 0);
  write(frames.ticks.length);
  let previous = 0;
  let step = 0;
  for (const time of [...frames.ticks, frames.endTicks]) {
    write(time - previous - step);
    step = time - previous;
    previous = time;
  }
  write(frames.syncFrames.length);
  let lastSync = 0;
  for (const frame of frames.syncFrames) {
    write(frame - lastSync);
    lastSync = frame;
  }
  return Buffer.concat([Buffer.from(magic), deflateSync(Uint8Array.from(bytes))]);
}

function integerReader(bytes: Uint8Array): () => number {
  let position = 0;
  return () => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[position++];
      if (byte === undefined) throw new CastlineError('library-damaged', 'A stored frame list is cut short.');
      value += (byte % 128) * scale;
      if (byte < 128) return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
      scale *= 128;
    }
  };
}

/** Longest list that is read back: a day at 120 frames a second. */
const maxFrames = 86_400 * 120;

/** @throws CastlineError `library-damaged` when the bytes are no frame list */
export function decodeFrameList(stored: Uint8Array): FrameList {
  const damaged = (cause?: unknown): CastlineError =>
    new CastlineError('library-damaged', 'A stored frame list cannot be read.', { cause });
  if (Buffer.from(stored.subarray(0, 4)).toString('latin1') !== magic) throw damaged();
  let bytes: Uint8Array;
  try {
    bytes = inflateSync(stored.subarray(4), { maxOutputLength: maxFrames * 10 });
  } catch (cause) {
    throw damaged(cause);
  }
  const read = integerReader(bytes);
  const timeBase = { num: read(), den: read() };
  const variableFrameRate = read() === 1;
  const count = read();
  if (count < 0 || count > maxFrames || count > bytes.length) throw damaged();
  const ticks = new Float64Array(count + 1);
  let previous = 0;
  let step = 0;
  for (let index = 0; index <= count; index++) {
    step += read();
    previous += step;
    ticks[index] = previous;
  }
  const syncCount = read();
  if (syncCount < 0 || syncCount > count) throw damaged();
  const syncFrames = new Uint32Array(syncCount);
  let lastSync = 0;
  for (let index = 0; index < syncCount; index++) {
    lastSync += read();
    syncFrames[index] = lastSync;
  }
  return {
    timeBase,
    ticks: ticks.slice(0, count),
    endTicks: ticks[count] ?? 0,
    syncFrames,
    variableFrameRate,
  };
}
