// npm run audit: asks the registry for known holes in what ships and fails on serious ones. A registry that has no such list, or
// no network, is said and is no failure: the answer is then not known, which is not the same as bad.
import { spawnSync } from 'node:child_process';
import { root } from './lib/paths.mjs';

const serious = ['high', 'critical'];
const ran = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: root,
  encoding: 'utf8',
  timeout: 120_000,
  maxBuffer: 2 ** 26,
  shell: process.platform === 'win32',
});

function answerOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const answer = answerOf(ran.stdout ?? '');
if (!answer?.vulnerabilities) {
  const status = answer?.statusCode ? `the registry answered with HTTP ${answer.statusCode}` : '';
  const why = answer?.error?.summary || status || 'there was no answer from the registry';
  console.log(`The dependencies were not audited: ${why}.`);
} else {
  const found = Object.values(answer.vulnerabilities).filter(({ severity }) => serious.includes(severity));
  for (const { name, severity, range, fixAvailable } of found) {
    console.log(`${severity}: ${name} ${range}${fixAvailable ? ' (there is a fix)' : ''}`);
  }
  const { total = 0 } = answer.metadata?.vulnerabilities ?? {};
  console.log(`${found.length} serious of ${total} known holes in what ships.`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
