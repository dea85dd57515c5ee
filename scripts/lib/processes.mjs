import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const SHELL_CONVENTION = 128; // a process ended by signal n is reported as 128 + n

function exitCodeOf(code, signal) {
  return code ?? SHELL_CONVENTION + (constants.signals[signal] ?? 0);
}

/**
 * Runs a child on this terminal and passes its exit code on.
 * A terminal sends Ctrl+C to the child as well, so SIGINT only keeps us waiting for the child's decision;
 * signals sent to us alone are handed on.
 */
export function runInherited(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const onSignal = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, onSignal);
    const settle = (action) => {
      for (const signal of signals) process.off(signal, onSignal);
      action();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code, signal) => settle(() => resolve(exitCodeOf(code, signal))));
  });
}

/** Runs a child quietly. Resolves with `{ code, stdout, stderr }`; code 127 where the command does not exist. */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.once('error', (error) => resolve({ code: 127, stdout, stderr: stderr + error.message }));
    child.once('close', (code, signal) => resolve({ code: exitCodeOf(code, signal), stdout, stderr }));
  });
}

/**
 * Runs npm the way the user's own npm was started, or the npm on PATH. By the Node that runs npm, where it says so: the one
 * that runs this may be the project's own, which `npm ci` takes away and puts back.
 */
export function captureNpm(args, options = {}) {
  const { npm_execpath: cli, npm_node_execpath: node = process.execPath } = process.env;
  if (cli?.endsWith('.js')) return capture(node, [cli, ...args], options);
  return capture('npm', args, { shell: process.platform === 'win32', ...options });
}
