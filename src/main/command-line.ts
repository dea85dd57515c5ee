/** What the app was started with. */
export interface CommandLine {
  readonly library: string | undefined;
  /** Files and folders to open, absolute. */
  readonly files: readonly string[];
}

/**
 * Reads the app's own arguments, without the program and, in development, the app folder. Switches of Chromium and Node
 * (`--no-sandbox`, `--inspect=0`) stand among them and are passed over; the launcher makes paths absolute.
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  let library: string | undefined;
  const files: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as string;
    if (arg === '--library') library = args[++index];
    else if (arg.startsWith('--library=')) library = arg.slice('--library='.length);
    else if (/\.castline$/i.test(arg) && !arg.startsWith('-')) library = arg;
    else if (!arg.startsWith('-')) files.push(arg);
  }
  return { library, files };
}
