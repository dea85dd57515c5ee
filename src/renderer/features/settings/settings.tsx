import type { ReactElement } from 'react';
import type { LibrarySettings } from '../../../shared/contract/index.ts';
import { analyseAllAgain, attempt, saveSettings } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useSettings } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { CloudRows } from '../cloud/settings-rows.tsx';
import { Choice } from './choice.tsx';
import { ComputerRows } from './computer-rows.tsx';
import { PeopleRows, type RowProps } from './people-rows.tsx';

/** What can be set for the open library. A change counts at once; clips follow when they are analysed the next time. */
export function Settings(): ReactElement {
  const isOpen = useDesk((state) => state.dialog === 'settings');
  const openDialog = useDesk((state) => state.openDialog);
  return (
    <Sheet
      title={texts().commands.settings}
      description={texts().settings.description}
      open={isOpen}
      onClose={() => openDialog(undefined)}
    >
      <ComputerRows />
      <LibraryRows />
    </Sheet>
  );
}

function LibraryRows(): ReactElement {
  const environment = useEnvironment();
  const { data, error } = useSettings();
  if (error) return <p className="error-text">{error.message}</p>;
  if (!data) return <p className="quiet-text">Reading settings…</p>;
  const save = (change: Partial<LibrarySettings>): void =>
    attempt(saveSettings(environment, { ...data, ...change }));
  return (
    <>
      <PeopleRows settings={data} save={save} />
      <AnalysisRows settings={data} save={save} />
      <CloudRows />
    </>
  );
}

function AnalysisRows({ settings, save }: RowProps): ReactElement {
  const environment = useEnvironment();
  return (
    <section className="settings" aria-label="Analysis">
      <h3>Analysis</h3>
      <Choice
        label="Keyframes a minute"
        help="Most pictures that are looked at. Every shot has at least one. More find people sooner and take longer."
        value={settings.keyframesPerMinute}
        options={[
          { value: 20, label: '20', note: 'quick look' },
          { value: 60, label: '60', note: 'usual' },
          { value: 120, label: '120', note: 'busy scenes' },
          { value: 240, label: '240', note: 'every move' },
        ]}
        onChoose={(keyframesPerMinute) => save({ keyframesPerMinute })}
      />
      <Choice
        label="Look at each keyframe"
        help="Thorough tells dresses, coats and skirts and outlines clothes better, at about three times the time and half a gigabyte more memory. A change looks at all clips again."
        value={settings.recognitionMode}
        options={[
          { value: 'auto', label: 'By machine', note: 'decided once for a library' },
          { value: 'fast', label: 'Fast', note: 'people, clothes, things' },
          { value: 'full', label: 'Thorough', note: 'clothes by a net of their own' },
        ]}
        onChoose={(recognitionMode) => save({ recognitionMode })}
      />
      <div className="setting">
        <p className="quiet-text">
          Clips that are analysed from now on follow these settings. What you named and decided stays as it
          is.
        </p>
        <button
          type="button"
          className="button plain"
          onMouseDown={keepFocus}
          onClick={() => attempt(analyseAllAgain(environment))}
        >
          Analyse all clips again
        </button>
      </div>
    </section>
  );
}
