import { type Command, InvalidArgumentError, Option } from 'commander';
import { listFormats } from '../engine/export/index.ts';
import { exportFormatIds } from '../shared/contract/index.ts';
import { type ExportAsked, exportTo, formats } from './export.ts';
import { importFrom } from './import.ts';
import type { Output } from './output.ts';
import { type PackAsked, packTo } from './pack.ts';
import { recipe, type WatchAsked, watch } from './watch.ts';

type Run = (json: boolean, work: (output: Output, signal: AbortSignal) => Promise<number>) => Promise<void>;

function seconds(text: string): number {
  const value = Number(text);
  if (!(value >= 0.1 && value <= 86_400)) throw new InvalidArgumentError('Give seconds, 0.1 to 86400.');
  return value;
}

/** The commands of handing over. */
export function addExportCommands(program: Command, run: Run): void {
  const json = ['--json', 'print the result as JSON'] as const;
  program
    .command('formats')
    .description('List the formats of "export".')
    .option(...json)
    .action((options: { json?: boolean }) =>
      run(options.json === true, (output) => formats(output, async () => listFormats())),
    );
  program
    .command('export')
    .description(
      `Write the people and shots of a library for an editing program: ${exportFormatIds.join(', ')}.`,
    )
    .argument('<format>')
    .requiredOption('--library <path>', 'the library, a file that ends in .castline')
    .requiredOption('--out <path>', 'the file, or the folder where several are written')
    .option('--clip <clips...>', 'only these clips: names, paths or ids')
    .option('--person <people...>', 'only these people: names, numbers or ids')
    .option('--tag <tags...>', 'only ranges with one of these tags')
    .option('--search <query>', 'only where a search finds something')
    .option('--bin <bin>', 'only what a bin holds: its name or id')
    .option('--confirmed', 'only what was confirmed')
    .option('--shots', 'shots as well')
    .option('--outfits', 'what people wear as well; in the manifest unless told')
    .option('--no-outfits')
    .option('--props', 'things as well; in the manifest unless told')
    .option('--no-props')
    .option('--no-people', 'without people')
    .option('--no-tags', 'without your own tags')
    .addOption(
      new Option('--shape <shape>', 'clips with markers, or a clip for each range').choices([
        'annotated',
        'selects',
      ]),
    )
    .option('--handles <frames>', 'frames before and after each range of selects')
    .option(
      '--name-template <text>',
      'made of {tags} {kind} {clip} {n} {timecode} {status} {confidence} {id}',
    )
    .addOption(new Option('--colour-by <what>', 'a colour each').choices(['identity', 'kind']))
    .option('--start-timecode <timecode>', 'of the timeline: a timecode, or "clip"')
    .option('--frame-rate <rate>', 'of the timeline, such as 25 or 23.976')
    .addOption(
      new Option('--media-paths <style>', 'how media is referred to').choices([
        'absolute',
        'relative',
        'url',
      ]),
    )
    .option('--remap <from=to...>', 'beginnings of media paths as they are where it will be opened')
    .addOption(new Option('--fcpxml-version <version>').choices(['1.10', '1.11', '1.13']))
    .option(...json)
    .action((format: string, options: ExportAsked & { json?: boolean }) =>
      run(options.json === true, (output) => exportTo(output, format, options)),
    );
  program
    .command('pack')
    .description(
      'Write reference packs for image-to-video models: pictures on white, cut-outs, masks and request bodies. Nothing is sent.',
    )
    .requiredOption('--library <path>', 'the library, a file that ends in .castline')
    .requiredOption('--out <folder>', 'a folder is made in it for each pack')
    .option('--person <people...>', 'these people: names, numbers or ids; everybody where nobody is named')
    .option('--outfit <outfits...>', 'these outfits: names or ids')
    .option('--prop <words...>', 'these things, such as "bottle"')
    .option('--enlarge', 'enlarge pictures that are too small, up to four times')
    .option('--retired', 'request bodies for retired endpoints as well')
    .option(...json)
    .action((options: PackAsked & { json?: boolean }) =>
      run(options.json === true, (output, signal) => packTo(output, options, signal)),
    );
  program
    .command('import')
    .description(
      'Read a CSV, FCPXML, OTIO, marker EDL or manifest that was changed elsewhere, and say what is other.',
    )
    .argument('<file>')
    .requiredOption('--library <path>', 'the library, a file that ends in .castline')
    .option('--accept', 'take over what moved, was renamed or added, as one step to undo')
    .option('--accept-missing', 'the same, and take away what is not in the file')
    .option(...json)
    .action(
      (
        file: string,
        options: { library: string; accept?: boolean; acceptMissing?: boolean; json?: boolean },
      ) => run(options.json === true, (output) => importFrom(output, file, options)),
    );
  program
    .command('watch')
    .description(
      'Analyse what comes into folders, and export when something did: by a recipe, or what was exported from the library before.',
    )
    .argument('<folders...>')
    .requiredOption('--library <path>', 'the library, which is made when it does not exist')
    .option('--recipe <file>', 'what to write, as "recipe" prints it')
    .option(
      '--every <seconds>',
      'how often to look; a file that changed meanwhile is left for later',
      seconds,
      5,
    )
    .option('--once', 'end after what lies there now')
    .option(...json)
    .action((folders: string[], options: WatchAsked & { json?: boolean }) =>
      run(options.json === true, (output, signal) => watch(output, folders, options, signal)),
    );
  program
    .command('recipe')
    .description('Print what was last exported from a library, in each format, for "watch --recipe".')
    .requiredOption('--library <path>', 'the library, a file that ends in .castline')
    .option(...json)
    .action((options: { library: string; json?: boolean }) =>
      run(options.json === true, (output) => recipe(output, options.library)),
    );
}
