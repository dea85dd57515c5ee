import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { preferencesSchema, usualPreferences } from '../shared/contract/preferences.ts';
import { JsonFile } from './preferences.ts';

const folder = mkdtempSync(join(tmpdir(), 'castline-preferences-'));
afterAll(() => rmSync(folder, { recursive: true }));
const open = (name: string) => new JsonFile(join(folder, 'deep', name), preferencesSchema, usualPreferences);

describe('preferences', () => {
  it('are as usual before anything was set, and as set after', async () => {
    expect(open('a.json').read()).toEqual(usualPreferences);
    const chosen = { ...usualPreferences, theme: 'light' as const, keys: { play: ['p'] } };
    await open('a.json').write(chosen);
    expect(open('a.json').read()).toEqual(chosen);
  });

  it('are whole after many writes at once', async () => {
    const file = open('b.json');
    await Promise.all([1, 1.25, 1.5, 2].map((scale) => file.write({ ...usualPreferences, scale })));
    expect(JSON.parse(readFileSync(join(folder, 'deep', 'b.json'), 'utf8'))).toMatchObject({ scale: 2 });
  });

  it.each([
    ['no JSON', '{'],
    ['of another kind', '"text"'],
    ['out of range', '{"scale": 40}'],
  ])('that are %s are as usual', (_, text) => {
    writeFileSync(join(folder, 'deep', 'c.json'), text);
    expect(open('c.json').read()).toEqual(usualPreferences);
  });

  it('of an older Castline keep what they have', () => {
    writeFileSync(join(folder, 'deep', 'd.json'), '{"language": "de"}');
    expect(open('d.json').read()).toEqual({ ...usualPreferences, language: 'de' });
  });
});
