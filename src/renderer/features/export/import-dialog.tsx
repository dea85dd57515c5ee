import { type ReactElement, useState } from 'react';
import type { ImportDifference, ImportProposal } from '../../../shared/contract/index.ts';
import { toCastlineError } from '../../../shared/errors.ts';
import { attempt } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { acceptChanges } from './actions.ts';

/** Takes back what was moved, renamed, added or deleted in an editing program. */
export function ImportDialog(): ReactElement {
  const isOpen = useDesk((state) => state.dialog === 'import');
  const openDialog = useDesk((state) => state.openDialog);
  const { handover } = texts();
  return (
    <Sheet
      title={handover.importTitle}
      description={handover.importAbout}
      open={isOpen}
      onClose={() => openDialog(undefined)}
    >
      <ImportBody />
    </Sheet>
  );
}

interface ReadFile {
  readonly path: string;
  readonly proposal: ImportProposal;
}

function ImportBody(): ReactElement {
  const { client, desk } = useEnvironment();
  const { handover } = texts();
  const [file, setFile] = useState<ReadFile>();
  const [problem, setProblem] = useState<{ message: string; nextStep: string }>();
  const choose = async (): Promise<void> => {
    const path = await client.shell.chooseImportFile();
    if (path === null) return;
    try {
      setFile({ path, proposal: await client.export.readImport({ path }) });
      setProblem(undefined);
    } catch (thrown) {
      setFile(undefined);
      setProblem(toCastlineError(thrown));
    }
  };
  return (
    <div className="import">
      <div className="import-file">
        <button
          type="button"
          className={`button ${file ? 'plain' : 'accent'}`}
          onMouseDown={keepFocus}
          onClick={() => attempt(choose())}
        >
          {handover.chooseFile}
        </button>
        {file ? <span title={file.path}>{file.path}</span> : null}
      </div>
      {problem ? (
        <p className="error-text" role="alert">
          {problem.message} {problem.nextStep}
        </p>
      ) : null}
      {file && file.proposal.differences.length === 0 ? (
        <p className="quiet-text" role="status">
          {handover.noDifference(file.proposal.rangeCount)}
        </p>
      ) : null}
      {file && file.proposal.differences.length > 0 ? (
        <Differences key={file.path} file={file} onDone={() => desk.getState().openDialog(undefined)} />
      ) : null}
    </div>
  );
}

/** What is gone from the file is not ticked, as programs leave out what they do not know; where somebody else stands instead, it is. */
const isTickedAtFirst = (one: ImportDifference): boolean =>
  one.kind !== 'missing' || one.replacedBy !== undefined;

function Differences({ file, onDone }: { file: ReadFile; onDone: () => void }): ReactElement {
  const environment = useEnvironment();
  const { handover } = texts();
  const { differences } = file.proposal;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    new Set(differences.filter(isTickedAtFirst).map(({ id }) => id)),
  );
  const tick = (id: string, isIn: boolean): void => {
    const next = new Set(chosen);
    if (isIn) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const accept = async (): Promise<void> => {
    await acceptChanges(environment, file.path, [...chosen]);
    onDone();
  };
  return (
    <>
      <h3>{handover.differences(differences.length)}</h3>
      <ul className="differences">
        {differences.map((one) => (
          <li key={one.id}>
            <label className="tick">
              <input
                type="checkbox"
                checked={chosen.has(one.id)}
                onChange={(event) => tick(one.id, event.currentTarget.checked)}
              />
              <span className={`difference-kind ${one.kind}`}>{handover[one.kind]}</span>
              <DifferenceText difference={one} />
            </label>
          </li>
        ))}
      </ul>
      <div className="export-foot">
        <button
          type="button"
          className="button accent"
          aria-disabled={chosen.size === 0}
          onMouseDown={keepFocus}
          onClick={() => {
            if (chosen.size > 0) attempt(accept());
          }}
        >
          {handover.accept(chosen.size)}
        </button>
      </div>
    </>
  );
}

function DifferenceText({ difference }: { difference: ImportDifference }): ReactElement {
  const { handover } = texts();
  if (difference.kind === 'renamed') {
    return (
      <span>
        <b>{handover.becomes(difference.from, difference.to)}</b>
      </span>
    );
  }
  const span = (range: { startFrame: number; endFrame: number }): string =>
    handover.frames(range.startFrame, range.endFrame);
  const place =
    difference.kind === 'moved'
      ? handover.becomes(span(difference.from), span(difference.to))
      : span(difference.kind === 'added' ? difference.to : difference.from);
  return (
    <span>
      <b>{difference.name}</b> {place} <small className="quiet-text">{difference.clip}</small>
    </span>
  );
}
