/**
 * Builds a small ONNX inference graph and writes it as a file (ONNX IR 7, opset 13: what onnxruntime 1.8 and later
 * read). Field numbers are those of onnx.proto. Every tensor is laid out as N, C, H, W.
 */

import { bytes, float, integer, message } from './protobuf.mjs';

/** TensorProto.DataType by the typed array that carries it; half floats travel as their 16 bits. */
const dataTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 };
const attributeTypes = { float: 1, integer: 2, text: 3, integers: 7 };

/** A number that is written as a float attribute, also where it is whole. */
export const asFloat = (value) => ({ float: value });

export class OnnxGraph {
  #name;
  #nodes = [];
  #initializers = [];
  #inputs = [];
  #outputs = [];
  #counter = 0;

  /** @param {string} name shown by model viewers */
  constructor(name) {
    this.#name = name;
  }

  #newName(hint) {
    this.#counter += 1;
    return `${hint}_${this.#counter}`;
  }

  /** Declares a float32 input; a size that is left open is a word. @param {string} name @param {(number | string)[]} shape @returns {string} its name */
  input(name, shape) {
    this.#inputs.push(valueInfo(11, name, shape));
    return name;
  }

  /** Declares a float32 output under a name of its own. @param {string} name @param {number[]} shape @param {string} value */
  output(name, shape, value) {
    this.#nodes.push(node('Identity', [value], [name], {}));
    this.#outputs.push(valueInfo(12, name, shape));
  }

  /**
   * Stores a constant.
   * @param {keyof typeof dataTypes} type
   * @param {number[]} shape
   * @param {ArrayBufferView} data little-endian values, row-major
   * @param {string} [name] one of its own when not given
   * @returns {string} its name
   */
  constant(type, shape, data, name = this.#newName(type)) {
    this.#initializers.push(
      message(5, [
        ...shape.map((size) => integer(1, size)),
        integer(2, dataTypes[type]),
        bytes(8, name),
        bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
      ]),
    );
    return name;
  }

  /** @param {number[]} values @returns {string} */
  integers(values) {
    return this.constant('int64', [values.length], BigInt64Array.from(values.map(BigInt)));
  }

  /** @param {number} value @returns {string} a float32 scalar */
  scalar(value) {
    return this.constant('float32', [], Float32Array.of(value));
  }

  /**
   * Adds an operation with one output.
   * @param {string} operation ONNX operator
   * @param {string[]} inputs
   * @param {Record<string, number | number[] | string | { float: number }>} [attributes] plain numbers are integers
   * @returns {string} name of its output
   */
  add(operation, inputs, attributes = {}) {
    return this.addMany(operation, inputs, attributes, 1)[0];
  }

  /** Takes over a node of another file; `attributes` are messages as they lie there. */
  take({ operation, inputs, outputs, attributes }) {
    const parts = attributes.map((attribute) => bytes(5, attribute));
    this.#nodes.push(
      message(1, [
        ...inputs.map((input) => bytes(1, input)),
        ...outputs.map((output) => bytes(2, output)),
        bytes(4, operation),
        ...parts,
      ]),
    );
  }

  /** As `add`, for an operation with several outputs. @returns {string[]} their names */
  addMany(operation, inputs, attributes, count) {
    const outputs = Array.from({ length: count }, () => this.#newName(operation));
    this.#nodes.push(node(operation, inputs, outputs, attributes));
    return outputs;
  }

  /** @returns {Buffer} the model file */
  encode() {
    const graph = [
      ...this.#nodes,
      bytes(2, this.#name),
      ...this.#initializers,
      ...this.#inputs,
      ...this.#outputs,
    ];
    return Buffer.concat([
      integer(1, 7),
      bytes(2, 'castline'),
      message(7, graph),
      message(8, [integer(2, 13)]),
    ]);
  }
}

function attributePart(name, value) {
  const { integers, integer: whole, float: real, text } = attributeTypes;
  if (Array.isArray(value))
    return [bytes(1, name), ...value.map((item) => integer(8, item)), integer(20, integers)];
  if (typeof value === 'string') return [bytes(1, name), bytes(4, value), integer(20, text)];
  if (typeof value === 'object') return [bytes(1, name), float(2, value.float), integer(20, real)];
  return [bytes(1, name), integer(3, value), integer(20, whole)];
}

function node(operation, inputs, outputs, attributes) {
  const attributeParts = Object.entries(attributes).map(([name, value]) =>
    message(5, attributePart(name, value)),
  );
  return message(1, [
    ...inputs.map((input) => bytes(1, input)),
    ...outputs.map((output) => bytes(2, output)),
    bytes(3, `make_${outputs[0]}`),
    bytes(4, operation),
    ...attributeParts,
  ]);
}

function valueInfo(field, name, shape) {
  const dimensions = shape.map((size) =>
    message(1, [typeof size === 'string' ? bytes(2, size) : integer(1, size)]),
  );
  const tensorType = message(1, [integer(1, dataTypes.float32), message(2, dimensions)]);
  return message(field, [bytes(1, name), message(2, [tensorType])]);
}
