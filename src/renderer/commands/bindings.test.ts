import { afterEach, describe, expect, it } from 'vitest';
import { usualPreferences } from '../../shared/contract/preferences.ts';
import { acceleratorOf, menuTexts } from '../app/menu-texts.ts';
import { usePreferences } from '../app/preferences.ts';
import { readKeys } from '../features/commands/keys-file.ts';
import { setLanguage } from '../texts/index.ts';
import { bind, clashes, conflictsOf, keysOf, withoutUsual } from './bindings.ts';
import { commandForKey } from './command.ts';
import { commandById, commands } from './list.ts';

const press = (key: string) => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false });
const use = (keys: Readonly<Record<string, string[]>>) => usePreferences.setState({ keys: { ...keys } });
afterEach(() => {
  usePreferences.setState(usualPreferences);
  setLanguage('en');
});

describe('keys that were changed', () => {
  it('run their command, and the usual ones no longer do', () => {
    use(bind(commands, {}, { command: commandById('boxes'), key: 'q', from: [] }));
    expect(keysOf(commandById('boxes'))).toEqual(['q']);
    expect(commandForKey(commands, press('q'), false)?.id).toBe('boxes');
    expect(commandForKey(commands, press('b'), false)).toBeUndefined();
  });

  it('are taken from who had them', () => {
    const boxes = commandById('boxes');
    const from = conflictsOf(commands, boxes, 'm');
    expect(from.map(({ id }) => id)).toEqual(['marker']);
    const keys = bind(commands, {}, { command: boxes, key: 'm', from });
    expect(keys).toEqual({ boxes: ['m'], marker: [] });
    expect(clashes(commands, keys).filter(({ key }) => key === 'm')).toEqual([]);
    use(keys);
    expect(commandForKey(commands, press('m'), false)?.id).toBe('boxes');
  });

  it('clash only within one part of the desk', () => {
    expect(conflictsOf(commands, commandById('keep-cut'), 'a')).toEqual([]);
    expect(conflictsOf(commands, commandById('keep-cut'), 'n').map(({ id }) => id)).toEqual(['remove-cut']);
  });

  it('are not kept where they are as usual, or of no command', () => {
    expect(withoutUsual(commands, { boxes: ['b'], fly: ['f'], sound: ['q'] })).toEqual({ sound: ['q'] });
  });
});

describe('a file of keys', () => {
  const file = (keys: object) => JSON.stringify({ castline: 'keys', version: 1, keys });
  it('is read', () => {
    expect(readKeys(file({ boxes: ['q'], gone: ['x'] }))).toEqual({ boxes: ['q'] });
  });

  it.each([
    ['no JSON', '{', 'holds no keys'],
    ['another file', '{"a": 1}', 'holds no keys'],
    ['two commands with one key', file({ boxes: ['m'] }), 'M stands for two commands: Boxes, '],
  ])('with %s is refused', (_, text, message) => {
    expect(() => readKeys(text)).toThrow(message);
  });
});

describe('the application menu', () => {
  it.each([
    ['Mod+Shift+z', 'CmdOrCtrl+Shift+Z'],
    ['ArrowLeft', 'Left'],
    ['+', 'Plus'],
    ['F1', 'F1'],
  ])('writes %s as %s', (key, accelerator) => {
    expect(acceleratorOf(key)).toBe(accelerator);
  });

  it('speaks the language of the window and shows its keys', () => {
    setLanguage('de');
    use({ undo: ['F9'] });
    const { labels, accelerators } = menuTexts();
    expect(labels).toMatchObject({ undo: 'Rückgängig', 'menu-file': '&Datei' });
    expect(accelerators).toMatchObject({ undo: 'F9', 'import-files': 'CmdOrCtrl+O' });
  });
});
