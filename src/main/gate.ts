import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { channels, type FirstAnswers } from '../shared/contract/channels.ts';
import type { MainClient, Reply, Request } from '../shared/contract/index.ts';
import { mainContract } from '../shared/contract/main.ts';
import { findCall, requestSchema } from '../shared/contract/request.ts';
import { CastlineError, toCastlineError } from '../shared/errors.ts';
import type { Log } from './log.ts';

/** Who answers a window’s requests, and which windows are ours. */
export interface GateOptions {
  /** What the engine answers. */
  readonly ask: (request: Request) => Promise<Reply>;
  /** What the main process answers itself. */
  readonly own: MainClient;
  /** What a page is told before it can ask. */
  readonly first: () => FirstAnswers;
  readonly log: Log;
  /** True for the main frame of a window that Castline made. */
  readonly isOurs: (sender: WebContents, url: string) => boolean;
}

async function answerItself(own: MainClient, { area, name, input }: Request): Promise<Reply> {
  const call = findCall(mainContract, area, name);
  if (!call) throw new CastlineError('invalid-request', `There is no call ${area}.${name}.`);
  const parsed = call.input.safeParse(input);
  if (!parsed.success) {
    throw new CastlineError('invalid-request', `${area}.${name} was asked in the wrong form.`);
  }
  const calls = own as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  return { ok: true, output: call.output.parse(await calls[area]?.[name]?.(parsed.data)) };
}

/**
 * The one door between windows and the rest: the sender is checked here, and what the main process answers itself against the
 * contract. What the engine is asked it checks itself, by the same contract, whose schemas are not built here a second time.
 */
export function openGate(options: GateOptions): void {
  const checkSender = ({ sender, senderFrame: frame }: IpcMainInvokeEvent): void => {
    if (frame && frame === sender.mainFrame && options.isOurs(sender, frame.url)) return;
    throw new CastlineError('refused-sender', 'A request from outside the window was refused.');
  };
  const answer = async (event: IpcMainInvokeEvent, data: unknown): Promise<Reply> => {
    try {
      checkSender(event);
      const request = requestSchema.safeParse(data);
      if (!request.success) throw new CastlineError('invalid-request', 'The request has the wrong form.');
      const { area, name } = request.data;
      if (Object.hasOwn(mainContract, area)) return await answerItself(options.own, request.data);
      const reply = await options.ask(request.data);
      if (!reply.ok) options.log.note('call failed', { call: `${area}.${name}`, ...reply.error });
      return reply;
    } catch (thrown) {
      const error = toCastlineError(thrown).report();
      options.log.note('request refused', error);
      return { ok: false, error };
    }
  };
  ipcMain.handle(channels.call, answer);
  ipcMain.handle(channels.first, (event): FirstAnswers => {
    checkSender(event);
    return options.first();
  });
}
