import { HttpTransport } from '../engine/network/index.ts';
import {
  type CloudAccount,
  type CloudRoute,
  type Credential,
  cloudServiceSchema,
  defaultBaseUrls,
} from '../shared/cloud.ts';
import { CastlineError } from '../shared/errors.ts';

/** Where the key of the cloud recogniser comes from: the environment or stdin, never the command line. */
export interface KeySources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was read from stdin, where that was asked for. */
  readonly stdin?: string;
  readonly route: CloudRoute | 'auto';
}

interface Known {
  readonly account: CloudAccount;
  readonly credential: Credential;
}

function credentialOf({
  env,
  stdin,
}: KeySources): { service: CloudAccount['service']; credential: Credential } | undefined {
  const wanted = cloudServiceSchema.safeParse(env.CASTLINE_CLOUD_SERVICE);
  const bearer = (key: string): Credential => ({ kind: 'bearer', key });
  if (stdin !== undefined && stdin.trim() !== '') {
    // Two words are an access and a secret key; one is an API key.
    const [first = '', second] = stdin.trim().split(/\s+/);
    return second === undefined
      ? { service: wanted.data ?? 'cometapi', credential: bearer(first) }
      : { service: 'kling', credential: { kind: 'pair', accessKey: first, secretKey: second } };
  }
  const {
    COMETAPI_KEY: comet,
    KLING_API_KEY: kling,
    KLING_ACCESS_KEY: accessKey,
    KLING_SECRET_KEY: secretKey,
  } = env;
  if (comet && wanted.data !== 'kling') return { service: 'cometapi', credential: bearer(comet) };
  if (wanted.data === 'cometapi') return undefined;
  if (kling) return { service: 'kling', credential: bearer(kling) };
  return accessKey && secretKey
    ? { service: 'kling', credential: { kind: 'pair', accessKey, secretKey } }
    : undefined;
}

/** The account that the environment names; undefined where it names none. @throws CastlineError usage */
export function accountFrom(sources: KeySources): Known | undefined {
  const found = credentialOf(sources);
  if (!found) return undefined;
  const { service, credential } = found;
  const baseUrl = sources.env.CASTLINE_CLOUD_URL ?? defaultBaseUrls[service];
  if (!/^https?:$/.test(URL.canParse(baseUrl) ? new URL(baseUrl).protocol : '')) {
    throw new CastlineError('usage', 'CASTLINE_CLOUD_URL is no address of a web server.');
  }
  const host = new URL(baseUrl).host.replaceAll(/[^A-Za-z0-9]/g, '-').slice(0, 40);
  return {
    credential,
    account: {
      id: `environment-${service}-${host}`.slice(0, 64),
      service,
      baseUrl,
      route: sources.route,
      allowsPrivateAddresses: sources.env.CASTLINE_CLOUD_PRIVATE === '1',
      signs: credential.kind === 'pair',
    },
  };
}

/** Reads stdin to its end. */
export async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The way to the provider for one command. */
export function cloudTransport(sources: KeySources, version: string): HttpTransport {
  const known = accountFrom(sources);
  return new HttpTransport({
    account: async () => known,
    version,
    clock: () => new Date(),
    env: sources.env,
  });
}
