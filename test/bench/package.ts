/**
 * Installs the Debian package on a clean Debian 12, starts it under Xvfb with the network blocked, has it analyse a clip, and
 * takes it off again: `npm run proof:package -- --deb dist/castline_0.1.0_amd64.deb`. Needs root, debootstrap and a mirror.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Library } from '../../src/engine/library/index.ts';
import { CastlineError } from '../../src/shared/errors.ts';
import { demoClip } from '../support/demo-clip.ts';

const { values } = parseArgs({
  options: {
    deb: { type: 'string' },
    /** A tree that debootstrap made before. */
    tree: { type: 'string' },
    mirror: { type: 'string', default: 'http://deb.debian.org/debian' },
  },
});
const root = join(import.meta.dirname, '../..');
const newest = (): string =>
  join('dist', readdirSync(join(root, 'dist')).find((name) => name.endsWith('.deb')) ?? '');
const deb = resolve(root, values.deb ?? newest());
const analysedWithinMs = 240_000;

function run(command: string, args: readonly string[]): string {
  const ran = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (ran.status !== 0)
    throw new Error(`${command} ${args.join(' ')}\n${ran.stdout?.slice(-2000)}\n${ran.stderr?.slice(-2000)}`);
  return ran.stdout;
}

const folder = mkdtempSync(join(tmpdir(), 'castline-proof-package-'));
const tree = join(folder, 'debian');
const inTree = (...args: string[]): string =>
  run('chroot', [tree, '/usr/bin/env', 'DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C', ...args]);
const facts: Record<string, unknown> = { package: basename(deb) };

/** Every file of the tree, without what changes by itself. */
const filesOf = (): Set<string> =>
  new Set(
    run('find', [tree, '-xdev', '-not', '-path', '*/proc/*', '-not', '-type', 'd'])
      .split('\n')
      .map((path) => path.slice(tree.length))
      .filter(
        (path) =>
          !/^\/(?:var\/(?:cache|log|lib\/(?:apt|dpkg))|tmp|root|dev|proc|run|etc\/ld\.so\.cache)/.test(path),
      ),
  );

let app: ChildProcess | undefined;
try {
  if (values.tree) run('cp', ['-a', values.tree, tree]);
  else run('debootstrap', ['--variant=minbase', 'bookworm', tree, values.mirror]);
  copyFileSync('/etc/resolv.conf', join(tree, 'etc/resolv.conf'));
  copyFileSync(deb, join(tree, 'castline.deb'));
  mkdirSync(join(tree, 'footage'));
  copyFileSync((await demoClip()).path, join(tree, 'footage/demo.mp4'));
  run('mount', ['-t', 'proc', 'proc', join(tree, 'proc')]);
  run('mount', ['--rbind', '/dev', join(tree, 'dev')]);
  // What is unmounted here stays where it is on the host.
  run('mount', ['--make-rslave', join(tree, 'dev')]);
  inTree('apt-get', 'update', '-q');
  // What starting under Xvfb needs, and what the package asks for, so that only the package itself differs afterwards.
  const depends = run('dpkg-deb', ['-f', deb, 'Depends']).trim().split(/,\s*/);
  inTree(
    'apt-get',
    'install',
    '-qy',
    '--no-install-recommends',
    'xvfb',
    'xauth',
    'shared-mime-info',
    ...depends,
  );
  const before = filesOf();
  inTree('apt-get', 'install', '-qy', '--no-install-recommends', '/castline.deb');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg-query's own
  facts.installed = inTree('dpkg-query', '-W', '-f', '${Version} ${Status}', 'castline');
  facts.fileType = inTree('sh', '-c', 'grep castline /usr/share/mime/globs');
  facts.fuses = await fuses();
  facts.fusesAsSet = fusesAreAsSet();
  await analyse();
  inTree('apt-get', 'purge', '-qy', 'castline');
  const after = filesOf();
  facts.leftAfterRemoval = [...after].filter(
    (path) => !before.has(path) && !path.startsWith('/usr/share/mime/'),
  );
  facts.castlineLeft = [...after].filter(
    (path) => /castline/i.test(path) && !path.startsWith('/footage') && path !== '/castline.deb',
  );
  process.stdout.write(`${JSON.stringify(facts, undefined, 1)}\n`);
  const isClean =
    (facts.castlineLeft as string[]).length === 0 && (facts.leftAfterRemoval as string[]).length === 0;
  const isAnalysed = facts.state === 'done' && Number(facts.people) > 0;
  process.exitCode = isClean && isAnalysed && facts.fusesAsSet === true ? 0 : 1;
} finally {
  endAll('SIGKILL');
  spawnSync('umount', ['-R', join(tree, 'dev')]);
  spawnSync('umount', [join(tree, 'proc')]);
  // Never through a mount that would not go.
  if (!readFileSync('/proc/mounts', 'utf8').includes(tree)) rmSync(folder, { recursive: true, force: true });
}

/** The fuses of the installed binary: 1 is on, 0 is off (ASCII in the wire). */
async function fuses(): Promise<Record<string, boolean>> {
  const wire = await getCurrentFuseWire(join(tree, 'opt/Castline/castline'));
  const names = Object.values(FuseV1Options).filter(
    (name): name is keyof typeof FuseV1Options => typeof name === 'string',
  );
  return Object.fromEntries(names.map((name) => [name, wire[FuseV1Options[name]] === 49]));
}

/** Starts the installed program without any network and waits until the clip is through. */
async function analyse(): Promise<void> {
  const library = join(tree, 'root/Proof.castline');
  const command =
    'xvfb-run -a castline --no-sandbox --user-data-dir=/root/profile --library /root/Proof.castline /footage/demo.mp4';
  app = spawn(
    'unshare',
    [
      '-n',
      'chroot',
      tree,
      '/usr/bin/env',
      'HOME=/root',
      'PATH=/usr/bin:/bin:/usr/sbin:/sbin',
      'sh',
      '-c',
      command,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  let said = '';
  app.stdout?.on('data', (chunk) => (said += chunk));
  app.stderr?.on('data', (chunk) => (said += chunk));
  const began = Date.now();
  let state = 'waiting';
  while (
    state !== 'done' &&
    state !== 'failed' &&
    Date.now() - began < analysedWithinMs &&
    app.exitCode === null
  ) {
    await wait(1000);
    if (!existsSync(library)) continue;
    const open = openBeside(library);
    if (!open) continue;
    facts.isHeldByTheApp = open.isReadOnly;
    state = open.jobs.latest()[0]?.state ?? 'waiting';
    if (state === 'done') facts.people = open.people.list().length;
    open.close();
  }
  facts.state = state;
  facts.analysedWithinSeconds = Math.round((Date.now() - began) / 1000);
  if (state !== 'done') facts.said = said.slice(-3000);
  endAll('SIGTERM');
  await wait(3000);
}

/** The library, to be read only; undefined as long as the program is still making it. */
function openBeside(library: string): Library | undefined {
  try {
    return new Library(library, { create: false });
  } catch (thrown) {
    if (thrown instanceof CastlineError && thrown.code === 'library-in-use') return undefined;
    throw thrown;
  }
}

/** The program, its processes and its display. */
function endAll(signal: NodeJS.Signals): void {
  if (app?.pid === undefined) return;
  try {
    process.kill(-app.pid, signal);
  } catch {
    // All of them have ended.
  }
}

/** True when every fuse is as electron-builder.json says. */
function fusesAreAsSet(): boolean {
  const { electronFuses } = JSON.parse(readFileSync(join(root, 'electron-builder.json'), 'utf8')) as {
    electronFuses: Record<string, boolean>;
  };
  const found = facts.fuses as Record<string, boolean>;
  return Object.entries(electronFuses).every(
    ([name, wanted]) => found[name.charAt(0).toUpperCase() + name.slice(1)] === wanted,
  );
}
