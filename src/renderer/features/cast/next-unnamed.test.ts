import { expect, it } from 'vitest';
import { nextUnnamed } from './next-unnamed.ts';

const people = [
  { id: 'a', name: null },
  { id: 'b', name: 'Bob' },
  { id: 'c', name: null },
  { id: 'd', name: null },
] as unknown as Parameters<typeof nextUnnamed>[0];

it.each([
  ['a', 'c'],
  ['b', 'c'],
  ['c', 'd'],
  ['d', 'a'],
  ['x', 'a'],
])('after %s comes %s', (after, next) => {
  expect(nextUnnamed(people, after as never)?.id).toBe(next);
});

it('ends when all but the present one have names', () => {
  expect(nextUnnamed([people[0]!, people[1]!], 'a' as never)).toBeUndefined();
});
