import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from '../../scripts/lib/build.mjs';
import { ensureElectron } from '../../scripts/lib/electron.mjs';
import { shippedFolders } from '../../scripts/lib/licences.mjs';
import { createLog } from '../../scripts/lib/log.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { isDeadWeight } from '../../scripts/package/tree.mjs';

/**
 * How large the installed program is, by part: `npm run bench:size [-- --json]`. Measured are the files that the package takes,
 * by its own rules (scripts/package/tree.mjs), in the folders where they lie; the package is not built for it.
 */

/** The part that a file, named from the checkout, belongs to. */
function partOf(file: string): string {
  if (/^node_modules\/@ff(mpeg|probe)-installer\//.test(file)) return 'ffmpeg and ffprobe';
  if (/^node_modules\/onnxruntime-/.test(file)) return 'ONNX Runtime';
  if (file.startsWith('node_modules/')) return 'other libraries';
  if (file.startsWith('resources/models/')) return 'models';
  return 'our code, with plug-ins and licences';
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const log = createLog(process.stderr);
const electron = await ensureElectron(log);
await ensureBuild(log);

/** Each file once: packages may lie inside of others. */
const shipped = new Map<string, string>();
const runtime = dirname(electron.binary);
for (const file of await filesBelow(runtime))
  if (!file.startsWith(join(runtime, 'resources'))) shipped.set(file, 'Electron');
for (const folder of await shippedFolders()) {
  const files = (await filesBelow(join(root, folder))).filter((file) => !isDeadWeight(file));
  for (const file of files) shipped.set(file, partOf(file.slice(root.length + 1)));
}
for (const folder of ['out', 'resources']) {
  const files = (await filesBelow(join(root, folder))).filter((file) => !file.endsWith('.map'));
  for (const file of files) shipped.set(file, partOf(file.slice(root.length + 1)));
}
const bytes = new Map<string, number>();
for (const [file, part] of shipped) bytes.set(part, (bytes.get(part) ?? 0) + (await stat(file)).size);

const parts = [...bytes].map(([part, size]) => ({ part, bytes: size })).toSorted((a, b) => b.bytes - a.bytes);
const total = parts.reduce((sum, one) => sum + one.bytes, 0);
if (values.json) console.log(JSON.stringify({ parts, total, electron: electron.source }, null, 1));
else {
  const shown = (size: number): string => `${(size / 1024 ** 2).toFixed(1).padStart(7)} MB`;
  for (const { part, bytes: size } of parts) console.log(`${shown(size)}  ${part}`);
  console.log(`${shown(total)}  together, with ${electron.source}`);
}
