import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeLargeLibrary } from '../../test/support/large-library.ts';
import { answerQuestion, editOf } from './decisions/index.ts';
import { applyEdit } from './edits.ts';
import { Library } from './library/index.ts';
import { openQuestions } from './views/index.ts';

let folder: string;
let library: Library;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-review-'));
  const path = join(folder, 'Shoot.castline');
  makeLargeLibrary(path, { clips: 2, shotsPerClip: 4, keyframesPerShot: 2, people: 12 });
  library = new Library(path, { create: false });
});
afterEach(() => {
  library.close();
  rmSync(folder, { recursive: true, force: true });
});

const asked = async () => (await openQuestions(library)) ?? [];

/** Puts off what is asked now, and gives its id. */
async function later(): Promise<string> {
  const [question] = await asked();
  if (!question) throw new Error('Nothing is asked.');
  const decision = answerQuestion(library, question, { answer: 'later' });
  const edit = editOf(library, decision);
  if (!edit) throw new Error('Putting off was no step.');
  applyEdit(library, edit.forward);
  library.edits.add(edit.forward, edit.inverse, decision.label, '2026-01-02T03:04:05.000Z');
  return question.id;
}

it('what is put off goes round: all else is asked before the same comes again, and undo brings the last one back', async () => {
  const count = (await asked()).length;
  expect(count).toBeGreaterThan(2);
  const round = async (): Promise<string[]> => {
    const ids: string[] = [];
    while (ids.length < count) ids.push(await later());
    return ids;
  };
  const first = await round();
  expect(new Set(first).size).toBe(count);
  expect(await round()).toEqual(first);
  await later();
  library.edits.step('undo', (edit) => applyEdit(library, edit));
  expect((await asked()).map(({ id }) => id)).toEqual(first);
});
