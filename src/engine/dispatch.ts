import {
  type EngineClient,
  engineContract,
  findCall,
  type Reply,
  type Request,
} from '../shared/contract/index.ts';
import { CastlineError, toCastlineError } from '../shared/errors.ts';

/** Answers a request that came from another process: input and output are checked against the contract. */
export async function dispatch(calls: EngineClient, request: Request): Promise<Reply> {
  try {
    const call = findCall(engineContract, request.area, request.name);
    if (!call)
      throw new CastlineError('invalid-request', `There is no call ${request.area}.${request.name}.`);
    const input = call.input.safeParse(request.input);
    if (!input.success) {
      throw new CastlineError(
        'invalid-request',
        `${request.area}.${request.name} was asked in the wrong form.`,
        {
          details: input.error.message,
        },
      );
    }
    const area = Reflect.get(calls, request.area) as Record<string, (input: unknown) => Promise<unknown>>;
    const answer = area[request.name];
    if (!answer)
      throw new CastlineError('internal', `${request.area}.${request.name} has no implementation.`);
    return { ok: true, output: call.output.parse(await answer(input.data)) };
  } catch (thrown) {
    return { ok: false, error: toCastlineError(thrown).report() };
  }
}
