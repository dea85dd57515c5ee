import { type Command, InvalidArgumentError, Option } from 'commander';
import { cloudRouteSchema, cloudRoutes } from '../shared/cloud.ts';
import { ledger, type QueueAction, queue, recognize } from './cloud.ts';
import type { Output } from './output.ts';

type Run = (json: boolean, work: (output: Output, signal: AbortSignal) => Promise<number>) => Promise<void>;

interface Common {
  readonly library: string;
  readonly json?: boolean;
}

function amount(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('Give a number that is not negative.');
  return value;
}

function wholeAmount(text: string): number {
  const value = amount(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('Give a whole number.');
  return value;
}

interface RecognizeFlags extends Common {
  readonly estimate?: boolean;
  readonly test?: boolean;
  readonly keyStdin?: boolean;
  readonly route: string;
  readonly maxCalls?: number;
  readonly maxCost?: number;
}

/** Adds the commands that send pictures to the cloud recogniser and show what was sent. */
export function addCloudCommands(program: Command, run: Run): void {
  const add = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .requiredOption('--library <path>', 'the library, a file that ends in .castline')
      .option('--json', 'print the result as JSON');

  add(
    'recognize',
    'Send chosen keyframes to a cloud recogniser. The key comes from COMETAPI_KEY, KLING_API_KEY, or KLING_ACCESS_KEY with KLING_SECRET_KEY.',
  )
    .alias('recognise')
    .addOption(new Option('--provider <name>', 'who is asked').choices(['kling']).makeOptionMandatory())
    .option('--estimate', 'only say what would be sent and what it would cost')
    .option('--test', 'only test address and key; nothing is charged')
    .option('--key-stdin', 'read the key from stdin; two words are an access and a secret key')
    .addOption(
      new Option('--route <route>', 'the way that is taken')
        .choices(['auto', ...cloudRoutes])
        .default('auto'),
    )
    .option('--max-calls <count>', 'send at most so many now', wholeAmount)
    .option('--max-cost <dollars>', 'spend at most so much now', amount)
    .action((flags: RecognizeFlags) =>
      run(flags.json === true, (output, signal) =>
        recognize(output, {
          library: flags.library,
          estimate: flags.estimate === true,
          test: flags.test === true,
          keyStdin: flags.keyStdin === true,
          route: flags.route === 'auto' ? 'auto' : cloudRouteSchema.parse(flags.route),
          maxCalls: flags.maxCalls,
          maxCost: flags.maxCost,
          signal,
        }),
      ),
    );
  add(
    'ledger',
    'Print what left this machine for the cloud: when, where to, which picture, what it cost.',
  ).action((flags: Common) => run(flags.json === true, (output) => ledger(output, flags.library)));
  add('queue', 'Print the pictures that wait for the cloud recogniser, or pause, resume or retry them.')
    .argument('[action]', 'pause, resume or retry-failed')
    .option('--include-unknown', 'retry also what may have been charged already')
    .action((action: string | undefined, flags: Common & { includeUnknown?: boolean }) =>
      run(flags.json === true, (output) =>
        queue(output, flags.library, actionOf(action), flags.includeUnknown === true),
      ),
    );
}

function actionOf(text: string | undefined): QueueAction | undefined {
  const known = (['pause', 'resume', 'retry-failed'] as const).find((action) => action === text);
  if (text !== undefined && !known) throw new InvalidArgumentError(`There is no action "${text}".`);
  return known;
}
