import type { ReactElement } from 'react';
import type { LibrarySettings } from '../../../shared/contract/index.ts';
import { analyseAllAgain, attempt, saveSettings } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useAssets, useSettings } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { CloudRows } from '../cloud/settings-rows.tsx';
import { PrivacyRows } from '../trust/privacy-rows.tsx';
import { SafetyRows } from '../trust/safety-rows.tsx';
import { Choice } from './choice.tsx';
import { ComputerRows } from './computer-rows.tsx';
import { PeopleRows, type RowProps } from './people-rows.tsx';

/** What can be set for the open library. A change counts at once, or when it was said yes to
 * where all clips would be looked at again; clips follow when they are analysed the next time. */
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
  if (!data) return <p className="quiet-text">{texts().settings.reading}</p>;
  const save = (change: Partial<LibrarySettings>): void =>
    attempt(saveSettings(environment, { ...data, ...change }));
  return (
    <>
      <PeopleRows settings={data} save={save} />
      <AnalysisRows settings={data} save={save} />
      <CloudRows />
      <SafetyRows />
      <PrivacyRows />
    </>
  );
}

function AnalysisRows({ settings, save }: RowProps): ReactElement {
  const environment = useEnvironment();
  const clips = (useAssets().data ?? []).filter(({ state }) => state === 'ready').length;
  const asks =
    clips > 0 ? { text: texts().settings.looksAgain(clips), action: texts().settings.lookAgain } : undefined;
  return (
    <section className="settings" aria-label={texts().settings.analysis}>
      <h3>{texts().settings.analysis}</h3>
      <Choice
        label={texts().settings.keyframes}
        help={texts().settings.keyframesHelp}
        value={settings.keyframesPerMinute}
        options={[
          { value: 20, label: '20', note: texts().settings.quickLook },
          { value: 60, label: '60', note: texts().settings.usual },
          { value: 120, label: '120', note: texts().settings.busyScenes },
          { value: 240, label: '240', note: texts().settings.everyMove },
        ]}
        onChoose={(keyframesPerMinute) => save({ keyframesPerMinute })}
      />
      <Choice
        label={texts().settings.mode}
        help={texts().settings.modeHelp}
        value={settings.recognitionMode}
        options={[
          { value: 'auto', label: texts().settings.byMachine, note: texts().settings.byMachineNote },
          { value: 'fast', label: texts().settings.fast, note: texts().settings.fastNote },
          { value: 'full', label: texts().settings.thorough, note: texts().settings.thoroughNote },
        ]}
        asks={asks}
        onChoose={(recognitionMode) => save({ recognitionMode })}
      />
      <Choice
        label={texts().viewer.embedder}
        help={texts().viewer.embedderHelp}
        value={settings.embedder}
        options={[
          { value: 'fr_feature', label: 'fr_feature', note: texts().viewer.frFeatureNote },
          { value: 'dlib', label: 'dlib', note: texts().viewer.dlibNote },
        ]}
        asks={asks}
        onChoose={(embedder) => save({ embedder })}
      />
      <div className="setting">
        <p className="quiet-text">{texts().settings.follow}</p>
        <button
          type="button"
          className="button plain"
          onMouseDown={keepFocus}
          onClick={() => attempt(analyseAllAgain(environment))}
        >
          {texts().settings.again}
        </button>
      </div>
    </section>
  );
}
