import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

/** One call of a contract: what goes in, what comes out, and the codes it may fail with beside 'internal'. */
export interface CallContract {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly errors: readonly ErrorCode[];
}

export const nothing = z.undefined();
export const call = <In extends z.ZodType, Out extends z.ZodType>(
  input: In,
  output: Out,
  errors: readonly ErrorCode[] = [],
) => ({ input, output, errors });
