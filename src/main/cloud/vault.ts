import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import {
  type CloudAccount,
  type Credential,
  cloudAccountSchema,
  credentialSchema,
} from '../../shared/cloud.ts';
import type { AccountInput, AccountView } from '../../shared/contract/index.ts';
import { CastlineError } from '../../shared/errors.ts';

/** The system's safe place for secrets. */
export interface KeyBox {
  /** False where what it seals could be opened by everybody. */
  readonly canKeep: boolean;
  readonly name: string;
  seal(text: string): Buffer;
  /** Throws where the system does not open it: another user, another machine, a locked keyring. */
  open(sealed: Buffer): string;
}

const fileSchema = z.object({
  account: cloudAccountSchema,
  /** The credential, sealed by the system, as Base64; absent where the system cannot keep it. */
  sealed: z.string().optional(),
});
type Kept = z.infer<typeof fileSchema>;

interface Known {
  readonly account: CloudAccount;
  readonly credential: Credential;
}

/**
 * The account at the provider and its key. The key is on disk only as the system has sealed it; where the system offers no
 * real encryption it is in memory alone. Nothing that is handed out holds it but `known`, which is for the transport.
 */
export class AccountVault {
  private readonly path: string;
  private readonly box: () => KeyBox;
  private kept: Kept | undefined;
  private credential: Credential | undefined;
  private hasRead = false;

  /** @param box asked for late: the system's keyring is not there before the app is ready */
  constructor(path: string, box: () => KeyBox) {
    this.path = path;
    this.box = box;
  }

  view(): AccountView {
    this.read();
    const { canKeep, name } = this.box();
    const key = !this.credential ? 'none' : this.kept?.sealed === undefined ? 'session' : 'kept';
    return { account: this.kept?.account ?? null, key, canKeep, keeper: name };
  }

  /** For the transport alone. */
  known(): Known | undefined {
    this.read();
    return this.kept && this.credential && { account: this.kept.account, credential: this.credential };
  }

  /** @throws CastlineError invalid-request for an address that is none, and as writing does */
  async save(input: AccountInput): Promise<AccountView> {
    this.read();
    const before = this.kept?.account;
    const baseUrl = checkedUrl(input.baseUrl);
    // A key goes to the provider that it was entered for, and to the address that was seen then.
    const isSamePlace =
      before?.service === input.service && new URL(before.baseUrl).host === new URL(baseUrl).host;
    const credential = input.credential ?? (isSamePlace ? this.credential : undefined);
    const isSame = before && isSamePlace && input.credential === null;
    const { service, route, allowsPrivateAddresses } = input;
    const id = isSame ? before.id : `a${randomUUID()}`;
    const signs = credential?.kind === 'pair';
    const account: CloudAccount = { id, service, baseUrl, route, allowsPrivateAddresses, signs };
    const box = this.box();
    const sealed =
      credential && box.canKeep ? box.seal(JSON.stringify(credential)).toString('base64') : undefined;
    const kept: Kept = { account, ...(sealed === undefined ? {} : { sealed }) };
    await this.write(kept);
    this.kept = kept;
    this.credential = credential;
    return this.view();
  }

  async forget(): Promise<AccountView> {
    await rm(this.path, { force: true });
    this.kept = undefined;
    this.credential = undefined;
    return this.view();
  }

  /** A file that is missing or broken means that there is no account; a key that cannot be opened is to be entered again. */
  private read(): void {
    if (this.hasRead) return;
    this.hasRead = true;
    try {
      this.kept = fileSchema.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      return;
    }
    const { sealed } = this.kept;
    const box = this.box();
    if (sealed === undefined || !box.canKeep) return;
    try {
      this.credential = credentialSchema.parse(JSON.parse(box.open(Buffer.from(sealed, 'base64'))));
    } catch {
      this.kept = { account: this.kept.account };
    }
  }

  private async write(kept: Kept): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const fresh = `${this.path}.new`;
    await writeFile(fresh, JSON.stringify(kept, undefined, 2), { mode: 0o600 });
    await rename(fresh, this.path);
  }
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new CastlineError('invalid-request', 'The address of the provider is no address of a web server.');
  }
  // Over plain HTTP the key could be read on the way; to this machine and its network there is no way to speak of.
  if (url.protocol === 'http:' && !isNear(url.hostname)) {
    throw new CastlineError(
      'invalid-request',
      'The address must begin with https: the key would travel unprotected.',
    );
  }
  return text.replace(/\/+$/, '');
}

const isNear = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.local') ||
  /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host) ||
  host === '[::1]';
