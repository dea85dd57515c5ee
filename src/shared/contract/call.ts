import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

/** Of a call that takes, or gives, nothing. */
export const nothing = z.undefined();
/** One call of a contract: what goes in, what comes out, and the codes it may fail with beside 'internal'. */
export const call = <In extends z.ZodType, Out extends z.ZodType>(
  input: In,
  output: Out,
  errors: readonly ErrorCode[] = [],
) => ({ input, output, errors });
