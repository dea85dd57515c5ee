import type { Engine } from '../engine/index.ts';
import type { PersonView } from '../shared/contract/index.ts';
import type { EditLabel } from '../shared/edit-label.ts';
import { editText, englishEdits } from '../shared/edit-text.ts';
import { CastlineError } from '../shared/errors.ts';
import { personLabel } from '../shared/palette.ts';
import { withEngine } from './host.ts';
import { exitCodes, type Output } from './output.ts';

/** A person as JSON. */
export function personResult(person: PersonView) {
  return {
    id: person.id,
    name: person.name,
    number: person.number,
    isHidden: person.isHidden,
    isUnsorted: person.isUnsorted,
    faces: person.faceCount,
    shots: person.shotCount,
    screenSeconds: person.screenSeconds,
    appearances: person.appearances.map(({ assetId, startFrame, endFrame, confidence }) => ({
      asset: assetId,
      startFrame,
      endFrame,
      confidence,
    })),
  };
}

/** Finds a person by id, number or name, in this order. @throws CastlineError not-found, usage (two have the name) */
export function findPerson(all: readonly PersonView[], asked: string): PersonView {
  const byId = all.find((person) => person.id === asked);
  const byNumber = all.find((person) => String(person.number) === asked);
  const byName = all.filter((person) => personLabel(person).toLowerCase() === asked.toLowerCase());
  if (byName.length > 1)
    throw new CastlineError('usage', `More than one person is called "${asked}": use the id.`);
  const found = byId ?? byNumber ?? byName[0];
  if (!found) throw new CastlineError('not-found', `The library has no person "${asked}".`);
  return found;
}

/** `people` */
export function people(output: Output, library: string): Promise<number> {
  return withEngine(library, async (engine) => {
    const all = await engine.calls.cast.list();
    output.result(
      { people: all.map(personResult) },
      all.map(
        (person) =>
          `${person.number}  ${personLabel(person)}: ${person.shotCount} shots, ${person.screenSeconds.toFixed(1)} s on screen  (${person.id})`,
      ),
    );
    return exitCodes.done;
  });
}

/** `name` */
export function name(
  output: Output,
  asked: { readonly library: string; readonly person: string; readonly name: string },
): Promise<number> {
  return withEngine(asked.library, async (engine) => {
    const person = findPerson(await engine.calls.cast.list(), asked.person);
    const renamed = await engine.calls.cast.rename({ identityId: person.id, name: asked.name });
    output.result({ person: personResult(renamed) }, [
      `${personLabel(person)} is now ${personLabel(renamed)}.`,
    ]);
    return exitCodes.done;
  });
}

/** `undo` and `redo` */
export function step(output: Output, library: string, direction: 'undo' | 'redo'): Promise<number> {
  return withEngine(library, async (engine: Engine) => {
    const before = await engine.calls.edits.state();
    const after = await engine.calls.edits[direction]();
    const said = (label: EditLabel | null): string | null => label && editText(label, englishEdits);
    const done = said(before[direction]);
    const next = { undo: said(after.undo), redo: said(after.redo) };
    output.result({ [direction === 'undo' ? 'undone' : 'redone']: done, ...next }, [
      `${direction === 'undo' ? 'Undone' : 'Redone'}: ${done}`,
    ]);
    return exitCodes.done;
  });
}
