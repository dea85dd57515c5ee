import type { PersonView } from '../../../shared/contract/index.ts';

/** The next person without a name after one of them, in the order of the list, starting again at its top. */
export function nextUnnamed<T extends Pick<PersonView, 'id' | 'name'>>(
  people: readonly T[],
  afterId: T['id'],
): T | undefined {
  const at = people.findIndex(({ id }) => id === afterId);
  return [...people.slice(at + 1), ...people.slice(0, Math.max(0, at))].find(
    ({ id, name }) => name === null && id !== afterId,
  );
}
