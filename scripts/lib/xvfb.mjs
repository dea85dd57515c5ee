import { spawn } from 'node:child_process';
import { SetupError } from './log.mjs';

const STARTS_WITHIN_MS = 20_000;
const SCREEN = '1920x1200x24';

/** Starts a virtual display of our own on a free number. Returns `{ display, stop }`. */
export async function startXvfb() {
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'];
  const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const stop = () => {
    child.kill('SIGTERM');
  };
  process.once('exit', stop);
  const number = await new Promise((resolve, reject) => {
    let complaint = '';
    const fail = (why) => reject(new SetupError(`The virtual display (Xvfb) did not start: ${why}`));
    const timer = setTimeout(() => fail('it said nothing for 20 s'), STARTS_WITHIN_MS);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(complaint.trim() || `exit code ${code}`));
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.stdio[3].once('data', (chunk) => {
      clearTimeout(timer);
      resolve(String(chunk).trim());
    });
  });
  return {
    display: `:${number}`,
    stop: () => {
      process.off('exit', stop);
      stop();
    },
  };
}
