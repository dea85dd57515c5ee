import type { MenuTexts } from '../../shared/contract/index.ts';
import { menuCommandSchema } from '../../shared/contract/preferences.ts';
import { keysOf } from '../commands/bindings.ts';
import { commandName } from '../commands/command.ts';
import type { KeyText } from '../commands/keys.ts';
import { commands } from '../commands/list.ts';
import { texts } from '../texts/index.ts';

/** A key as Electron writes accelerators: "CmdOrCtrl+Shift+Z". */
export function acceleratorOf(key: KeyText): string {
  const parts = key === '+' ? ['Plus'] : key.split('+');
  return parts
    .map((part) =>
      part === 'Mod' ? 'CmdOrCtrl' : part.length === 1 ? part.toUpperCase() : part.replace('Arrow', ''),
    )
    .join('+');
}

/** The words and keys of the application menu, from the same list as buttons and palette. */
export function menuTexts(): MenuTexts {
  const listed = commands.filter(
    ({ menu }) => menu !== undefined && menuCommandSchema.options.includes(menu),
  );
  const { file, edit, view, help, recent, ...roles } = texts().menu;
  return {
    labels: {
      ...Object.fromEntries(listed.map((command) => [command.menu, commandName(command)])),
      'menu-file': file,
      'menu-edit': edit,
      'menu-view': view,
      'menu-help': help,
      'menu-recent': recent,
      ...Object.fromEntries(Object.entries(roles).map(([role, label]) => [`role-${role}`, label])),
    },
    accelerators: Object.fromEntries(
      listed.flatMap((command) => {
        const [key] = keysOf(command);
        return key === undefined ? [] : [[command.menu, acceleratorOf(key)]];
      }),
    ),
  };
}
