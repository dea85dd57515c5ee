import type { HttpTransport } from '../../engine/network/index.ts';
import type { CloudTransport } from '../../shared/cloud.ts';
import type { MainClient } from '../../shared/contract/index.ts';
import type { AccountVault } from './vault.ts';

/** What the way to the cloud works with. */
export interface CloudDoorOptions {
  readonly vault: AccountVault;
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The proxy that the system would take for an address, as Chromium says it: "PROXY host:port; DIRECT". */
  readonly systemProxy: (url: string) => Promise<string>;
  /** Told when account or key have changed. */
  readonly onChange: () => void;
}

/** `PROXY host:port` as the address that HTTP_PROXY would have; empty for a direct way, and for what undici cannot speak. */
export function proxyAddress(said: string): string {
  const [, kind, host] = /^\s*(PROXY|HTTPS)\s+([^;\s]+)/.exec(said) ?? [];
  return host ? `${kind === 'HTTPS' ? 'https' : 'http'}://${host}` : '';
}

/** The way to the provider out of the main process, and the window's calls on account and key. */
export function openCloudDoor(options: CloudDoorOptions): {
  transport: CloudTransport;
  account: MainClient['account'];
} {
  const { vault, onChange } = options;
  let made: Promise<HttpTransport> | undefined;
  // Most starts send nothing: what speaks HTTP is loaded at the first call.
  const http = (): Promise<HttpTransport> => {
    made ??= makeTransport(options);
    return made;
  };
  const changed = <T>(view: T): T => {
    onChange();
    return view;
  };
  return {
    transport: {
      account: async () => vault.known()?.account,
      send: async (request, signal) => (await http()).send(request, signal),
      fetchPicture: async (url, signal) => (await http()).fetchPicture(url, signal),
    },
    account: {
      read: async () => vault.view(),
      save: async (input) => changed(await vault.save(input)),
      forget: async () => changed(await vault.forget()),
    },
  };
}

async function makeTransport({ vault, version, env, systemProxy }: CloudDoorOptions): Promise<HttpTransport> {
  const hasOwn = ['HTTP_PROXY', 'HTTPS_PROXY'].some((name) => env[name] ?? env[name.toLowerCase()]);
  const proxy = hasOwn ? '' : proxyAddress(await systemProxy('https://api.cometapi.com/').catch(() => ''));
  const { HttpTransport } = await import('../../engine/network/index.ts');
  return new HttpTransport({
    account: async () => vault.known(),
    version,
    clock: () => new Date(),
    env: proxy === '' ? env : { ...env, HTTPS_PROXY: proxy, HTTP_PROXY: proxy },
  });
}
