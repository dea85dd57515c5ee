import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { librarySettingsSchema } from '../shared/contract/index.ts';
import { isCancellation, toCastlineError } from '../shared/errors.ts';
import { type AnalyseOptions, analyse } from './analyse.ts';
import { addCastCommands } from './cast-commands.ts';
import { addCloudCommands } from './cloud-commands.ts';
import { doctor } from './doctor.ts';
import { addExportCommands } from './export-commands.ts';
import { manifest } from './manifest.ts';
import { listModels, verifyModels } from './models.ts';
import { exitCodes, type Output, openOutput } from './output.ts';
import { name, people, step } from './people.ts';
import { search } from './search.ts';
import { shots } from './shots.ts';
import { addUpkeepCommands } from './upkeep-commands.ts';

type Work = (output: Output, signal: AbortSignal) => Promise<number>;

/** Runs a command to its exit code: errors become words (or JSON) and a number, Ctrl+C becomes an abort. */
async function run(json: boolean, work: Work): Promise<void> {
  const output = openOutput(json);
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    process.exitCode = await work(output, abort.signal);
  } catch (thrown) {
    const error = toCastlineError(thrown);
    output.fail(error);
    process.exitCode =
      isCancellation(error) || abort.signal.aborted ? exitCodes.cancelled : exitCodes.of(error.code);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

function keyframeCount(text: string): number {
  const parsed = librarySettingsSchema.shape.keyframesPerMinute.safeParse(Number(text));
  if (!parsed.success) throw new InvalidArgumentError('Give a whole number from 1 to 600.');
  return parsed.data;
}

/** Of shots to print; the contract's own bounds are checked there only for what comes from another process. */
function shotCount(text: string): number {
  const count = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(count) || count < 1) {
    throw new InvalidArgumentError('Give a whole number from 1.');
  }
  return count;
}

function build(): Command {
  const program = new Command('castline')
    .description('Finds the shots and the people in footage, offline.')
    .exitOverride()
    .showHelpAfterError('(--help shows how it is used)');
  const json = ['--json', 'print the result as JSON'] as const;
  const library = ['--library <path>', 'the library, a file that ends in .castline'] as const;

  program
    .command('analyze')
    .alias('analyse')
    .description('Analyse files and folders into a library, which is made when it does not exist.')
    .argument('<paths...>', 'files and folders')
    .requiredOption(...library)
    .option(
      '--keyframes-per-minute <count>',
      'most keyframes a minute, 1 to 600; kept in the library',
      keyframeCount,
    )
    .addOption(
      new Option('--mode <mode>', 'how closely each keyframe is looked at; kept in the library').choices(
        librarySettingsSchema.shape.recognitionMode.options,
      ),
    )
    .option(...json)
    .action(
      (
        paths: string[],
        options: Pick<AnalyseOptions, 'library' | 'keyframesPerMinute' | 'mode'> & { json?: boolean },
      ) => run(options.json === true, (output, signal) => analyse(output, { ...options, paths, signal })),
    );
  program
    .command('shots')
    .description('Print the shots of one file; nothing is stored.')
    .argument('<file>')
    .option(...json)
    .action((file: string, options: { json?: boolean }) =>
      run(options.json === true, (output, signal) => shots(output, { file, signal })),
    );
  program
    .command('people')
    .description('Print the people of a library and where they are seen.')
    .requiredOption(...library)
    .option(...json)
    .action((options: { library: string; json?: boolean }) =>
      run(options.json === true, (output) => people(output, options.library)),
    );
  program
    .command('name')
    .description('Name a person, given by id, number or present name. An empty name takes the name away.')
    .argument('<person>')
    .argument('<name>')
    .requiredOption(...library)
    .option(...json)
    .action((person: string, newName: string, options: { library: string; json?: boolean }) =>
      run(options.json === true, (output) =>
        name(output, { library: options.library, person, name: newName }),
      ),
    );
  program
    .command('search')
    .description('Print the shots of which a query is true: anna "red coat" -bob shot:>2s clip:A003')
    .argument('<query>')
    .requiredOption(...library)
    .option('--limit <count>', 'most shots to print, 200 unless told', shotCount)
    .option(...json)
    .action((query: string, options: { library: string; limit?: number; json?: boolean }) =>
      run(options.json === true, (output) =>
        search(output, { library: options.library, query, limit: options.limit }),
      ),
    );
  for (const direction of ['undo', 'redo'] as const) {
    program
      .command(direction)
      .description(
        direction === 'undo' ? 'Take the last edit back.' : 'Make the edit again that was taken back.',
      )
      .requiredOption(...library)
      .option(...json)
      .action((options: { library: string; json?: boolean }) =>
        run(options.json === true, (output) => step(output, options.library, direction)),
      );
  }
  addCastCommands(program, run);
  addCloudCommands(program, run);
  program
    .command('manifest')
    .description('Write the manifest of a library to a file, or print it.')
    .requiredOption(...library)
    .option('--out <file>', 'the file to write')
    .option(...json)
    .action((options: { library: string; out?: string; json?: boolean }) =>
      run(options.json === true, (output) => manifest(output, options.library, options.out)),
    );
  addExportCommands(program, run);
  const models = program.command('models').description('The models that Castline looks at pictures with.');
  models
    .command('list')
    .description('Print what each is for, where it comes from, and its licence.')
    .option(...json)
    .action((options: { json?: boolean }) => run(options.json === true, listModels));
  models
    .command('verify')
    .description('Compare every model with its hash; fails when one is missing or damaged.')
    .option(...json)
    .action((options: { json?: boolean }) => run(options.json === true, verifyModels));
  addUpkeepCommands(program, run);
  program
    .command('doctor')
    .description('Show which programs and models are in use, and why.')
    .option(...json)
    .action((options: { json?: boolean }) => run(options.json === true, (output) => doctor(output)));
  return program;
}

try {
  await build().parseAsync();
} catch (thrown) {
  if (!(thrown instanceof CommanderError)) throw thrown;
  const wasAsked = thrown.code === 'commander.helpDisplayed' || thrown.code === 'commander.version';
  process.exitCode = wasAsked ? exitCodes.done : exitCodes.usage;
}
