/**
 * A stand-in for the cloud recogniser that speaks as its vendors document it. Run by `npm run kling-server -- --port 8091`;
 * prints one line of JSON with its address once it listens. See faults.ts for what it can be told to do wrong.
 */
import { parseArgs } from 'node:util';
import { KlingServer } from './server.ts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, script: { type: 'string' } },
});
const env = (name: string, otherwise: string): string => process.env[name] ?? otherwise;

const server = new KlingServer({
  cometKey: env('KLING_SERVER_COMET_KEY', 'sk-comet-for-tests'),
  klingKey: env('KLING_SERVER_KLING_KEY', 'kling-key-for-tests'),
  accessKey: env('KLING_SERVER_ACCESS_KEY', 'access-for-tests'),
  secretKey: env('KLING_SERVER_SECRET_KEY', 'secret-for-tests'),
});
server.http.listen(Number(values.port), '127.0.0.1', async () => {
  const address = server.http.address();
  const url = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
  if (values.script) await fetch(`${url}/control/script`, { method: 'POST', body: values.script });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
