import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Command, commandName } from '../../src/renderer/commands/command.ts';
import { keyLabel } from '../../src/renderer/commands/keys.ts';
import { commandById, commands } from '../../src/renderer/commands/list.ts';
import { texts } from '../../src/renderer/texts/index.ts';

const file = path.resolve(import.meta.dirname, '../../docs/manual.md');
const manual = readFileSync(file, 'utf8');
const [begin, end] = [/^<!-- keys: .* -->$/m, /^<!-- end of keys -->$/m];

const keysText = (keys: readonly string[]): string =>
  keys.map((key) => `\`${keyLabel(key, false).replaceAll('|', '\\|')}\``).join(' or ');

/** Nine commands that differ by their number are one line. */
function rowOf(command: Command): string[] {
  const [, kind = '', number] = /^(person|tag)-([1-9])$/.exec(command.id) ?? [];
  if (number === undefined) return [`| ${commandName(command)} | ${keysText(command.keys)} |`];
  if (number !== '1') return [];
  const last = commandById(`${kind}-9`);
  return [
    `| ${commandName(command)}, and so on to 9 | ${keysText(command.keys)} to ${keysText(last.keys)} |`,
  ];
}

/** The table of all commands, group by group, as the key sheet has them. */
function keyTable(): string {
  const rows = [...Map.groupBy(commands, ({ group }) => group)].flatMap(([group, members]) => [
    `| **${texts().groups[group]}** | |`,
    ...members.flatMap(rowOf),
  ]);
  return ['| command | keys |', '|---|---|', ...rows].join('\n');
}

/** All words of the window that stand there as they are written: those that are made of parts are functions. */
function shownWords(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(shownWords) : [];
}

/** The manual's own words, without the table of keys and with lines that were broken joined. */
const prose = manual.slice(0, manual.search(begin)).replaceAll(/\n\s*/g, ' ');

describe('the manual', () => {
  // `vitest run --project unit test/unit/manual.test.ts -u` writes the table anew.
  it('has all commands with their keys, as they are', async () => {
    const [from, to] = [begin.exec(manual), end.exec(manual)];
    if (!from || !to) throw new Error('The manual has no place for the keys.');
    const before = manual.slice(0, from.index + from[0].length);
    await expect(`${before}\n${keyTable()}\n${manual.slice(to.index)}`).toMatchFileSnapshot(file);
  });

  it('says in bold only what stands on the screen', () => {
    const words = new Set(shownWords(texts()));
    const bold = [...prose.matchAll(/\*\*(.+?)\*\*/g)].map(([, text = '']) => text);
    expect(bold.length).toBeGreaterThan(100);
    expect(bold.filter((text) => text !== 'Bold' && !words.has(text))).toEqual([]);
  });

  it('gives each command that it names the key that it has', () => {
    const named = [...prose.matchAll(/\*\*([^*]+)\*\* \(`([^`]+)`\)/g)];
    expect(named.length).toBeGreaterThan(60);
    for (const [, name = '', key = ''] of named) {
      const meant = commands.filter((command) => commandName(command) === name);
      expect(meant.length, name).toBeGreaterThan(0);
      const keys = meant.flatMap((command) => command.keys.map((one) => keyLabel(one, false)));
      // Enter is drawn as an arrow.
      expect(keys, name).toContain(key === 'Enter' ? '↵' : key.replace('Escape', 'Esc'));
    }
  });
});
