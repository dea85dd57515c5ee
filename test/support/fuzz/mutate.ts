type Random = () => number;
type Mutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

const place = (bytes: Buffer, random: Random): number => Math.floor(random() * Math.max(1, bytes.length));
const length = (bytes: Buffer, random: Random): number =>
  1 + Math.floor(random() ** 3 * Math.max(1, bytes.length - 1));

/** Numbers at which programs stumble: signs, sizes, off-by-ones. */
const awkward = [
  0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];

const mutations: readonly Mutation[] = [
  /** Single bits. */
  (bytes, random) => {
    for (let count = 1 + Math.floor(random() * 16); count > 0; count--) {
      const at = place(bytes, random);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    }
    return bytes;
  },
  /** Awkward numbers where sizes and counts stand, big-endian and little-endian; the head of a file holds most of them. */
  (bytes, random) => {
    for (let count = 1 + Math.floor(random() * 4); count > 0; count--) {
      const at = Math.floor(random() ** 2 * Math.max(1, bytes.length - 4));
      const value = awkward[Math.floor(random() * awkward.length)] ?? 0;
      if (random() < 0.5) bytes.writeUInt32BE(value, at);
      else bytes.writeUInt32LE(value, at);
    }
    return bytes;
  },
  /** The end is missing. */
  (bytes, random) => bytes.subarray(0, length(bytes, random)),
  /** A piece is missing. */
  (bytes, random) => {
    const at = place(bytes, random);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length(bytes, random))]);
  },
  /** A piece comes twice. */
  (bytes, random) => {
    const at = place(bytes, random);
    const piece = bytes.subarray(at, at + Math.min(4096, length(bytes, random)));
    return Buffer.concat([bytes.subarray(0, at), piece, piece, bytes.subarray(at)]);
  },
  /** Noise over a piece. */
  (bytes, random) => {
    const at = place(bytes, random);
    const end = Math.min(bytes.length, at + Math.min(2048, length(bytes, random)));
    for (let index = at; index < end; index++) bytes[index] = Math.floor(random() * 256);
    return bytes;
  },
  /** A piece of a file of another kind. */
  (bytes, random, other) => {
    const at = place(bytes, random);
    const from = place(other, random);
    const piece = other.subarray(from, from + Math.min(8192, length(other, random)));
    return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
  },
];

/** A good file made bad in one to three ways that follow from the random numbers. */
export function mutate(good: Buffer, other: Buffer, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(good);
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
    if (bytes.length < 8) break;
    const mutation = mutations[Math.floor(random() * mutations.length)];
    if (mutation) bytes = Buffer.from(mutation(bytes, random, other));
  }
  return bytes;
}
