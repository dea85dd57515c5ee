import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { outDir, root } from './paths.mjs';

/** True for a package of the lock file that goes into the program on this platform. */
function ships(entry, platform, arch) {
  if (entry.dev || entry.devOptional) return false;
  const fits = (list, value) => !list || list.includes(value);
  return fits(entry.os, platform) && fits(entry.cpu, arch);
}

/** Folders, below the checkout, of the packages that the program loads when it runs. */
export async function shippedFolders(platform = process.platform, arch = process.arch) {
  const lock = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(lock.packages)
    .filter(([folder, entry]) => folder !== '' && ships(entry, platform, arch))
    .map(([folder]) => folder)
    .filter((folder) => !folder.endsWith('/ffmpeg-static') && existsSync(path.join(root, folder)));
}

/** Folders of the packages whose code the build has put into its own files, as the source maps say. */
async function bundledFolders() {
  const found = new Set();
  const files = await readdir(outDir, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.map'))) {
    const map = path.join(outDir, file);
    for (const source of JSON.parse(await readFile(map, 'utf8')).sources ?? []) {
      const folder = packageFolder(path.resolve(path.dirname(map), source));
      if (folder) found.add(folder);
    }
  }
  return [...found];
}

function packageFolder(file) {
  const relative = path.relative(root, file).split(path.sep).join('/');
  const match = /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(relative);
  return match?.[1];
}

async function describe(folder) {
  const description = JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8'));
  const names = (await readdir(path.join(root, folder))).filter((name) =>
    /^(?:licen[cs]e|copying|notice)/i.test(name),
  );
  const texts = await Promise.all(
    names.map((name) => readFile(path.join(root, folder, name), 'utf8').catch(() => '')),
  );
  const { license, licenses } = description;
  const licence =
    typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type ?? 'see text');
  return { name: description.name, version: description.version, licence, text: texts.join('\n\n').trim() };
}

/** Every package that ships, with its licence and the text of it, by name. */
export async function collectLicences() {
  const folders = new Set([...(await shippedFolders()), ...(await bundledFolders())]);
  const all = await Promise.all([...folders].map(describe));
  const unique = new Map(all.map((one) => [`${one.name}@${one.version}`, one]));
  return [...unique.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** A bill of materials of the same packages: CycloneDX 1.5 (cyclonedx.org/docs/1.5/json). */
export function billOfMaterials(licences, program) {
  const component = ({ name, version, licence }) => ({
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    licenses: [{ expression: licence }],
  });
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', name: program.name, version: program.version } },
    components: [
      ...licences.map(component),
      { type: 'framework', name: 'electron', version: program.electron, licenses: [{ expression: 'MIT' }] },
      ...program.models.map(({ id, version, licence }) => ({
        type: 'machine-learning-model',
        name: id,
        version,
        licenses: [{ license: { name: licence } }],
      })),
    ],
  };
}
