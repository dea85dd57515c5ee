import { texts } from '../texts/index.ts';

/**
 * Keys as text: modifiers joined by `+`, then the key as `KeyboardEvent.key` names it ("Mod+Shift+z", "ArrowLeft", "?").
 * `Mod` is Cmd on a Mac and Ctrl elsewhere.
 */
export type KeyText = string;

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Signs for which Shift only says how the keyboard reaches them. */
const reachedByShift = (key: string): boolean => key.length === 1 && !/[a-z0-9]/i.test(key);

/** The text of a key press, in the form in which commands write their keys. */
export function keyTextOf(press: KeyPress, mac: boolean): KeyText {
  const mod = mac ? press.metaKey : press.ctrlKey;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return [
    ...(mod ? ['Mod'] : []),
    ...(mac && press.ctrlKey ? ['Ctrl'] : []),
    ...(!mac && press.metaKey ? ['Meta'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey && !reachedByShift(key) ? ['Shift'] : []),
    key === ' ' ? 'Space' : key,
  ].join('+');
}

const names: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: '↵',
  Escape: 'Esc',
};
const macNames: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' };

/** A key as it is written on buttons and in the key sheet: "Ctrl+Shift+Z", "⇧⌘Z", "←", and "Strg+Umschalt+Z" in German. */
export function keyLabel(text: KeyText, mac: boolean): string {
  const parts = text === '+' ? ['+'] : text.split('+');
  const shown = parts.map((part) => {
    if (mac && macNames[part]) return macNames[part];
    const name = part === 'Mod' ? 'Ctrl' : part;
    return names[name] ?? texts().keyboard.printed[name] ?? (name.length === 1 ? name.toUpperCase() : name);
  });
  return shown.join(mac ? '' : '+');
}
