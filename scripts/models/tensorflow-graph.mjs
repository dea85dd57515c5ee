/**
 * Converts graph models of TensorFlow.js to ONNX. An operation that is not known is an error, never skipped. Weights are
 * half precision in the sources and stay so.
 *
 * TensorFlow works on N, H, W, C and ONNX on N, C, H, W. Each value here remembers in which order its axes lie
 * (`order[i]` is the axis of TensorFlow that lies at place i), so that transpositions of the source cost nothing and are
 * written only where a flat list is made of a picture.
 */

import { asFloat, OnnxGraph } from './onnx-graph.mjs';
import { addTensor, readTensors, toFloats, transpose } from './tensorflow-weights.mjs';

const channelsFirst = [0, 3, 1, 2];
const plain = (rank) => Array.from({ length: rank }, (_, axis) => axis);
const same = (a, b) => a.length === b.length && a.every((value, index) => value === b[index]);
const text = (base64) => Buffer.from(base64 ?? '', 'base64').toString('utf8');
const numbers = (attribute) => (attribute?.list?.i ?? []).map(Number);
const product = (values) => values.reduce((all, value) => all * value, 1);

/** TensorFlow's "SAME": an odd rest of the padding goes to the end. @returns {[number, number]} before and after */
function samePadding(size, kernel, stride) {
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + kernel - size, 0);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}

/**
 * @typedef {{ name: string, shape: number[], order: number[] }} Value `shape` in TensorFlow's order of axes
 */
class GraphConverter {
  #graph;
  #nodes;
  #tensors;
  #inputShape;
  /** @type {Map<string, Value[]>} */
  #values = new Map();

  constructor(name, nodes, tensors, inputShape) {
    this.#graph = new OnnxGraph(name);
    this.#nodes = new Map(nodes.map((node) => [node.name, node]));
    this.#tensors = tensors;
    this.#inputShape = inputShape;
  }

  /** @param {Record<string, string>} outputs node by the name that its value is given */
  convert(outputs) {
    for (const [name, source] of Object.entries(outputs)) {
      const value = this.#laid(this.#value(source), undefined);
      this.#graph.output(name, value.shape, value.name);
    }
    return this.#graph.encode();
  }

  /** @returns {Value} */
  #value(reference) {
    const [name, place = '0'] = reference.split(':');
    const known = this.#values.get(name);
    if (known) return known[Number(place)];
    const node = this.#nodes.get(name);
    const convert = this.#converters[node?.op];
    if (!convert) throw new Error(`The operation ${node?.op} of ${name} is not known.`);
    const made = convert(node);
    const values = Array.isArray(made) ? made : [made];
    this.#values.set(name, values);
    return values[Number(place)];
  }

  /** The value with its axes in another order; undefined: in TensorFlow's. */
  #laid(value, order = plain(value.shape.length)) {
    if (same(value.order, order)) return value;
    const perm = order.map((axis) => value.order.indexOf(axis));
    return { ...value, order, name: this.#graph.add('Transpose', [value.name], { perm }) };
  }

  /** Whole numbers that the source works out itself: sizes of reshapings. */
  #integers(reference) {
    const [name] = reference.split(':');
    const tensor = this.#tensors.get(name);
    if (tensor) return Array.from(tensor.values);
    const node = this.#nodes.get(name);
    if (node?.op === 'SparseToDense') {
      const [places, size, values, otherwise] = node.input.map((input) => this.#integers(input));
      const dense = new Array(product(size)).fill(otherwise[0]);
      places.forEach((place, index) => {
        dense[place] = values[index] ?? values[0];
      });
      return dense;
    }
    if (node?.op === 'AddV2') {
      const [left, right] = node.input.map((input) => this.#integers(input));
      return left.map((value, index) => value + (right[index] ?? right[0]));
    }
    throw new Error(`${name} is no list of whole numbers.`);
  }

  /** A constant that is added to or multiplied with a value, its axes in the order of that value. */
  #constantFor(tensor, value) {
    if (tensor.values.length === 1) return addTensor(this.#graph, tensor, []);
    const rank = value.shape.length;
    const shape = [...new Array(rank - tensor.shape.length).fill(1), ...tensor.shape];
    const laid = transpose({ ...tensor, shape }, value.order);
    return addTensor(this.#graph, laid);
  }

  #binary(operation, node) {
    const [left, right] = node.input.map((input) => this.#tensors.get(input) ?? input);
    if (typeof left === 'string' && typeof right === 'string') {
      const [a, b] = [this.#value(left), this.#value(right)];
      const other = this.#laid(b, a.order);
      const shape = a.shape.map((size, axis) => Math.max(size, b.shape[axis]));
      return { ...a, shape, name: this.#graph.add(operation, [a.name, other.name]) };
    }
    const value = this.#value(typeof left === 'string' ? left : right);
    const constant = this.#constantFor(typeof left === 'string' ? right : left, value);
    return { ...value, name: this.#graph.add(operation, [value.name, constant]) };
  }

  #unary(operation, node, attributes = {}) {
    const value = this.#value(node.input[0]);
    return { ...value, name: this.#graph.add(operation, [value.name], attributes) };
  }

  #clip(value) {
    const limits = [this.#graph.scalar(0), this.#graph.scalar(6)];
    return { ...value, name: this.#graph.add('Clip', [value.name, ...limits]) };
  }

  #convolution(node, isDepthwise) {
    const input = this.#laid(this.#value(node.input[0]), channelsFirst);
    const filters = this.#tensors.get(node.input[1]);
    const [height, width, into, out] = filters.shape;
    const stride = numbers(node.attr.strides).slice(1, 3);
    const isSame = text(node.attr.padding?.s) === 'SAME';
    const pads = [height, width].map((kernel, axis) =>
      isSame ? samePadding(input.shape[axis + 1], kernel, stride[axis]) : [0, 0],
    );
    const laid = transpose(filters, isDepthwise ? [2, 3, 0, 1] : [3, 2, 0, 1]);
    const inputs = [
      input.name,
      addTensor(this.#graph, laid, isDepthwise ? [into * out, 1, height, width] : laid.shape),
    ];
    const fused = (node.attr.fused_ops?.list?.s ?? []).map(text);
    if (fused.includes('BiasAdd')) inputs.push(addTensor(this.#graph, this.#tensors.get(node.input[2])));
    const unknown = fused.find((operation) => operation !== 'BiasAdd' && operation !== 'Relu6');
    if (unknown) throw new Error(`The fused operation ${unknown} of ${node.name} is not known.`);
    const name = this.#graph.add('Conv', inputs, {
      kernel_shape: [height, width],
      strides: stride,
      pads: [pads[0][0], pads[1][0], pads[0][1], pads[1][1]],
      group: isDepthwise ? into : 1,
    });
    const size = [height, width].map(
      (kernel, axis) =>
        Math.floor((input.shape[axis + 1] + pads[axis][0] + pads[axis][1] - kernel) / stride[axis]) + 1,
    );
    const shape = [input.shape[0], ...size, isDepthwise ? into * out : out];
    const value = { name, shape, order: channelsFirst };
    return fused.includes('Relu6') ? this.#clip(value) : value;
  }

  #pool(operation, node) {
    const input = this.#laid(this.#value(node.input[0]), channelsFirst);
    const [kernel, strides] = [numbers(node.attr.ksize).slice(1, 3), numbers(node.attr.strides).slice(1, 3)];
    if (text(node.attr.padding.s) !== 'VALID') throw new Error(`${node.name} pads what it pools.`);
    const name = this.#graph.add(operation, [input.name], { kernel_shape: kernel, strides });
    const size = kernel.map((side, axis) => Math.floor((input.shape[axis + 1] - side) / strides[axis]) + 1);
    return { name, shape: [input.shape[0], ...size, input.shape[3]], order: channelsFirst };
  }

  #pad(node) {
    const value = this.#value(node.input[0]);
    const amounts = this.#integers(node.input[1]);
    const filler = this.#tensors.get(node.input[2]);
    const at = (place, side) => amounts[2 * value.order[place] + side];
    const places = plain(value.shape.length);
    const inputs = [
      value.name,
      this.#graph.integers([...places.map((place) => at(place, 0)), ...places.map((place) => at(place, 1))]),
      ...(filler ? [this.#graph.scalar(toFiller(filler))] : []),
    ];
    const shape = value.shape.map((size, axis) => size + amounts[2 * axis] + amounts[2 * axis + 1]);
    return { ...value, shape, name: this.#graph.add('Pad', inputs) };
  }

  #resize(node) {
    const input = this.#laid(this.#value(node.input[0]), channelsFirst);
    if (node.attr.half_pixel_centers?.b !== true) throw new Error(`${node.name} is centred in another way.`);
    const [height, width] = this.#integers(node.input[1]);
    const [count, , , channels] = input.shape;
    const inputs = [input.name, '', '', this.#graph.integers([count, channels, height, width])];
    const name = this.#graph.add('Resize', inputs, {
      mode: 'linear',
      coordinate_transformation_mode: 'half_pixel',
    });
    return { name, shape: [count, height, width, channels], order: channelsFirst };
  }

  #converters = {
    Placeholder: (node) => {
      const isPicture = this.#inputShape[3] === 3;
      const order = isPicture ? channelsFirst : plain(4);
      const name = this.#graph.input(
        node.name,
        order.map((axis) => this.#inputShape[axis]),
      );
      return { name, shape: this.#inputShape, order };
    },
    Identity: (node) => this.#value(node.input[0]),
    Conv2D: (node) => this.#convolution(node, false),
    _FusedConv2D: (node) => this.#convolution(node, false),
    DepthwiseConv2dNative: (node) => this.#convolution(node, true),
    FusedDepthwiseConv2dNative: (node) => this.#convolution(node, true),
    Add: (node) => this.#binary('Add', node),
    AddV2: (node) => this.#binary('Add', node),
    AddN: (node) => {
      if (node.input.length !== 2) throw new Error(`${node.name} adds ${node.input.length} values.`);
      return this.#binary('Add', node);
    },
    Mul: (node) => this.#binary('Mul', node),
    Relu: (node) => this.#unary('Relu', node),
    Relu6: (node) => this.#clip(this.#value(node.input[0])),
    LeakyRelu: (node) => this.#unary('LeakyRelu', node, { alpha: asFloat(node.attr.alpha.f) }),
    Sigmoid: (node) => this.#unary('Sigmoid', node),
    AvgPool: (node) => this.#pool('AveragePool', node),
    MaxPool: (node) => this.#pool('MaxPool', node),
    Pad: (node) => this.#pad(node),
    PadV2: (node) => this.#pad(node),
    ResizeBilinear: (node) => this.#resize(node),
    Transpose: (node) => {
      const value = this.#value(node.input[0]);
      const axes = this.#integers(node.input[1]);
      return {
        ...value,
        shape: axes.map((axis) => value.shape[axis]),
        order: value.order.map((axis) => axes.indexOf(axis)),
      };
    },
    ConcatV2: (node) => {
      const [axis] = this.#integers(node.input.at(-1));
      const [first, ...others] = node.input.slice(0, -1).map((input) => this.#value(input));
      const values = [first, ...others.map((value) => this.#laid(value, first.order))];
      const at = (axis + first.shape.length) % first.shape.length;
      const shape = first.shape.with(
        at,
        values.reduce((sum, value) => sum + value.shape[at], 0),
      );
      const names = values.map(({ name }) => name);
      return { ...first, shape, name: this.#graph.add('Concat', names, { axis: first.order.indexOf(at) }) };
    },
    SplitV: (node) => {
      const value = this.#value(node.input[0]);
      const sizes = this.#integers(node.input[1]);
      const [asked] = this.#integers(node.input[2]);
      const axis = (asked + value.shape.length) % value.shape.length;
      const inputs = [value.name, this.#graph.integers(sizes)];
      const names = this.#graph.addMany('Split', inputs, { axis: value.order.indexOf(axis) }, sizes.length);
      return names.map((name, index) => ({ ...value, name, shape: value.shape.with(axis, sizes[index]) }));
    },
    Reshape: (node) => {
      const value = this.#laid(this.#value(node.input[0]), undefined);
      const asked = this.#integers(node.input[1]);
      const rest = product(value.shape) / -product(asked);
      const shape = asked.map((size) => (size === -1 ? rest : size));
      const name = this.#graph.add('Reshape', [value.name, this.#graph.integers(shape)]);
      return { name, shape, order: plain(shape.length) };
    },
    Conv2DBackpropInput: (node) => {
      const [, height, width, out] = this.#integers(node.input[0]);
      const filters = this.#tensors.get(node.input[1]);
      const input = this.#laid(this.#value(node.input[2]), channelsFirst);
      const strides = numbers(node.attr.strides).slice(1, 3);
      const kernel = filters.shape.slice(0, 2);
      if (!same(kernel, strides)) throw new Error(`${node.name} would have to be padded.`);
      const inputs = [input.name, addTensor(this.#graph, transpose(filters, [3, 2, 0, 1]))];
      const name = this.#graph.add('ConvTranspose', inputs, { kernel_shape: kernel, strides });
      return { name, shape: [input.shape[0], height, width, out], order: channelsFirst };
    },
  };
}

/** The one value that padding is filled with. */
function toFiller(tensor) {
  if (tensor.stored !== 'float16') return toFloats(tensor)[0];
  const bits = tensor.values[0];
  if ((bits & 0x7fff) === 0x7c00) return bits & 0x8000 ? -Infinity : Infinity;
  const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff];
  const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits & 0x8000 ? -size : size;
}

/**
 * @param {(path: string) => Uint8Array} readFile reads a file of the source package
 * @param {{ name: string, file: string, inputShape: number[], outputs: Record<string, string> }} graph `inputShape` in
 *   TensorFlow's order of axes, `outputs` gives the node for each name
 * @returns {Buffer} the ONNX file; a picture enters as [1,3,H,W]
 */
export function convertGraphModel(readFile, { name, file, inputShape, outputs }) {
  const model = JSON.parse(Buffer.from(readFile(`models/${file}`)).toString('utf8'));
  const tensors = readTensors(model.weightsManifest, (path) => readFile(`models/${path}`));
  return new GraphConverter(name, model.modelTopology.node, tensors, inputShape).convert(outputs);
}
