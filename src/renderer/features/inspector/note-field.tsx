import { type ReactElement, useEffect, useRef } from 'react';
import type { AssetDetail, NoteTarget, NoteView } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { type Environment, useEnvironment } from '../../app/environment.ts';
import { fetchedAnew, keys, useNotes } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { type Chosen, noteTargetOf, sameNoteTarget } from './chosen.ts';

async function writeNote({ client, queries }: Environment, target: NoteTarget, text: string): Promise<void> {
  queries.setQueryData<NoteView[]>(keys.notes, await client.notes.write({ target, text }));
  await fetchedAnew(queries, keys.edits);
}

/** A note on what is chosen. It is kept when the field is left, when something else is chosen, and by Ctrl+Enter. */
export function NoteField(props: { chosen: Chosen; detail: AssetDetail | undefined }): ReactElement | null {
  const target = noteTargetOf(props.chosen, props.detail);
  const notes = useNotes().data;
  if (!target || !notes) return null;
  const text = notes.find((note) => sameNoteTarget(note.target, target))?.text ?? '';
  return <Field key={JSON.stringify(target)} target={target} text={text} />;
}

function Field({ target, text }: { target: NoteTarget; text: string }): ReactElement {
  const environment = useEnvironment();
  const words = texts().inspector;
  const field = useRef<HTMLTextAreaElement>(null);
  const kept = useRef(text);
  // An undo, or another window, has changed it.
  useEffect(() => {
    if (field.current && field.current.value === kept.current) field.current.value = text;
    kept.current = text;
  }, [text]);
  const keep = (typed: string): void => {
    if (typed.trim() === kept.current.trim()) return;
    kept.current = typed.trim();
    attempt(writeNote(environment, target, typed));
  };
  return (
    <>
      <h3>{words.note}</h3>
      <textarea
        ref={field}
        className="note-field"
        aria-label={words.note}
        placeholder={words.notePlaceholder}
        rows={3}
        maxLength={10_000}
        defaultValue={text}
        onBlur={(event) => keep(event.currentTarget.value)}
        onKeyDown={(event) => {
          const isDone =
            event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
          if (isDone) event.currentTarget.blur();
        }}
      />
    </>
  );
}
