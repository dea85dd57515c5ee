/**
 * The clothing net with whole-number weights: U²-Net for clothes as published, its size left open, one output instead of
 * seven, weights as int8 (one scale an output channel) and activations as uint8. onnxruntime runs such a graph
 * (QuantizeLinear and DequantizeLinear around each convolution) in whole numbers: a quarter of the size, half of the time.
 *
 * The ranges of the activations were measured once (measure-cloth-ranges.mjs) and are part of the repository, so that the
 * same bytes come out on every machine.
 * Scheme: https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html (QDQ, static)
 */

import { readAttribute, readOnnx } from './onnx-file.mjs';
import { OnnxGraph } from './onnx-graph.mjs';

export const clothInput = 'input';
const clothOutput = 'output';
const classes = 4;
const parts = 19;

/** Operations whose results are put into whole numbers. */
const measured = new Set(['Relu', 'MaxPool', 'Resize', 'Add', 'Concat']);
/** Their results have the range of what they are made from. */
const keepsRange = new Set(['MaxPool', 'Resize']);
/** What works out sizes for Resize. */
const ofSizes = new Set(['Shape', 'Gather', 'Unsqueeze', 'Slice', 'Cast', 'Constant']);

/** The published net. @param {(path: string) => Uint8Array} readFile */
export function readCloth(readFile) {
  const files = Array.from({ length: parts }, (_, index) => readFile(`u2net-cloth-${index + 1}.onnx`));
  const { nodes, tensors } = readOnnx(Buffer.concat(files));
  return { nodes: neededFor(nodes, clothOutput), tensors };
}

/** Leaves out what only the six side outputs need. */
function neededFor(nodes, output) {
  const wanted = new Set([output]);
  const kept = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => wanted.has(name))) continue;
    for (const input of node.inputs) wanted.add(input);
    kept.push(node);
  }
  return kept.reverse();
}

/** Values that are sizes, and values from the four-class heads on, which stay as they are. */
function exceptions(nodes, tensors) {
  const sizes = new Set();
  const heads = new Set();
  for (const node of nodes) {
    const { operation, inputs, outputs } = node;
    const isSize =
      ofSizes.has(operation) || (operation === 'Concat' && inputs.every((input) => sizes.has(input)));
    const isHead =
      (operation === 'Conv' && tensors.get(inputs[1]).dims[0] === classes) ||
      inputs.some((input) => heads.has(input));
    for (const output of outputs) {
      if (isSize) sizes.add(output);
      else if (isHead) heads.add(output);
    }
  }
  return { sizes, heads };
}

/** Names of the values whose ranges are measured. */
export function measuredValues({ nodes, tensors }) {
  const { sizes, heads } = exceptions(nodes, tensors);
  return nodes
    .filter(({ operation }) => measured.has(operation))
    .map(({ outputs }) => outputs[0])
    .filter((name) => !sizes.has(name) && !heads.has(name));
}

const floatsOf = ({ data }) => new Float32Array(Uint8Array.from(data).buffer);

/** Since opset 13 the axes of Unsqueeze are an input. */
function takeNode(graph, node) {
  if (node.operation !== 'Unsqueeze') {
    graph.take(node);
    return;
  }
  const axes = node.attributes.map(readAttribute).find(({ name }) => name === 'axes');
  graph.take({ ...node, attributes: [], inputs: [...node.inputs, graph.integers(axes.integers)] });
}

/** The net in floats with more outputs: for measuring. @returns {Buffer} */
export function floatCloth({ nodes, tensors }, outputs) {
  const graph = new OnnxGraph('cloth');
  graph.input(clothInput, [1, 3, 'height', 'width']);
  for (const { name, dims, data } of usedTensors(nodes, tensors)) graph.constant('float32', dims, data, name);
  for (const node of nodes) takeNode(graph, node);
  for (const name of outputs) graph.output(`${name}_seen`, [1, 'channels', 'rows', 'columns'], name);
  return graph.encode();
}

function usedTensors(nodes, tensors) {
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  return [...tensors.values()].filter(({ name }) => used.has(name));
}

class ClothQuantiser {
  #graph = new OnnxGraph('cloth');
  #source;
  #ranges;
  /** The value in whole numbers and its scale, by the name of the float value. */
  #whole = new Map();
  #stored = new Set();

  constructor(source, ranges) {
    this.#source = source;
    this.#ranges = rangesKept(source.nodes, ranges);
  }

  convert() {
    this.#graph.input(clothInput, [1, 3, 'height', 'width']);
    this.#quantise(clothInput, [-1, 1]);
    for (const node of this.#source.nodes) this.#node(node);
    this.#graph.output('classes', [1, classes, 'height', 'width'], clothOutput);
    return this.#graph.encode();
  }

  #node(node) {
    const inputs =
      node.operation === 'Shape'
        ? node.inputs
        : node.inputs.map((name) => this.#whole.get(name)?.name ?? name);
    const scale = this.#whole.get(node.inputs[0])?.scale;
    if (node.operation === 'Conv') this.#convolution(node, inputs, scale);
    else takeNode(this.#graph, { ...node, inputs });
    const [output] = node.outputs;
    const range = this.#ranges.get(output);
    if (range) this.#quantise(output, range);
  }

  #quantise(name, [least, most]) {
    const scale = (most - least) / 255 || 1e-6;
    const zero = Math.min(255, Math.max(0, Math.round(-least / scale)));
    const limits = [this.#graph.scalar(scale), this.#graph.constant('uint8', [], Uint8Array.of(zero))];
    const whole = this.#graph.add('QuantizeLinear', [name, ...limits]);
    this.#whole.set(name, { name: this.#graph.add('DequantizeLinear', [whole, ...limits]), scale });
  }

  #convolution(node, inputs, scale) {
    const [weights, bias] = node.inputs.slice(1).map((name) => this.#source.tensors.get(name));
    if (scale === undefined) {
      for (const tensor of [weights, bias]) this.#storeFloats(tensor);
      this.#graph.take({ ...node, inputs });
      return;
    }
    const { steps, scales } = stepsOf(floatsOf(weights), weights.dims[0]);
    const biasScales = scales.map((step) => Math.fround(step * Math.fround(scale)));
    const biasSteps = Int32Array.from(floatsOf(bias), (value, index) =>
      Math.round(value / biasScales[index]),
    );
    this.#graph.take({
      ...node,
      inputs: [
        inputs[0],
        this.#dequantised('int8', weights.dims, steps, scales),
        this.#dequantised('int32', bias.dims, biasSteps, biasScales),
      ],
    });
  }

  #dequantised(type, dims, steps, scales) {
    const inputs = [
      this.#graph.constant(type, dims, steps),
      this.#graph.constant('float32', [scales.length], scales),
    ];
    return this.#graph.add('DequantizeLinear', inputs, { axis: 0 });
  }

  #storeFloats({ name, dims, data }) {
    if (this.#stored.has(name)) return;
    this.#stored.add(name);
    this.#graph.constant('float32', dims, data, name);
  }
}

/** Pooling and resizing make nothing larger: they keep the range of their input and stay in whole numbers. */
function rangesKept(nodes, measuredRanges) {
  const ranges = new Map(Object.entries(measuredRanges));
  for (const { operation, inputs, outputs } of nodes) {
    const before = ranges.get(inputs[0]);
    if (keepsRange.has(operation) && before && ranges.has(outputs[0])) ranges.set(outputs[0], before);
  }
  return ranges;
}

/** Weights in steps from -127 to 127, one size of step an output channel. */
function stepsOf(weights, channels) {
  const length = weights.length / channels;
  const steps = new Int8Array(weights.length);
  const scales = new Float32Array(channels);
  for (let channel = 0; channel < channels; channel += 1) {
    const own = weights.subarray(channel * length, (channel + 1) * length);
    const scale = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127 || 1e-8;
    scales[channel] = scale;
    own.forEach((value, index) => {
      steps[channel * length + index] = Math.round(value / scale);
    });
  }
  return { steps, scales };
}

/**
 * @param {(path: string) => Uint8Array} readFile reads a file of the source package
 * @param {Record<string, [number, number]>} ranges least and most of each measured value
 * @returns {Buffer} `input` [1,3,H,W] → `classes` [1,4,H,W]
 */
export const convertCloth = (readFile, ranges) => new ClothQuantiser(readCloth(readFile), ranges).convert();
