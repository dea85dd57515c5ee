import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { ExportFormat, ExportRequest } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { askPath, exportKeys, writeExport } from './actions.ts';
import { ExportOptionFields } from './export-options.tsx';
import { ExportPreviewPane } from './export-preview.tsx';
import { ExportSelectionFields } from './export-selection.tsx';
import { type ExportDraft, emptyDraft, useExport } from './export-store.ts';
import { FormatCards } from './format-cards.tsx';

/** Choose a format, say what and how, look at what would be written, write it. */
export function ExportDialog(): ReactElement {
  const isOpen = useDesk((state) => state.dialog === 'export');
  const openDialog = useDesk((state) => state.openDialog);
  const { handover } = texts();
  return (
    <Sheet
      title={handover.exportTitle}
      description={handover.exportAbout}
      open={isOpen}
      onClose={() => openDialog(undefined)}
      size="wide"
    >
      <ExportBody />
    </Sheet>
  );
}

function ExportBody(): ReactElement {
  const { client } = useEnvironment();
  const formats = useQuery({ queryKey: exportKeys.formats, queryFn: () => client.export.formats() });
  const remembered = useQuery({
    queryKey: exportKeys.remembered,
    queryFn: () => client.export.remembered(),
  });
  const chosen = useExport((state) => state.format);
  const draft = useExport((state) => state.drafts[chosen]);
  const error = formats.error ?? remembered.error;
  if (error) return <p className="error-text">{error.message}</p>;
  const format = formats.data?.find(({ id }) => id === chosen);
  if (!formats.data || !remembered.data || !format) {
    return <p className="quiet-text">{texts().handover.previewing}</p>;
  }
  const last = remembered.data.find((one) => one.format === chosen);
  return (
    <div className="export">
      <FormatCards formats={formats.data} chosen={chosen} />
      <ExportForm key={chosen} format={format} draft={draft ?? last ?? emptyDraft} />
    </div>
  );
}

/** Runs one export at a time; says while it is at it. */
function useWrite(format: ExportFormat, draft: ExportDraft, fileCount: number) {
  const environment = useEnvironment();
  const { change, setWriting } = useExport.getState();
  const choosePath = async (): Promise<string | undefined> => {
    const path = await askPath(environment, format, fileCount);
    if (path === null) return undefined;
    change(format.id, { ...draft, path });
    return path;
  };
  const write = async (): Promise<void> => {
    if (useExport.getState().isWriting) return;
    setWriting(true);
    try {
      const path = draft.path ?? (await choosePath());
      if (path === undefined) return;
      const { selection, options } = draft;
      await writeExport(environment, format, { format: format.id, selection, options, path });
    } finally {
      setWriting(false);
    }
  };
  return { choosePath, write };
}

function ExportForm({ format, draft }: { format: ExportFormat; draft: ExportDraft }): ReactElement {
  const { handover } = texts();
  const { change } = useExport.getState();
  const isWriting = useExport((state) => state.isWriting);
  const [fileCount, setFileCount] = useState(0);
  const { selection, options, path } = draft;
  const request: ExportRequest = { format: format.id, selection, options };
  const { choosePath, write } = useWrite(format, draft, fileCount);
  const isBlocked = isWriting || fileCount === 0;
  return (
    <div className="export-form">
      <ExportSelectionFields
        selection={selection}
        isManifest={format.id === 'manifest'}
        onChange={(next) => change(format.id, { ...draft, selection: next })}
      />
      <ExportOptionFields
        format={format}
        options={options}
        onChange={(next) => change(format.id, { ...draft, options: next })}
      />
      <ExportPreviewPane request={request} onFileCount={setFileCount} />
      <div className="export-foot">
        <div className="export-path">
          <b>{handover.where}</b>
          <span title={path}>{path ?? handover.notChosen}</span>
        </div>
        <button
          type="button"
          className="button plain"
          onMouseDown={keepFocus}
          onClick={() => attempt(choosePath())}
        >
          {handover.choose}
        </button>
        <button
          type="button"
          className="button accent"
          aria-disabled={isBlocked}
          onMouseDown={keepFocus}
          onClick={() => {
            if (!isBlocked) attempt(write());
          }}
        >
          {isWriting ? handover.writing : handover.write}
        </button>
      </div>
    </div>
  );
}
