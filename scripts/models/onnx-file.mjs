/**
 * Reads ONNX files: nodes and stored tensors, as far as our conversions need them. Field numbers are those of onnx.proto,
 * the wire form is that of https://protobuf.dev/programming-guides/encoding/.
 */

function readVarint(content, start) {
  let value = 0n;
  for (let index = start; ; index += 1) {
    value += BigInt(content[index] & 0x7f) << BigInt(7 * (index - start));
    if (content[index] < 0x80) return { value: BigInt.asIntN(64, value), end: index + 1 };
  }
}

/** The fields of one message: number, and its whole number or its bytes (a view, not a copy). */
export function* readFields(content) {
  for (let offset = 0; offset < content.length; ) {
    const tag = readVarint(content, offset);
    const [field, form] = [Number(tag.value) >> 3, Number(tag.value) & 7];
    if (form === 0) {
      const { value, end } = readVarint(content, tag.end);
      yield { field, value };
      offset = end;
    } else {
      const length = form === 2 ? readVarint(content, tag.end) : undefined;
      const start = length?.end ?? tag.end;
      const end = start + (length ? Number(length.value) : form === 1 ? 8 : 4);
      yield { field, bytes: content.subarray(start, end) };
      offset = end;
    }
  }
}

const text = (bytes) => Buffer.from(bytes).toString('utf8');

/** Whole numbers of a repeated field, packed or one by one. */
function wholeNumbers({ value, bytes }) {
  if (value !== undefined) return [Number(value)];
  const found = [];
  for (let offset = 0; offset < bytes.length; ) {
    const { value: number, end } = readVarint(bytes, offset);
    found.push(Number(number));
    offset = end;
  }
  return found;
}

/**
 * @typedef {{ name: string, dims: number[], type: number, data: Buffer }} StoredTensor `type` by TensorProto.DataType
 * @typedef {{ operation: string, inputs: string[], outputs: string[], attributes: Buffer[] }} Node
 *   `attributes` are messages as they lie in the file
 */

/** @returns {StoredTensor} */
export function readTensor(content) {
  const tensor = { name: '', dims: [], type: 0, data: Buffer.alloc(0) };
  for (const entry of readFields(content)) {
    if (entry.field === 1) tensor.dims.push(...wholeNumbers(entry));
    else if (entry.field === 2) tensor.type = Number(entry.value);
    else if (entry.field === 8) tensor.name = text(entry.bytes);
    else if (entry.field === 9) tensor.data = Buffer.from(entry.bytes);
  }
  return tensor;
}

/** @returns {Node} */
function readNode(content) {
  const node = { operation: '', inputs: [], outputs: [], attributes: [] };
  for (const { field, bytes } of readFields(content)) {
    if (field === 1) node.inputs.push(text(bytes));
    else if (field === 2) node.outputs.push(text(bytes));
    else if (field === 4) node.operation = text(bytes);
    else if (field === 5) node.attributes.push(bytes);
  }
  return node;
}

/** Name and whole numbers of an attribute. */
export function readAttribute(content) {
  const attribute = { name: '', integers: [] };
  for (const entry of readFields(content)) {
    if (entry.field === 1) attribute.name = text(entry.bytes);
    else if (entry.field === 8) attribute.integers.push(...wholeNumbers(entry));
  }
  return attribute;
}

/** @param {Uint8Array} model an ONNX file @returns {{ nodes: Node[], tensors: Map<string, StoredTensor> }} */
export function readOnnx(model) {
  const graph = [...readFields(model)].find(({ field }) => field === 7)?.bytes;
  if (!graph) throw new Error('The file has no graph.');
  const nodes = [];
  const tensors = new Map();
  for (const { field, bytes } of readFields(graph)) {
    if (field === 1) nodes.push(readNode(bytes));
    else if (field === 5) {
      const tensor = readTensor(bytes);
      tensors.set(tensor.name, tensor);
    }
  }
  return { nodes, tensors };
}
