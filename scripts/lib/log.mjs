const started = performance.now();

/**
 * One calm line per step, on the given stream, with the seconds since the command began.
 * `castline` passes stderr, so that what it prints on stdout stays machine-readable.
 */
export function createLog(stream = process.stdout) {
  const line = (text) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
    stream.write(`[${seconds} s] ${text}\n`);
  };
  return {
    line,
    /** Says what is being done, and again every 30 s while it lasts, so that a long step never looks hung. */
    async step(text, work) {
      line(`${text} …`);
      const begun = performance.now();
      const beat = setInterval(() => {
        line(`… still ${text.split(/[:(]/)[0].trim()} (${Math.round((performance.now() - begun) / 1000)} s)`);
      }, 30_000);
      try {
        return await work();
      } finally {
        clearInterval(beat);
      }
    },
  };
}

/** A failure the user can act on: its message is printed as it is, without a stack. */
export class SetupError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = 'SetupError';
  }
}

/** Runs a script's main function; its number is the exit code, a failure is a sentence and exit code 1. */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`\n${error instanceof SetupError ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}
