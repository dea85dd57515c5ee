// npm test [-- lint | unit | integration | e2e | faults …]: sets up what is missing, runs all but `faults` (or the named parts) and
// totals it.
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { ensureBuild } from './lib/build.mjs';
import { ensureElectron } from './lib/electron.mjs';
import { ensureLinuxRuns, isRoot } from './lib/linux.mjs';
import { createLog, runMain, SetupError } from './lib/log.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { compiledDir, modulesDir, projectNode, root } from './lib/paths.mjs';
import { runInherited } from './lib/processes.mjs';
import { asCheck, readPlaywrightCounts, readVitestCounts, summarise, withExitCode } from './lib/results.mjs';
import { startXvfb } from './lib/xvfb.mjs';

const USUAL = ['lint', 'unit', 'integration', 'e2e'];
/** What waits for minutes, for programs that hang and a machine that sleeps, is run by its name. */
const PARTS = [...USUAL, 'faults'];
const resultsDir = path.join(root, 'test-results');
const log = createLog();
const env = {
  NODE_COMPILE_CACHE: compiledDir,
  ...process.env,
  PATH: `${path.join(modulesDir, '.bin')}${path.delimiter}${process.env.PATH}`,
};

await runMain(async () => {
  const { parts, rest } = readArguments(process.argv.slice(2));
  await ensurePackages(log);
  const electron = parts.includes('e2e') ? await prepareElectron() : undefined;
  await rm(resultsDir, { recursive: true, force: true });
  await mkdir(resultsDir, { recursive: true });
  const stages = [];
  const stage = async (name, run) => {
    log.line(`── ${name}`);
    const begun = performance.now();
    stages.push({ name, counts: await run(), seconds: (performance.now() - begun) / 1000 });
  };
  if (parts.includes('lint')) {
    await stage('types', async () => asCheck(await runOnNode('typescript/bin/tsc', ['--noEmit'])));
    await stage('lint', async () =>
      asCheck(await runInherited(binaryOf('biome'), ['check', '.'], { cwd: root, env })),
    );
  }
  for (const project of ['unit', 'integration', 'faults']) {
    if (parts.includes(project)) await stage(project, () => runVitest(project, rest));
  }
  if (electron) {
    await stage('build', build);
    if (stages.at(-1).counts.failed === 0) await stage('e2e', () => runPlaywright(electron, rest));
    else stages.push({ name: 'e2e', counts: asCheck(1), seconds: 0 }); // not run: there is nothing to run it on
  }
  process.stdout.write(`\n${summarise(stages)}\n`);
  return stages.every(({ counts }) => counts.failed === 0) ? 0 : 1;
});

/** Named parts, or all; what is not a part goes to the runners (file names, `-t pattern`). */
function readArguments(args) {
  const named = args.filter((argument) => PARTS.includes(argument));
  const rest = args.filter((argument) => !PARTS.includes(argument));
  if (rest.length > 0 && named.length !== 1) {
    throw new SetupError(
      `Say which part ${rest.join(' ')} is for: npm test -- ${PARTS.join('|')} ${rest.join(' ')}`,
    );
  }
  return { parts: named.length > 0 ? named : USUAL, rest };
}

async function prepareElectron() {
  const electron = await ensureElectron(log);
  await ensureLinuxRuns(log, electron.binary, { xvfb: true });
  log.line(`End-to-end tests run in ${electron.source}`);
  return electron;
}

function binaryOf(name) {
  return path.join(modulesDir, '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

function runOnNode(script, args, extraEnv = {}) {
  return runInherited(projectNode, [path.join(modulesDir, script), ...args], {
    cwd: root,
    env: { ...env, ...extraEnv },
  });
}

async function runVitest(project, rest) {
  const report = path.join(resultsDir, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runOnNode('vitest/vitest.mjs', ['run', '--project', project, ...reporters, ...rest]);
  return withExitCode(await readVitestCounts(report), code);
}

async function build() {
  try {
    if (!(await ensureBuild(log))) log.line('The build is up to date');
    return asCheck(0);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return asCheck(1);
  }
}

async function runPlaywright(electron, rest) {
  const report = path.join(resultsDir, 'e2e.json');
  const xvfb = process.platform === 'linux' ? await startXvfb() : undefined;
  if (isRoot())
    log.line('Running as root: Chromium starts only without its sandbox, so --no-sandbox is passed');
  try {
    const code = await runOnNode('@playwright/test/cli.js', ['test', '--reporter=list,json', ...rest], {
      CASTLINE_ELECTRON: electron.binary,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      ...(xvfb ? { DISPLAY: xvfb.display, WAYLAND_DISPLAY: '' } : {}),
    });
    return withExitCode(await readPlaywrightCounts(report), code);
  } finally {
    xvfb?.stop();
  }
}
