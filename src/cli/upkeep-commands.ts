import type { Command } from 'commander';
import type { Output } from './output.ts';
import { backup, compact, move, relinkMedia, remove, repair, restore, verify } from './upkeep.ts';

type Run = (json: boolean, work: (output: Output, signal: AbortSignal) => Promise<number>) => Promise<void>;

interface Common {
  readonly library: string;
  readonly json?: boolean;
}

/** Adds the commands that keep a library sound. */
export function addUpkeepCommands(program: Command, run: Run): void {
  const add = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .requiredOption('--library <path>', 'the library, a file that ends in .castline')
      .option('--json', 'print the result as JSON');

  add(
    'verify',
    'Read a library through, every page and every picture. Exits with 3 when something is wrong.',
  ).action((options: Common) => run(options.json === true, (output) => verify(output, options.library)));
  add('backup', 'Back a library up, while it is in use if need be; the copy is opened and checked.')
    .option('--list', 'print the backups there are')
    .action((options: Common & { list?: boolean }) =>
      run(options.json === true, (output) => backup(output, options.library, options.list === true)),
    );
  add('restore', 'Make a library what it was: at the newest backup that opens, or at the one that is named.')
    .argument('[backup]')
    .action((name: string | undefined, options: Common) =>
      run(options.json === true, (output) => restore(output, options.library, name)),
    );
  add('repair', 'Build a damaged library anew of all that can be read.').action((options: Common) =>
    run(options.json === true, (output) => repair(output, options.library)),
  );
  add('compact', 'Remove pictures that nothing refers to and give free space back.').action(
    (options: Common) => run(options.json === true, (output) => compact(output, options.library)),
  );
  add('move', 'Move a library, with its pictures and backups, to a file or into a folder.')
    .argument('<to>')
    .option('--keep', 'copy it, and leave it where it is too')
    .action((to: string, options: Common & { keep?: boolean }) =>
      run(options.json === true, (output) => move(output, options.library, to, options.keep === true)),
    );
  add(
    'remove',
    'Take clips out of a library, with all that is known of them; no file is touched. Undo brings them back.',
  )
    .argument('<clips...>', 'clips by id, path or file name, or folders')
    .action((clips: string[], options: Common) =>
      run(options.json === true, (output) => remove(output, options.library, clips)),
    );
  add('relink', 'Find clips whose file was moved or renamed, by their content, in files and folders.')
    .argument('<paths...>')
    .action((paths: string[], options: Common) =>
      run(options.json === true, (output) => relinkMedia(output, options.library, paths)),
    );
}
