/**
 * Every export of footage of all sorts, and of a library of ten thousand ranges, read by programs of others:
 *
 *   npm run proof:handover -- <folder with footage> [--library /tmp/kept.castline]
 *
 * The footage is analysed (or the library kept from before is taken). Beside what was found, each clip gets ranges of one
 * frame, across minutes, and up to the last frame, under names that formats stumble over.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withEngine } from '../../src/cli/host.ts';
import { exportText } from '../../src/engine/export/index.ts';
import type { Manifest } from '../../src/shared/manifest.ts';
import { checkExport, checkPlans } from '../support/check-exports.ts';
import { castline } from '../support/cli.ts';
import { check, hasChecks } from '../support/interchange.ts';
import {
  edgesOf,
  everything,
  largeManifest,
  manifestWith,
  oddManifest,
  oddNames,
  person,
} from '../support/manifests.ts';
import { mediaTools } from '../support/media-tools.ts';

const { values, positionals } = parseArgs({
  options: { library: { type: 'string' } },
  allowPositionals: true,
});
const footage = positionals[0];
if (!hasChecks || !footage)
  throw new Error('Needs a folder with footage, and the checks of export files beside the checkout.');
const work = mkdtempSync(join(tmpdir(), 'castline-proof-handover-'));
const library = values.library ?? join(work, 'footage.castline');
if (!existsSync(library)) {
  const run = await castline(['analyze', resolve(footage), '--library', library, '--mode', 'fast']);
  console.log(run.stdout.trim().split('\n').slice(-3).join('\n'));
}

/** What was found, and the edges of each clip under odd names. */
async function footageManifest(): Promise<Manifest> {
  const found = await withEngine(library, async (engine) => engine.manifest());
  const names = oddNames.map((name, index) => person(`odd${index}`, name));
  const edges = found.media.flatMap((media) => edgesOf(media, names));
  return manifestWith(found.media, [...found.tags, ...names], [...found.elements, ...edges]);
}

let failed = 0;
async function prove(what: string, manifest: Manifest, options: { mediaDir: string }): Promise<void> {
  console.log(`${what}: ${manifest.media.length} clips, ${manifest.elements.length} ranges`);
  for (const [index, plan] of checkPlans.entries()) {
    const outcome = checkExport(manifest, plan, {
      folder: join(work, what.replaceAll(' ', '-'), String(index)),
      ...options,
    });
    const { options: asked, wanted = {} } = plan;
    const how = [...Object.values(asked), ...Object.values(wanted)].join(' ');
    const verdict = outcome.isSkipped ? 'NOT CHECKED' : outcome.faults.length === 0 ? 'ok' : 'WRONG';
    console.log(
      `  ${plan.format} ${how}: ${outcome.files} files, ${outcome.ranges} ranges read back: ${verdict}`,
    );
    for (const fault of outcome.faults) console.log(`    ${fault}`);
    if (verdict !== 'ok') failed += 1;
  }
}

/** Black clips of the lengths that a manifest says: Kdenlive's and Shotcut's projects are opened with them. */
async function makeMedia(manifest: Manifest, folder: string): Promise<string> {
  const { ffmpeg } = await mediaTools();
  mkdirSync(folder);
  const made = new Map<string, string>();
  for (const { name, video } of manifest.media) {
    const path = join(folder, name);
    const like = `${video.frameRate} ${video.frameCount}`;
    const same = made.get(like);
    if (same) linkSync(same, path);
    else {
      const source = `color=s=64x36:r=${video.frameRate}`;
      const coded = ['-frames:v', String(video.frameCount), '-c:v', 'mpeg4', '-g', '250', '-f', 'mov'];
      const { status, stderr } = spawnSync(
        ffmpeg.path,
        ['-v', 'error', '-f', 'lavfi', '-i', source, ...coded, path],
        { encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(stderr);
      made.set(like, path);
    }
  }
  return folder;
}

try {
  const real = await footageManifest();
  for (const clip of real.media) {
    const { variableFrameRate, frameRate, frameCount } = clip.video;
    console.log(
      `${clip.name}: ${frameRate}${variableFrameRate ? ' variable' : ''}, ${frameCount} frames, from ${clip.timecode.start}`,
    );
  }
  await prove('footage', real, { mediaDir: dirname(real.media[0]?.path ?? footage) });
  for (const [what, manifest] of [
    ['odd clips', oddManifest()],
    ['ten thousand', largeManifest(10_000)],
  ] as const) {
    await prove(what, manifest, { mediaDir: await makeMedia(manifest, join(work, `${what} media`)) });
  }
  // The check counts frames by the nominal rate alone, of which a clip with a variable rate has fewer.
  const steady = {
    ...real,
    elements: real.elements.filter(({ media }) =>
      real.media.some(({ id, video }) => id === media && !video.variableFrameRate),
    ),
  };
  // Those made above are on the nominal grid, which may end half a frame later.
  const found = real.elements.filter(({ id }) => !id.startsWith('edge-'));
  const beyond = found.filter(({ media, range }) => {
    const clip = real.media.find(({ id }) => id === media);
    const seconds = (text: string): number => {
      const [num = 0, den = 1] = text.split('/').map(Number);
      return num / den;
    };
    return !clip || seconds(range.start) + seconds(range.duration) > seconds(clip.duration) + 1e-9;
  });
  if (beyond.length > 0) failed += 1;
  console.log(`  footage manifest: ${beyond.length} of ${found.length} ranges end behind their clip`);
  const schema = join(import.meta.dirname, '../../resources/manifest.schema.json');
  for (const [what, manifest] of [
    ['footage', steady],
    ['ten thousand', largeManifest(10_000)],
  ] as const) {
    for (const [format, name, options] of [
      ['manifest', 'schema', ['--schema', schema]],
      ['xmp', 'xmp', []],
    ] as const) {
      const { files } = exportText({
        manifest,
        format,
        selection: everything,
        options: {},
        title: 'All',
        outFolder: work,
      });
      const step = Math.max(1, Math.floor(files.length / 40));
      for (const { name: file, text } of files.filter((_, index) => index % step === 0)) {
        writeFileSync(join(work, file), text);
        try {
          check(name, join(work, file), options);
        } catch (thrown) {
          failed += 1;
          console.log(`  ${what} ${format}: ${String(thrown)}`);
        }
      }
      console.log(`  ${what} ${format}: ${files.length} files, every ${step}. checked`);
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(failed === 0 ? 'Every export is read as it was written.' : `${failed} exports are not.`);
process.exitCode = failed === 0 ? 0 : 1;
