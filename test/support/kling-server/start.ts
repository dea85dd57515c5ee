import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { CloudAccount, CloudService, Credential } from '../../../src/shared/cloud.ts';
import type { scriptSchema } from './faults.ts';
import type { LoggedCall } from './server.ts';

/** Keys that nothing but the server of the tests knows; long enough to be searched for on disk. */
export const testKeys = {
  cometKey: 'sk-comet-5f0c2b77d1a94e6e8b35',
  klingKey: 'kling-8c1d4e90aa27413f9d60',
  accessKey: 'access-2f4b6d8091a3c5e7',
  secretKey: 'secret-77b1d3f5092846ace0',
} as const;

export interface RunningServer {
  readonly url: string;
  readonly setScript: (script: z.input<typeof scriptSchema>) => Promise<void>;
  readonly log: () => Promise<{ calls: LoggedCall[]; fetches: number }>;
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts the server in a process of its own. */
export async function startKlingServer(port = 0): Promise<RunningServer> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./main.ts', import.meta.url)), '--port', String(port)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        KLING_SERVER_COMET_KEY: testKeys.cometKey,
        KLING_SERVER_KLING_KEY: testKeys.klingKey,
        KLING_SERVER_ACCESS_KEY: testKeys.accessKey,
        KLING_SERVER_SECRET_KEY: testKeys.secretKey,
      },
    },
  );
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  const { url } = JSON.parse(first) as { url: string };
  const control = async (path: string, body?: string) =>
    (await fetch(`${url}/control/${path}`, body ? { method: 'POST', body } : {})).json() as Promise<{
      calls: LoggedCall[];
      fetches: number;
    }>;
  return {
    url,
    setScript: async (script) => void (await control('script', JSON.stringify(script))),
    log: () => control('log'),
    reset: async () => void (await control('reset')),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}

/** An account at the server. */
export function testAccount(
  url: string,
  service: CloudService,
  more: { route?: CloudAccount['route']; credential?: Credential } = {},
): { account: CloudAccount; credential: Credential } {
  const key = service === 'kling' ? testKeys.klingKey : testKeys.cometKey;
  const credential = more.credential ?? { kind: 'bearer' as const, key };
  return {
    account: {
      id: `test-${service}`,
      service,
      baseUrl: url,
      route: more.route ?? 'auto',
      allowsPrivateAddresses: true,
      signs: credential.kind === 'pair',
    },
    credential,
  };
}
