/**
 * Converts the facemesh graph model of TensorFlow.js to ONNX. Only the operations that this graph has are known; an
 * unknown one is an error, never skipped. Weights are half precision in the source and stay so.
 *
 * The source works on N, H, W, C; here everything, the input too, is N, C, H, W, so no transposition is left.
 */

import { OnnxGraph } from './onnx-graph.mjs';
import { addTensor, readTensors, transpose } from './tensorflow-weights.mjs';

const outputs = { output_mesh: 1404, output_faceflag: 1 };
const inputSide = 192;

const text = (base64) => Buffer.from(base64, 'base64').toString('utf8');
const numbers = (attribute) => (attribute?.list?.i ?? []).map(Number);

/**
 * TensorFlow's "SAME": the output is ceil(size / stride), and an odd rest of padding goes to the end.
 * @returns {[number, number]} before and after
 */
function samePadding(size, kernel, stride) {
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + kernel - size, 0);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}

class FacemeshConverter {
  #graph = new OnnxGraph('facemesh');
  #values = new Map();
  #tensors;
  #nodes;

  constructor(nodes, tensors) {
    this.#nodes = new Map(nodes.map((node) => [node.name, node]));
    this.#tensors = tensors;
  }

  convert(signature) {
    for (const [name, size] of Object.entries(outputs)) {
      const source = signature.outputs[name].name.replace(/:0$/, '');
      this.#graph.output(name, [1, size], this.#value(source).name);
    }
    return this.#graph.encode();
  }

  /** The converted output of a node, `{ name, size }` where size is its width and height. */
  #value(nodeName) {
    const known = this.#values.get(nodeName);
    if (known) return known;
    const node = this.#nodes.get(nodeName);
    const convert = this.#converters[node?.op];
    if (!convert) throw new Error(`facemesh: the operation ${node?.op} of ${nodeName} is not known.`);
    const value = convert(node);
    this.#values.set(nodeName, value);
    return value;
  }

  #converters = {
    Placeholder: (node) => ({
      name: this.#graph.input(node.name, [1, 3, inputSide, inputSide]),
      size: inputSide,
    }),
    Identity: (node) => this.#value(node.input[0]),
    _FusedConv2D: (node) => this.#convolution(node, false),
    DepthwiseConv2dNative: (node) => this.#convolution(node, true),
    AddV2: (node) => {
      const [left, right] = node.input.map((name) => this.#value(name));
      return { name: this.#graph.add('Add', [left.name, right.name]), size: left.size };
    },
    Prelu: (node) => {
      const input = this.#value(node.input[0]);
      return { name: this.#graph.add('PRelu', [input.name, this.#slope(node.input[1])]), size: input.size };
    },
    MaxPool: (node) => {
      const input = this.#value(node.input[0]);
      const [kernel, stride] = [numbers(node.attr.ksize)[1], numbers(node.attr.strides)[1]];
      const pooled = this.#graph.add('MaxPool', [input.name], {
        kernel_shape: [kernel, kernel],
        strides: [stride, stride],
      });
      return { name: pooled, size: Math.floor((input.size - kernel) / stride) + 1 };
    },
    Pad: (node) => this.#padChannels(node),
    Sigmoid: (node) => {
      const input = this.#value(node.input[0]);
      return { name: this.#graph.add('Sigmoid', [input.name]), size: input.size };
    },
    Reshape: (node) => {
      const input = this.#value(node.input[0]);
      // With one row and one column the order of the axes does not matter.
      if (input.size !== 1) throw new Error(`facemesh: ${node.name} flattens a picture.`);
      return { name: this.#graph.add('Flatten', [input.name], { axis: 1 }), size: 1 };
    },
  };

  #slope(tensorName) {
    const tensor = this.#tensors.get(tensorName);
    return addTensor(this.#graph, tensor, [tensor.values.length, 1, 1]);
  }

  #padChannels(node) {
    const input = this.#value(node.input[0]);
    const amounts = Array.from(this.#tensors.get(node.input[1]).values);
    if (amounts.slice(0, 6).some((amount) => amount !== 0))
      throw new Error(`facemesh: ${node.name} pads the picture.`);
    const pads = this.#graph.integers([0, amounts[6], 0, 0, 0, amounts[7], 0, 0]);
    return { name: this.#graph.add('Pad', [input.name, pads]), size: input.size };
  }

  #convolution(node, isDepthwise) {
    const input = this.#value(node.input[0]);
    const filters = this.#tensors.get(node.input[1]);
    const [kernel, , channels] = filters.shape;
    const stride = numbers(node.attr.strides)[1];
    const [before, after] =
      text(node.attr.padding.s) === 'SAME' ? samePadding(input.size, kernel, stride) : [0, 0];
    const fused = (node.attr.fused_ops?.list?.s ?? []).map(text);
    const inputs = [
      input.name,
      addTensor(this.#graph, transpose(filters, isDepthwise ? [2, 3, 0, 1] : [3, 2, 0, 1])),
    ];
    if (fused.includes('BiasAdd')) inputs.push(addTensor(this.#graph, this.#tensors.get(node.input[2])));
    let name = this.#graph.add('Conv', inputs, {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [before, before, after, after],
      group: isDepthwise ? channels : 1,
    });
    if (fused.includes('Prelu')) name = this.#graph.add('PRelu', [name, this.#slope(node.input[3])]);
    const unknown = fused.find((operation) => operation !== 'BiasAdd' && operation !== 'Prelu');
    if (unknown) throw new Error(`facemesh: the fused operation ${unknown} is not known.`);
    return { name, size: Math.floor((input.size + before + after - kernel) / stride) + 1 };
  }
}

/**
 * @param {(path: string) => Uint8Array} readFile reads a file of the source package
 * @returns {Buffer} `input_1` [1,3,192,192] → `output_mesh` [1,1404], `output_faceflag` [1,1]
 */
export function convertFacemesh(readFile) {
  const model = JSON.parse(Buffer.from(readFile('models/facemesh.json')).toString('utf8'));
  const tensors = readTensors(model.weightsManifest, (path) => readFile(`models/${path}`));
  return new FacemeshConverter(model.modelTopology.node, tensors).convert(model.signature);
}
