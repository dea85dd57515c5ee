import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSources } from '../support/architecture.ts';
import { findLiterals } from '../support/literals.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('texts of the window', () => {
  it('stand in src/renderer/texts and nowhere else', () => {
    const files = readSources(root, ['src/renderer']).filter(
      ({ path: file }) =>
        /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('src/renderer/texts/'),
    );
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(findLiterals)).toEqual([]);
  });
});

describe('the check itself', () => {
  const judge = (text: string) => findLiterals({ path: 'src/renderer/a.tsx', text });
  it.each([
    '<p>Hello</p>',
    '<p>{many} faces</p>',
    '<button aria-label="Close" />',
    '<button title={open ? "Close it" : words.open} />',
    '<Choice note={`set by $' + '{name} today`} />',
    "show({ title: 'Done it' })",
    '<b>{count > 1 && "more of them"}</b>',
    "say(late ? 'It is late' : word)",
    '({ yes: "Kept apart" }).yes',
    'say(`$' + '{faces} given to $' + '{name}`)',
  ])('refuses %s', (text) => {
    expect(judge(`export const a = () => ${text};`)).toHaveLength(1);
  });

  it.each([
    '<p>{words.hello}</p>',
    '<i className="a b" data-key="x y" />',
    '<p>·</p>',
    "show({ title: words.done, code: 'not found' })",
    "<img alt='' src={url} />",
    '`person $' + '{id} $' + '{frame}`',
    '({ group: "Edit and export" })',
    'find(".clip.selected .clip-main")',
  ])('accepts %s', (text) => {
    expect(judge(`export const a = () => ${text};`)).toEqual([]);
  });
});
