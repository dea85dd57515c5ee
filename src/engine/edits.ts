import { CastlineError } from '../shared/errors.ts';
import type { IdentityId } from '../shared/ids.ts';
import { personLabel } from '../shared/palette.ts';
import type { Edit, Library } from './library/index.ts';

/** Carries an edit, or the inverse of one, out. A new kind of edit gets its case here. */
export function applyEdit(library: Library, edit: Edit): void {
  switch (edit.kind) {
    case 'rename-person':
      library.people.setName(edit.identityId, edit.name);
      break;
    case 'decide-cuts':
      for (const { frame, verdict } of edit.states) library.cuts.set(edit.assetId, frame, verdict);
      break;
    default:
      edit satisfies never;
  }
}

/**
 * Names a person as an edit that can be undone. White space around the name is dropped; an empty name takes the name away.
 *
 * @throws CastlineError not-found, invalid-request (control characters)
 */
export function renamePerson(library: Library, identityId: IdentityId, typed: string, now: string): void {
  const name = typed.normalize('NFC').trim() || null;
  if (name !== null && /\p{Cc}/u.test(name)) {
    throw new CastlineError('invalid-request', 'A name cannot hold line breaks or control characters.');
  }
  library.transaction(() => {
    const person = library.people.get(identityId);
    if (person.name === name) return;
    const edit: Edit = { kind: 'rename-person', identityId, name };
    const inverse: Edit = { kind: 'rename-person', identityId, name: person.name };
    const label =
      name === null ? `Take the name from ${personLabel(person)}` : `Name ${personLabel(person)} "${name}"`;
    applyEdit(library, edit);
    library.edits.add(edit, inverse, label, now);
  });
}
