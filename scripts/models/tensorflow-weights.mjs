/**
 * Reads the weight files of TensorFlow.js: a manifest that lists tensors in order, and their bytes end to end.
 * Format: https://github.com/tensorflow/tfjs/blob/master/tfjs-core/src/io/types.ts (WeightsManifestGroupConfig)
 */

/**
 * One tensor as it is stored. `stored` says how: `float16` as bit patterns, `uint8` as steps of `scale` from `least`.
 * @typedef {{
 *   shape: number[],
 *   stored: 'float32' | 'float16' | 'uint8' | 'int32',
 *   values: Float32Array | Uint16Array | Uint8Array | Int32Array,
 *   scale: number,
 *   least: number,
 * }} StoredTensor
 */

const arrayTypes = { float32: Float32Array, float16: Uint16Array, uint8: Uint8Array, int32: Int32Array };

/**
 * @param {{ paths: string[], weights: { name: string, shape: number[], dtype: string, quantization?: { dtype: string, scale?: number, min?: number } }[] }[]} manifest
 * @param {(path: string) => Uint8Array} readFile
 * @returns {Map<string, StoredTensor>}
 */
export function readTensors(manifest, readFile) {
  const tensors = new Map();
  for (const group of manifest) {
    const content = Buffer.concat(group.paths.map(readFile));
    let offset = 0;
    for (const weight of group.weights) {
      const stored = weight.quantization?.dtype ?? weight.dtype;
      const ArrayType = arrayTypes[stored];
      if (!ArrayType) throw new Error(`${weight.name}: weights stored as ${stored} are not known.`);
      const length = weight.shape.reduce((product, size) => product * size, 1) * ArrayType.BYTES_PER_ELEMENT;
      const values = new ArrayType(Uint8Array.from(content.subarray(offset, offset + length)).buffer);
      offset += length;
      const { scale = 1, min = 0 } = weight.quantization ?? {};
      tensors.set(weight.name, { shape: weight.shape, stored, values, scale, least: min });
    }
    if (offset !== content.length)
      throw new Error(`${group.paths.join(', ')}: ${content.length - offset} bytes left over.`);
  }
  return tensors;
}

/**
 * Reorders the axes of a tensor; the values keep their stored form.
 * @param {StoredTensor} tensor
 * @param {number[]} order `order[i]` is the old axis that becomes axis i
 * @returns {StoredTensor}
 */
export function transpose(tensor, order) {
  const strides = tensor.shape.map((_, axis) =>
    tensor.shape.slice(axis + 1).reduce((product, size) => product * size, 1),
  );
  const shape = order.map((axis) => tensor.shape[axis]);
  const values = new tensor.values.constructor(tensor.values.length);
  const position = shape.map(() => 0);
  for (let index = 0; index < values.length; index += 1) {
    values[index] = tensor.values[position.reduce((sum, at, axis) => sum + at * strides[order[axis]], 0)];
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      position[axis] += 1;
      if (position[axis] < shape[axis]) break;
      position[axis] = 0;
    }
  }
  return { ...tensor, shape, values };
}

/** The values as numbers, for tensors stored as float32 or in uint8 steps. @param {StoredTensor} tensor */
export function toFloats(tensor) {
  if (tensor.stored === 'float32') return tensor.values;
  if (tensor.stored !== 'uint8') throw new Error(`Cannot unpack ${tensor.stored}.`);
  return Float32Array.from(tensor.values, (value) => value * tensor.scale + tensor.least);
}

/**
 * Puts a tensor into a graph in the form it was stored in, and unpacks it there: onnxruntime does that once, when
 * the model is loaded, and the file stays as small as its source.
 * @param {import('./onnx-graph.mjs').OnnxGraph} graph
 * @param {StoredTensor} tensor
 * @param {number[]} [shape] another shape of the same size
 * @returns {string} name of the float32 value
 */
export function addTensor(graph, tensor, shape = tensor.shape) {
  const constant = graph.constant(tensor.stored, shape, tensor.values);
  if (tensor.stored === 'float32') return constant;
  const floats = graph.add('Cast', [constant], { to: 1 });
  if (tensor.stored === 'float16') return floats;
  return graph.add('Add', [
    graph.add('Mul', [floats, graph.scalar(tensor.scale)]),
    graph.scalar(tensor.least),
  ]);
}
