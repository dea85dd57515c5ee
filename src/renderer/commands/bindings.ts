import { usePreferences } from '../app/preferences.ts';
import type { Command } from './command.ts';
import type { KeyText } from './keys.ts';

/** The keys of a command as this person has set them. */
export function keysOf({ id, keys }: Pick<Command, 'id' | 'keys'>): readonly KeyText[] {
  return usePreferences.getState().keys[id] ?? keys;
}

/** The same, for what is drawn anew when keys are changed. */
export function useKeysOf({ id, keys }: Pick<Command, 'id' | 'keys'>): readonly KeyText[] {
  return usePreferences((state) => state.keys[id]) ?? keys;
}

/** Commands that a key already stands for where it would also stand for this one. */
export function conflictsOf(commands: readonly Command[], command: Command, key: KeyText): Command[] {
  return commands.filter(
    (other) =>
      other.id !== command.id &&
      keysOf(other).includes(key) &&
      // A part of the desk may give a key of the whole desk a meaning of its own.
      other.scope === command.scope,
  );
}

type Keys = Readonly<Record<string, string[]>>;

/** Keys after a command got a new one; `from` lose it. What is as usual again is not kept. */
export function bind(
  commands: readonly Command[],
  keys: Keys,
  change: { readonly command: Command; readonly key: KeyText; readonly from: readonly Command[] },
): Keys {
  const now = (command: Command): readonly KeyText[] => keys[command.id] ?? command.keys;
  const next: Record<string, string[]> = { ...keys };
  for (const other of change.from) next[other.id] = now(other).filter((key) => key !== change.key);
  next[change.command.id] = [change.key];
  return withoutUsual(commands, next);
}

/** Leaves out what is as usual, and commands that there are not. */
export function withoutUsual(commands: readonly Command[], keys: Keys): Keys {
  const usual = new Map<string, Command['keys']>(commands.map((command) => [command.id, command.keys]));
  return Object.fromEntries(
    Object.entries(keys).filter(([id, own]) => {
      const before = usual.get(id);
      return before !== undefined && JSON.stringify(before) !== JSON.stringify(own);
    }),
  );
}

/** Keys that two commands of one part of the desk have, with both; empty for a good set. */
export function clashes(commands: readonly Command[], keys: Keys): { key: KeyText; commands: Command[] }[] {
  const pairs = commands.flatMap((command) =>
    (keys[command.id] ?? command.keys).map((key) => ({
      key,
      command,
      place: `${command.scope ?? ''} ${key}`,
    })),
  );
  return [...Map.groupBy(pairs, ({ place }) => place).values()].flatMap((same) => {
    const [first] = same;
    return first && same.length > 1 ? [{ key: first.key, commands: same.map(({ command }) => command) }] : [];
  });
}
