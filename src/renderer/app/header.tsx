import { CircleHelp, Info, Redo2, Settings as SettingsIcon, Undo2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { CloudStatus } from '../features/cloud/status.tsx';
import { WorkLine } from '../features/jobs/work-line.tsx';
import { LibraryMenu } from '../features/library/library-menu.tsx';
import { SearchField } from '../features/search/search-field.tsx';
import { LibraryState } from '../features/trust/library-state.tsx';
import { texts } from '../texts/index.ts';
import { CommandButton } from '../ui/button.tsx';
import { editName } from '../ui/texts.ts';
import { attempt, dragManifest } from './actions.ts';
import { useEnvironment } from './environment.ts';
import { useEdits } from './queries.ts';

/** What is open, what is being done, and what can be done with the whole. */
export function Header(): ReactElement {
  const environment = useEnvironment();
  const edits = useEdits().data;
  const { header } = texts();
  return (
    <header className="panel header">
      <div className="header-side">
        <h1 className="mark">
          <i aria-hidden />
          Castline
        </h1>
        <LibraryMenu />
      </div>
      <SearchField />
      <div className="header-side end">
        <LibraryState />
        <div className="header-work">
          <WorkLine />
        </div>
        <CloudStatus />
        <div className="header-buttons" role="toolbar" aria-label={header.edit}>
          <CommandButton
            id="undo"
            tone="quiet"
            disabled={!edits?.undo}
            label={edits?.undo ? header.undo(editName(edits.undo)) : header.nothingToUndo}
          >
            <Undo2 size={15} aria-hidden />
          </CommandButton>
          <CommandButton
            id="redo"
            tone="quiet"
            disabled={!edits?.redo}
            label={edits?.redo ? header.redo(editName(edits.redo)) : header.nothingToRedo}
          >
            <Redo2 size={15} aria-hidden />
          </CommandButton>
        </div>
        <CommandButton id="export" onDrag={() => attempt(dragManifest(environment))}>
          {texts().commands.export}
        </CommandButton>
        <div className="header-buttons" role="toolbar" aria-label={header.help}>
          <CommandButton id="settings" tone="quiet">
            <SettingsIcon size={15} aria-hidden />
          </CommandButton>
          <CommandButton id="keys" tone="quiet">
            <CircleHelp size={15} aria-hidden />
          </CommandButton>
          <CommandButton id="about" tone="quiet">
            <Info size={15} aria-hidden />
          </CommandButton>
        </div>
      </div>
    </header>
  );
}
