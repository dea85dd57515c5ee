/** Measures of how well embeddings tell people apart. Vectors have unit length. */

export function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
}

/** Agglomerative clustering with average linkage. Returns a cluster number for each vector. */
export function averageLinkage(vectors: readonly Float32Array[], joinAt: number): number[] {
  const likeness = vectors.map((a) => vectors.map((b) => cosine(a, b)));
  const clusters = vectors.map((_, index) => [index]);
  const mean = (a: readonly number[], b: readonly number[]): number => {
    let sum = 0;
    for (const i of a) for (const j of b) sum += likeness[i]?.[j] as number;
    return sum / (a.length * b.length);
  };
  for (;;) {
    let [best, into, from] = [joinAt, -1, -1];
    for (let i = 0; i < clusters.length; i += 1) {
      for (let j = i + 1; j < clusters.length; j += 1) {
        const value = mean(clusters[i] as number[], clusters[j] as number[]);
        if (value >= best) [best, into, from] = [value, i, j];
      }
    }
    if (into < 0) break;
    clusters[into]?.push(...(clusters.splice(from, 1)[0] as number[]));
  }
  const numbers: number[] = [];
  clusters.forEach((members, cluster) => {
    for (const index of members) numbers[index] = cluster;
  });
  return numbers;
}

export interface PairCounts {
  readonly precision: number;
  readonly recall: number;
}

/** Over all pairs of faces: of those put together, how many belong together; of those that belong, how many are. */
export function pairwise(clusters: readonly number[], people: readonly string[]): PairCounts {
  let [both, together, same] = [0, 0, 0];
  for (let i = 0; i < people.length; i += 1) {
    for (let j = i + 1; j < people.length; j += 1) {
      const isTogether = clusters[i] === clusters[j];
      const isSame = people[i] === people[j];
      if (isTogether) together += 1;
      if (isSame) same += 1;
      if (isTogether && isSame) both += 1;
    }
  }
  return { precision: both / together, recall: both / same };
}

/** The error at the threshold where as many pairs of strangers pass as pairs of one person fail. */
export function equalErrorRate(vectors: readonly Float32Array[], people: readonly string[]): number {
  const [same, strangers]: [number[], number[]] = [[], []];
  vectors.forEach((a, i) => {
    for (let j = i + 1; j < vectors.length; j += 1) {
      (people[i] === people[j] ? same : strangers).push(cosine(a, vectors[j] as Float32Array));
    }
  });
  const errorAt = (threshold: number): number =>
    Math.max(
      same.filter((value) => value < threshold).length / same.length,
      strangers.filter((value) => value >= threshold).length / strangers.length,
    );
  return Math.min(...[...same, ...strangers].map(errorAt));
}
