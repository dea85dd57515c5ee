import { z } from 'zod';
import { errorReportSchema } from '../errors.ts';
import { accountContract } from './account.ts';
import { engineContract, engineEventSchema } from './engine.ts';
import { menuCommandSchema, shellContract } from './shell.ts';

export * from './account.ts';
export * from './call.ts';
export * from './cast.ts';
export * from './cast-views.ts';
export * from './channels.ts';
export * from './cloud.ts';
export * from './engine.ts';
export * from './export.ts';
export * from './packs.ts';
export * from './preferences.ts';
export * from './search.ts';
export * from './shell.ts';
export * from './timeline.ts';
export * from './upkeep.ts';
export * from './views.ts';

/** What the main process answers itself. */
export const mainContract = { ...shellContract, account: accountContract } as const;
/** All that a window may ask, by area and call. */
export const contract = { ...engineContract, ...mainContract } as const;
export type Contract = typeof contract;

type AnyCall = { input: z.ZodType; output: z.ZodType };
/** The functions that a contract stands for: what a client calls and a server implements. */
export type Client<C> = {
  [A in keyof C]: {
    [N in keyof C[A]]: C[A][N] extends AnyCall
      ? undefined extends z.infer<C[A][N]['input']>
        ? () => Promise<z.infer<C[A][N]['output']>>
        : (input: z.infer<C[A][N]['input']>) => Promise<z.infer<C[A][N]['output']>>
      : never;
  };
};

export type EngineClient = Client<typeof engineContract>;
export type MainClient = Client<typeof mainContract>;
export type WindowClient = Client<Contract>;

/** Looks a call up by names that come from outside; own properties only, so that `constructor` is no call. */
export function findCall(of: object, area: string, name: string): AnyCall | undefined {
  if (!Object.hasOwn(of, area)) return undefined;
  const calls = Reflect.get(of, area) as object;
  if (!Object.hasOwn(calls, name)) return undefined;
  return Reflect.get(calls, name) as AnyCall;
}

/** The request and the reply as they cross a process boundary. */
export const requestSchema = z.object({
  area: z.string().max(40),
  name: z.string().max(40),
  input: z.unknown().optional(),
});
export type Request = z.infer<typeof requestSchema>;

export const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), output: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorReportSchema }),
]);
export type Reply = z.infer<typeof replySchema>;

export const windowEventSchema = z.union([
  engineEventSchema,
  z.object({ type: z.literal('menu'), command: menuCommandSchema }),
  z.object({ type: z.literal('engine-restarted') }),
]);
export type WindowEvent = z.infer<typeof windowEventSchema>;

/** Media URLs of the window: `castline-media://asset/<asset id>`, `…://proxy/<asset id>` and `…://image/<hash>`. */
export const mediaScheme = 'castline-media';
export const assetUrl = (assetId: string): string => `${mediaScheme}://asset/${assetId}`;
/** The proxy of an asset, once it is ready. */
export const proxyUrl = (assetId: string): string => `${mediaScheme}://proxy/${assetId}`;
export const imageUrl = (hash: string): string => `${mediaScheme}://image/${hash}`;

/** What the preload puts on `window.castline`. */
export interface CastlineBridge {
  call(request: Request): Promise<Reply>;
  onEvent(listener: (event: WindowEvent) => void): () => void;
  /** Path of a file that was dropped on the window. */
  pathForFile(file: File): string;
}
