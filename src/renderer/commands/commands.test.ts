import { describe, expect, it } from 'vitest';
import { menuCommandSchema } from '../../shared/contract/preferences.ts';
import { setLanguage } from '../texts/index.ts';
import { belongsToControl, commandForKey, commandName, isTextField } from './command.ts';
import { type KeyPress, keyLabel, keyTextOf } from './keys.ts';
import { commandById, commands } from './list.ts';

const press = (key: string, modifiers = ''): KeyPress => ({
  key,
  ctrlKey: modifiers.includes('c'),
  metaKey: modifiers.includes('m'),
  shiftKey: modifiers.includes('s'),
  altKey: modifiers.includes('a'),
});

describe('keys', () => {
  it.each([
    [press('z', 'c'), false, 'Mod+z'],
    [press('Z', 'cs'), false, 'Mod+Shift+z'],
    [press('z', 'm'), true, 'Mod+z'],
    [press('z', 'c'), true, 'Ctrl+z'],
    [press('z', 'm'), false, 'Meta+z'],
    [press('?', 's'), false, '?'],
    [press('+', 's'), false, '+'],
    [press(' '), false, 'Space'],
    [press('L'), false, 'l'],
    [press('ArrowLeft', 's'), false, 'Shift+ArrowLeft'],
  ])('%#: %j', (event, mac, text) => {
    expect(keyTextOf(event, mac)).toBe(text);
  });

  it.each([
    ['Mod+Shift+z', false, 'Ctrl+Shift+Z'],
    ['Mod+Shift+z', true, '⌘⇧Z'],
    ['ArrowLeft', false, '←'],
    ['+', false, '+'],
    ['Space', false, 'Space'],
  ])('%s is written as it is read', (text, mac, label) => {
    expect(keyLabel(text, mac)).toBe(label);
  });

  it.each([
    ['Mod+Shift+z', false, 'Strg+Umschalt+Z'],
    ['Mod+Shift+z', true, '⌘⇧Z'],
    ['Shift+Delete', false, 'Umschalt+Entf'],
    ['Alt+ArrowLeft', false, 'Alt+←'],
  ])('%s is written as it is printed on a German keyboard', (text, mac, label) => {
    setLanguage('de');
    expect(keyLabel(text, mac)).toBe(label);
    setLanguage('en');
  });
});

describe('commands', () => {
  it.each([
    [press('z', 'c'), 'undo'],
    [press('Z', 'cs'), 'redo'],
    [press('y', 'c'), 'redo'],
    [press('o', 'c'), 'import-files'],
    [press('e', 'c'), 'export'],
    [press('j'), 'reverse'],
    [press(' '), 'play'],
    [press('ArrowRight'), 'next-frame'],
    [press('ArrowRight', 's'), 'forward-second'],
    [press('ArrowUp'), 'previous-shot'],
    [press('Enter'), 'name'],
    [press('5'), 'person-5'],
    [press('\\'), 'fit'],
    [press('?', 's'), 'keys'],
    [press('j', 'c'), undefined],
    [press('q'), undefined],
  ])('%#: key to command %s', (event, id) => {
    expect(commandForKey(commands, event, false)?.id).toBe(id);
  });

  it.each([
    ['ArrowRight', 'cut-later'],
    ['Escape', 'close-cuts'],
    ['y', 'keep-cut'],
    ['l', 'forward'],
    ['a', 'add-cut'],
  ])('in the review of cuts, %s means %s', (key, id) => {
    expect(commandForKey(commands, press(key), false, 'cuts')?.id).toBe(id);
  });

  it('keeps the keys of a scope out of the rest of the desk', () => {
    expect(commandForKey(commands, press('y'), false)).toBeUndefined();
    expect(commandForKey(commands, press('y'), false, 'elsewhere')).toBeUndefined();
  });

  it('gives no key and no id to two commands', () => {
    for (const [, inScope] of Map.groupBy(commands, (command) => command.scope)) {
      const keys = inScope.flatMap((command) => command.keys);
      expect(new Set(keys).size).toBe(keys.length);
    }
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  it('answers every entry of the application menu, and gives each command a key and a label', () => {
    for (const entry of menuCommandSchema.options) {
      expect(commands.filter((command) => command.menu === entry)).toHaveLength(1);
    }
    for (const command of commands) {
      expect(commandName(command)).toMatch(/\p{L}/u);
      expect(command.keys.length).toBeGreaterThan(0);
    }
  });

  it('refuses an id that is not in the list', () => {
    expect(() => commandById('fly')).toThrow('no command "fly"');
  });
});

describe('who gets a key press', () => {
  it.each([
    ['INPUT', true],
    ['TEXTAREA', true],
    ['BUTTON', false],
    ['BODY', false],
  ])('text fields keep theirs: %s', (tagName, expected) => {
    expect(isTextField({ tagName })).toBe(expected);
  });

  it.each([
    ['text', true],
    ['search', true],
    ['number', true],
    ['checkbox', false],
    ['radio', false],
    ['range', false],
  ])('an input of type %s takes letters: %s', (type, expected) => {
    expect(isTextField({ tagName: 'INPUT', type })).toBe(expected);
  });

  it.each([
    [press('Enter'), null, 'BUTTON', true],
    [press(' '), null, 'BUTTON', true],
    [press('j'), null, 'BUTTON', false],
    [press('ArrowLeft'), 'separator', 'DIV', true],
    [press('ArrowLeft'), null, 'BODY', false],
    [press('ArrowDown'), 'menuitem', 'DIV', true],
    [press('z', 'c'), 'menuitem', 'DIV', false],
    [press('Enter'), null, 'BODY', false],
  ])('controls keep those that work them: %#', (event, role, tagName, expected) => {
    expect(belongsToControl(event, role, tagName)).toBe(expected);
  });
});
