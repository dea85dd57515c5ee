import { accountContract } from './account.ts';
import { shellContract } from './shell.ts';

/** What the main process answers itself. */
export const mainContract = { ...shellContract, account: accountContract } as const;
