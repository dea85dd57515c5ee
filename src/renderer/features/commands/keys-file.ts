import { z } from 'zod';
import { preferencesSchema } from '../../../shared/contract/preferences.ts';
import { CastlineError } from '../../../shared/errors.ts';
import type { Environment } from '../../app/environment.ts';
import { changePreferences, usePreferences } from '../../app/preferences.ts';
import { clashes, withoutUsual } from '../../commands/bindings.ts';
import { commandName } from '../../commands/command.ts';
import { keyLabel } from '../../commands/keys.ts';
import { commands } from '../../commands/list.ts';
import { onMac } from '../../commands/platform.ts';
import { texts } from '../../texts/index.ts';
import { useToasts } from '../../ui/toast-store.ts';

const fileSchema = z.object({
  castline: z.literal('keys'),
  version: z.literal(1),
  keys: preferencesSchema.shape.keys,
});

/** Hands the keys that were changed to the system's own way of saving a file. */
export function exportKeys(): void {
  const { keys } = usePreferences.getState();
  const text = JSON.stringify({ castline: 'keys', version: 1, keys }, undefined, 2);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = 'Castline keys.json';
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Reads keys from a text. @throws CastlineError invalid-request (no such file, or two commands with one key) */
export function readKeys(text: string): Readonly<Record<string, string[]>> {
  const words = texts().keyboard;
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch (cause) {
    throw new CastlineError('invalid-request', words.noKeysFile, { cause });
  }
  const file = fileSchema.safeParse(stored);
  if (!file.success) throw new CastlineError('invalid-request', words.noKeysFile);
  const keys = withoutUsual(commands, file.data.keys);
  const usual = new Set(clashes(commands, {}).map(({ key }) => key));
  const [clash] = clashes(commands, keys).filter(({ key }) => !usual.has(key));
  if (clash) {
    const names = clash.commands.map(commandName).join(', ');
    throw new CastlineError('invalid-request', words.clash(keyLabel(clash.key, onMac), names));
  }
  return keys;
}

/** Takes the keys of a file over. @throws CastlineError as `readKeys` */
export async function importKeys(environment: Environment, file: File): Promise<void> {
  const keys = readKeys(await file.text());
  const before = usePreferences.getState().keys;
  await changePreferences(environment, { keys: { ...keys } });
  useToasts.getState().show({
    topic: 'edit',
    title: texts().keyboard.imported(Object.keys(keys).length),
    action: {
      label: texts().commands.undo,
      run: () => void changePreferences(environment, { keys: before }),
    },
  });
}
