import type { MenuCommand } from '../../shared/contract/index.ts';
import type { Environment } from '../app/environment.ts';
import { type Texts, texts } from '../texts/index.ts';
import { keysOf } from './bindings.ts';
import { type KeyPress, type KeyText, keyTextOf } from './keys.ts';

export type CommandId = keyof Texts['commands'];
export type CommandGroup = keyof Texts['groups'];

/** The keys that stand for people and tags by their place. */
export const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** An action as data: the same entry feeds button, tooltip, shortcut, menu and key sheet. */
export interface Command {
  /** The name of its text, too. */
  readonly id: CommandId;
  readonly group: CommandGroup;
  readonly keys: readonly KeyText[];
  /** Works only while the part of the desk with this `data-keys` has the focus, and goes first there. */
  readonly scope?: 'cuts' | 'review' | 'person' | 'search' | 'wardrobe';
  /** Works while text is typed, too. */
  readonly inFields?: boolean;
  /** Whether holding the key down repeats it. */
  readonly repeats?: boolean;
  /** The entry of the application menu that runs it. */
  readonly menu?: MenuCommand;
  readonly when?: (environment: Environment) => boolean;
  readonly run: (environment: Environment) => void;
  /** The key was let go, or can no longer be heard. */
  readonly release?: (environment: Environment) => void;
}

/** What a command is called in the language in use. */
export const commandName = ({ id }: Pick<Command, 'id'>): string => texts().commands[id];

/** The command that a key press stands for, whether or not it can run now. `scope`: the part of the desk with the focus. */
export function commandForKey(
  commands: readonly Command[],
  press: KeyPress,
  mac: boolean,
  scope?: string,
): Command | undefined {
  const text = keyTextOf(press, mac);
  const meant = commands.filter((command) => keysOf(command).includes(text));
  return (
    meant.find((command) => command.scope !== undefined && command.scope === scope) ??
    meant.find((command) => command.scope === undefined)
  );
}

/** Inputs that take no letters. */
const wordless = /^(checkbox|radio|range|button|submit|color|file)$/;

/** True where letters are text: there a key press belongs to the field. */
export function isTextField(element: {
  readonly tagName: string;
  readonly type?: string;
  readonly isContentEditable?: boolean;
}): boolean {
  if (element.tagName === 'INPUT') return !wordless.test(element.type ?? 'text');
  return /^(TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable === true;
}

/** Keys by which a focused button, link, menu or slider is worked: those stay with it. */
export function belongsToControl(press: KeyPress, role: string | null, tagName: string): boolean {
  if (press.ctrlKey || press.metaKey || press.altKey) return false;
  if (/^(menu|menuitem|menubar|dialog)$/.test(role ?? '')) return true;
  const activates = press.key === 'Enter' || press.key === ' ';
  // A box to tick, one of several, a slider: text fields were asked before.
  if (tagName === 'INPUT') return activates || /^(Arrow|Home|End|Page)/.test(press.key);
  if (activates) return tagName === 'BUTTON' || tagName === 'A' || role === 'button' || role === 'option';
  return (role === 'separator' || role === 'scrollbar') && /^(Arrow|Home|End)/.test(press.key);
}
