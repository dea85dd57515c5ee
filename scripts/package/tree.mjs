import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { billOfMaterials, collectLicences, shippedFolders } from '../lib/licences.mjs';
import { outDir, root } from '../lib/paths.mjs';
import { capture } from '../lib/processes.mjs';

const fuseNames = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
};

/** Native code and programs cannot be run from inside an archive. The patterns pass over folders whose name begins with a dot. */
const unpacked =
  '{**/*.node,**/*.so*,**/@ffmpeg-installer/**,**/@ffprobe-installer/**,**/onnxruntime-web/dist/**}';

/** What a package carries that nobody loads: other platforms' binaries, sources, tests. */
export const isDeadWeight = (file) =>
  /\.(?:map|d\.ts|d\.mts|d\.cts|md|markdown|c|cc|cpp|h|hpp|gyp|gypi)$/i.test(file) ||
  /\/(?:test|tests|docs|example|examples|deps|\.github)(?:\/|$)/.test(file) ||
  (/\/onnxruntime-node\/bin\/napi-v\d+\/./.test(file) &&
    !/\/bin\/napi-v\d+\/linux(?:\/x64(?:\/.*)?)?$/.test(file)) ||
  /libonnxruntime_providers_(?:cuda|tensorrt)/.test(file) ||
  // Builds for browsers; Node loads two of the files.
  (/\/onnxruntime-web\/dist\/./.test(file) &&
    !/\/dist\/(?:ort\.node\.min\.m?js|ort-wasm-simd-threaded\.(?:mjs|wasm))$/.test(file)) ||
  (/\/better-sqlite3\/prebuilds\/./.test(file) && !/linux-x64/.test(file));

/** Puts the installed program together: Electron under its own name, the app in an archive, models, programs, notices. */
export async function makeTree(target, electronBinary, config) {
  const runtime = path.dirname(electronBinary);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await cp(runtime, target, {
    recursive: true,
    filter: (file) => !file.startsWith(path.join(runtime, 'resources')),
  });
  const binary = path.join(target, config.linux.executableName);
  await rename(path.join(target, 'electron'), binary);
  await rm(path.join(target, 'castline-runtime.json'), { force: true });
  const resources = path.join(target, 'resources');
  await mkdir(resources, { recursive: true });
  await packApp(path.join(target, 'to-pack'), resources, path.join(runtime, 'resources'));
  const facts = await writeNotices(resources, electronBinary);
  await flipFuses(binary, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: false,
    ...Object.fromEntries(
      Object.entries(config.electronFuses).map(([name, value]) => [fuseNames[name], value]),
    ),
  });
  await chmod(path.join(target, 'chrome-sandbox'), 0o4755);
  return { binary, ...facts };
}

async function packApp(work, resources, runtimeResources) {
  await mkdir(work, { recursive: true });
  await cp(outDir, path.join(work, 'out'), { recursive: true, filter: (file) => !file.endsWith('.map') });
  await cp(path.join(root, 'resources'), path.join(work, 'resources'), {
    recursive: true,
    filter: (file) => path.basename(file) !== '__pycache__',
  });
  const description = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const { name, productName, version, license, type, main, dependencies } = description;
  await writeFile(
    path.join(work, 'package.json'),
    JSON.stringify({ name, productName, version, license, type, main, dependencies }),
  );
  for (const folder of await shippedFolders()) {
    await cp(path.join(root, folder), path.join(work, folder), {
      recursive: true,
      filter: (file) => !isDeadWeight(file),
    });
  }
  await lendSqlite(work, runtimeResources);
  await createPackageWithOptions(work, path.join(resources, 'app.asar'), { unpack: unpacked });
  await rm(work, { recursive: true });
}

/** The Electron of the npm registry cannot load the package's own native file and brings one that fits (see registry-electron). */
async function lendSqlite(work, runtimeResources) {
  const copy = path.join(runtimeResources, 'sqlite', 'better-sqlite3');
  if (!existsSync(copy)) return;
  const place = path.join(work, 'node_modules', 'better-sqlite3');
  await rm(place, { recursive: true });
  await cp(copy, place, { recursive: true });
}

async function writeNotices(resources, electronBinary) {
  for (const name of ['LICENSE', 'THIRD_PARTY_NOTICES.md'])
    await cp(path.join(root, name), path.join(resources, name));
  await cp(path.join(root, 'resources', 'licences'), path.join(resources, 'licences'), { recursive: true });
  const { stdout } = await capture(electronBinary, ['--version', '--no-sandbox'], {});
  const electron = (stdout.match(/v?(\d+\.\d+\.\d+)/) ?? [])[1] ?? 'unknown';
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const models = JSON.parse(await readFile(path.join(root, 'resources', 'models', 'models.json'), 'utf8'));
  const list = Array.isArray(models) ? models : models.models;
  const licences = await collectLicences();
  const bill = billOfMaterials(licences, { name: 'castline', version, electron, models: list });
  await writeFile(path.join(resources, 'sbom.cdx.json'), JSON.stringify(bill, undefined, 1));
  return { version, electron, packages: licences.length };
}
