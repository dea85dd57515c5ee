import type { EngineClient, SmartBin } from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';
import { changeBin, complete, find, removeBin, saveBin, smartBins } from './search/index.ts';
import type { LibrarySession } from './session.ts';

/** The calls of the area `search`. The session is asked for each time: another library may have been opened. */
export function searchCalls(current: () => LibrarySession): EngineClient['search'] {
  const library = () => current().library;
  const binOf = (id: string): SmartBin => {
    const bin = smartBins(library()).find((one) => one.id === id);
    if (!bin) throw new CastlineError('not-found', 'This smart bin is not there any more.');
    return bin;
  };
  return {
    find: async (asked) => find(library(), asked),
    complete: async ({ text, language }) => complete(library(), text, language),
    bins: async () => smartBins(library()),
    saveBin: async ({ name, query }) => binOf(current().decide((open) => saveBin(open, name, query)).id),
    changeBin: async (asked) => {
      current().decide((open) => changeBin(open, asked));
      return binOf(asked.id);
    },
    removeBin: async ({ id }) => {
      current().decide((open) => removeBin(open, id));
      return undefined;
    },
  };
}
