/**
 * Converts the face descriptor of face-api (the ResNet of dlib's face recognition example, 128 numbers a face) to
 * ONNX. The package holds weights only; the layers are those of face-api's FaceRecognitionNet: convolution, then a
 * scale and an offset per channel, in residual blocks. Weights keep their stored form (mostly 8 bits).
 */

import { OnnxGraph } from './onnx-graph.mjs';
import { addTensor, readTensors, toFloats, transpose } from './tensorflow-weights.mjs';

const inputSide = 150;
const residualBlocks = [
  { blocks: ['conv32_1', 'conv32_2', 'conv32_3'] },
  { down: 'conv64_down', newChannels: 32, blocks: ['conv64_1', 'conv64_2', 'conv64_3'] },
  { down: 'conv128_down', newChannels: 64, blocks: ['conv128_1', 'conv128_2'] },
  { down: 'conv256_down', newChannels: 128, blocks: ['conv256_1', 'conv256_2'] },
  { down: 'conv256_down_out', newChannels: 0, blocks: [] },
];

class DlibConverter {
  #graph = new OnnxGraph('dlib face descriptor');
  #tensors;

  constructor(tensors) {
    this.#tensors = tensors;
  }

  #floats(name, shape) {
    return this.#graph.constant('float32', shape, toFloats(this.#tensors.get(name)));
  }

  #convolution(input, prefix, isHalving) {
    const filters = this.#tensors.get(`${prefix}/conv/filters`);
    const [kernel, , , channels] = filters.shape;
    const padding = isHalving ? 0 : 1;
    const convolved = this.#graph.add(
      'Conv',
      [
        input,
        addTensor(this.#graph, transpose(filters, [3, 2, 0, 1])),
        this.#floats(`${prefix}/conv/bias`, [channels]),
      ],
      {
        kernel_shape: [kernel, kernel],
        strides: isHalving ? [2, 2] : [1, 1],
        pads: [padding, padding, padding, padding],
      },
    );
    const scaled = this.#graph.add('Mul', [
      convolved,
      this.#floats(`${prefix}/scale/weights`, [1, channels, 1, 1]),
    ]);
    return this.#graph.add('Add', [scaled, this.#floats(`${prefix}/scale/biases`, [1, channels, 1, 1])]);
  }

  #relu(input) {
    return this.#graph.add('Relu', [input]);
  }

  #pad(input, channelsAfter, rowsAfter) {
    if (channelsAfter === 0 && rowsAfter === 0) return input;
    const pads = this.#graph.integers([0, 0, 0, 0, 0, channelsAfter, rowsAfter, rowsAfter]);
    return this.#graph.add('Pad', [input, pads]);
  }

  #residual(input, prefix) {
    const first = this.#relu(this.#convolution(input, `${prefix}/conv1`, false));
    const second = this.#convolution(first, `${prefix}/conv2`, false);
    return this.#relu(this.#graph.add('Add', [second, input]));
  }

  /** Halves the picture; the short cut is a mean of 2 x 2, with empty channels added where the block has more. */
  #halvingResidual(input, prefix, size, newChannels) {
    const first = this.#relu(this.#convolution(input, `${prefix}/conv1`, true));
    const second = this.#convolution(first, `${prefix}/conv2`, false);
    const convolvedSize = Math.floor((size - 3) / 2) + 1;
    const pooledSize = Math.floor(size / 2);
    const pooled = this.#graph.add('AveragePool', [input], { kernel_shape: [2, 2], strides: [2, 2] });
    const sum = this.#graph.add('Add', [
      this.#pad(second, 0, pooledSize - convolvedSize),
      this.#pad(pooled, newChannels, 0),
    ]);
    return { value: this.#relu(sum), size: pooledSize };
  }

  convert() {
    const input = this.#graph.input('input', [1, 3, inputSide, inputSide]);
    const first = this.#relu(this.#convolution(input, 'conv32_down', true));
    let value = this.#graph.add('MaxPool', [first], { kernel_shape: [3, 3], strides: [2, 2] });
    let size = 35;
    for (const { down, newChannels, blocks } of residualBlocks) {
      if (down) ({ value, size } = this.#halvingResidual(value, down, size, newChannels));
      for (const block of blocks) value = this.#residual(value, block);
    }
    const mean = this.#graph.add('Flatten', [this.#graph.add('GlobalAveragePool', [value])], { axis: 1 });
    const weights = addTensor(this.#graph, this.#tensors.get('fc'));
    this.#graph.output('descriptor', [1, 128], this.#graph.add('MatMul', [mean, weights]));
    return this.#graph.encode();
  }
}

/**
 * @param {(path: string) => Uint8Array} readFile reads a file of the source package
 * @returns {Buffer} `input` [1,3,150,150] → `descriptor` [1,128]
 */
export function convertDlib(readFile) {
  const manifest = JSON.parse(
    Buffer.from(readFile('model/face_recognition_model-weights_manifest.json')).toString('utf8'),
  );
  return new DlibConverter(readTensors(manifest, (path) => readFile(`model/${path}`))).convert();
}
