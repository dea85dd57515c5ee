import type { Command } from 'commander';
import { assign, faces, merge, outfits, reject, review, split, tag } from './cast.ts';
import type { Output } from './output.ts';

type Run = (json: boolean, work: (output: Output) => Promise<number>) => Promise<void>;

interface Common {
  readonly library: string;
  readonly json?: boolean;
}

/** Adds the commands that correct and extend the cast. People are given by id, number or name, faces by id. */
export function addCastCommands(program: Command, run: Run): void {
  const add = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .requiredOption('--library <path>', 'the library, a file that ends in .castline')
      .option('--json', 'print the result as JSON');
  const go = (options: Common, work: (output: Output) => Promise<number>): Promise<void> =>
    run(options.json === true, work);

  add('faces', 'Print the faces of a person, or those that are given to nobody.')
    .argument('[person]')
    .action((person: string | undefined, options: Common) =>
      go(options, (output) => faces(output, options.library, person)),
    );
  add('merge', 'Make people one; the first keeps its number.')
    .argument('<into>')
    .argument('<from...>')
    .action((into: string, from: string[], options: Common) =>
      go(options, (output) => merge(output, options.library, into, from)),
    );
  add('split', 'Make a new person of faces of one, or of a range.')
    .argument('<person>')
    .argument('[faces...]')
    .option('--clip <id>')
    .option('--frames <first-end>', 'frames, the end exclusive')
    .option('--name <name>', 'the name of the new person')
    .action(
      (person: string, ids: string[], options: Common & { clip?: string; frames?: string; name?: string }) =>
        go(options, (output) => split(output, options.library, { ...options, person, faces: ids })),
    );
  add('assign', 'Say who faces show; without --to, somebody new.')
    .argument('<faces...>')
    .option('--to <person>')
    .action((ids: string[], options: Common & { to?: string }) =>
      go(options, (output) => assign(output, options.library, options.to, ids)),
    );
  add('reject', 'Say who faces do not show, for good.')
    .argument('<person>')
    .argument('<faces...>')
    .option('--alike', 'nor anybody who looks like them')
    .action((person: string, ids: string[], options: Common & { alike?: boolean }) =>
      go(options, (output) =>
        reject(output, options.library, { person, faces: ids, alike: options.alike === true }),
      ),
    );
  addOthers(add, go);
}

function addOthers(
  add: (name: string, description: string) => Command,
  go: (options: Common, work: (output: Output) => Promise<number>) => Promise<void>,
): void {
  add('tag', 'Put a tag on a person, a face or a range; print all tags.')
    .argument('[name]')
    .option('--person <person>')
    .option('--face <id>')
    .option('--clip <id>')
    .option('--frames <first-end>', 'frames, the end exclusive')
    .option('--remove <tag>', 'take a tag away, by its id')
    .action((name: string | undefined, options: Common & Record<string, string>) =>
      go(options, (output) => tag(output, options.library, { ...options, name })),
    );
  add('review', 'Print the next question, or answer it: yes, no, later, or name and a name.')
    .argument('[answer]')
    .argument('[name]')
    .action((answer: string | undefined, name: string | undefined, options: Common) =>
      go(options, (output) => review(output, options.library, answer, name)),
    );
  add('outfits', 'Print what people wear and where it changes; with --outfit, name, merge or split one.')
    .argument('[person]')
    .option('--outfit <id>', 'an outfit, by its id or name')
    .option('--name <name>', 'its name, or that of what is split off')
    .option('--merge <outfits...>', 'outfits of the same person that are this one')
    .option('--clip <id>')
    .option('--frames <first-end>', 'split off what is worn in these frames, the end exclusive')
    .action(
      (
        person: string | undefined,
        options: Common & {
          outfit?: string;
          name?: string;
          merge?: string[];
          clip?: string;
          frames?: string;
        },
      ) => go(options, (output) => outfits(output, options.library, { ...options, person })),
    );
}
