import type { z } from 'zod';
import type { engineContract } from './engine.ts';
import type { EngineEvent } from './events.ts';
import type { mainContract } from './main.ts';
import type { MenuCommand } from './preferences.ts';
import type { AnyCall, Reply, Request } from './request.ts';

/**
 * All of the contract. Types come from here; values come from the file that they are in, so that window and main process do not
 * build the schemas of every call of the engine before they show anything.
 */

export * from './account.ts';
export * from './call.ts';
export * from './cast.ts';
export * from './cast-views.ts';
export * from './channels.ts';
export * from './cloud.ts';
export * from './engine.ts';
export * from './events.ts';
export * from './export.ts';
export * from './main.ts';
export * from './media-urls.ts';
export * from './packs.ts';
export * from './preferences.ts';
export * from './request.ts';
export * from './search.ts';
export * from './shell.ts';
export * from './timeline.ts';
export * from './upkeep.ts';
export * from './views.ts';

/** All that a window may ask, by area and call. */
export type Contract = typeof engineContract & typeof mainContract;

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

/** What the engine answers. */
export type EngineClient = Client<typeof engineContract>;
/** What the main process answers. */
export type MainClient = Client<typeof mainContract>;
/** All that a window can ask. */
export type WindowClient = Client<Contract>;

/** What the window is told unasked. */
export type WindowEvent =
  | EngineEvent
  | { readonly type: 'menu'; readonly command: MenuCommand }
  | { readonly type: 'all-changed' };

/** What the preload puts on `window.castline`. */
export interface CastlineBridge {
  call(request: Request): Promise<Reply>;
  onEvent(listener: (event: WindowEvent) => void): () => void;
  /** Path of a file that was dropped on the window. */
  pathForFile(file: File): string;
}
