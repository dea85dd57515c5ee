/** Dot product of two vectors of the same length. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number);
  return sum;
}

/** Adds `b`, times `weight`, to `a` in place. */
export function addTo(a: Float32Array, b: Float32Array, weight = 1): void {
  for (let index = 0; index < a.length; index++)
    a[index] = (a[index] as number) + (b[index] as number) * weight;
}

/** The vector at unit length; a zero vector stays zero. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector.slice() : vector.map((value) => value / length);
}
