import { afterEach, describe, expect, it } from 'vitest';
import type { EditLabel } from '../../shared/edit-label.ts';
import { commands } from '../commands/list.ts';
import { editName } from '../ui/texts.ts';
import { languageOf, languages, setLanguage, texts } from './index.ts';

afterEach(() => setLanguage('en'));

describe('the language', () => {
  it.each([
    ['system', ['de-AT', 'en'], 'de'],
    ['system', ['fr', 'de'], 'de'],
    ['system', ['en-US', 'de'], 'en'],
    ['system', ['fr'], 'en'],
    ['system', [], 'en'],
    ['de', ['en'], 'de'],
    ['en', ['de'], 'en'],
  ] as const)('%s with %j is %s', (choice, system, language) => {
    expect(languageOf(choice, system)).toBe(language);
  });

  it('writes counts with its plural and its thousands', () => {
    expect([1, 2, 12_345].map(texts().count.shots)).toEqual(['1 shot', '2 shots', '12,345 shots']);
    setLanguage('de');
    expect([1, 2, 12_345].map(texts().count.shots)).toEqual([
      '1 Einstellung',
      '2 Einstellungen',
      '12.345 Einstellungen',
    ]);
  });

  it('has words for every edit, and keeps the sentence of an older library', () => {
    const who = { kind: 'person', name: null, number: 3 } as const;
    const labels: EditLabel[] = [
      { did: 'give-faces', count: 2, to: who },
      { did: 'move-cut', kind: 'dissolve', from: '01:00:00:01', to: '01:00:00:02' },
      { did: 'said', text: 'Name Anna' },
    ];
    expect(labels.map(editName)).toEqual([
      'Give 2 faces to Unnamed 3',
      'Move the dissolve from 01:00:00:01 to 01:00:00:02',
      'Name Anna',
    ]);
    setLanguage('de');
    expect(labels.map(editName)).toEqual([
      '2 Gesichter zu Unbenannt 3 geben',
      'Überblendung von 01:00:00:01 nach 01:00:00:02 verschieben',
      'Name Anna',
    ]);
  });

  it('has no empty text in any language', () => {
    const empty = (node: unknown): boolean =>
      typeof node === 'string'
        ? node.trim() === ''
        : typeof node === 'object' && node !== null && Object.values(node).some(empty);
    for (const language of languages) {
      setLanguage(language);
      expect(empty(texts())).toBe(false);
    }
  });
});

describe('commands', () => {
  it('have their names in en/commands.ts and de/commands.ts', () => {
    const missing = commands.filter(({ id }) => !Object.hasOwn(texts().commands, id));
    expect(missing.map(({ id }) => id)).toEqual([]);
  });
});
