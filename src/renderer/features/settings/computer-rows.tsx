import type { ReactElement } from 'react';
import type { Preferences } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { changePreferences, usePreferences } from '../../app/preferences.ts';
import { texts } from '../../texts/index.ts';
import { Choice } from './choice.tsx';

const scales = [1, 1.25, 1.5, 1.75, 2];

/** What one person likes on this machine; it counts at once. */
export function ComputerRows(): ReactElement {
  const environment = useEnvironment();
  const { language, theme, scale } = usePreferences();
  const words = texts().preferences;
  const change = (to: Partial<Preferences>): void => attempt(changePreferences(environment, to));
  return (
    <section className="settings" aria-label={words.heading}>
      <h3>{words.heading}</h3>
      <Choice
        label={words.language}
        help={words.languageHelp}
        value={language}
        options={[
          { value: 'system', label: words.system },
          { value: 'en', label: words.english },
          { value: 'de', label: words.german },
        ]}
        onChoose={(chosen) => change({ language: chosen })}
      />
      <Choice
        label={words.theme}
        help={words.themeHelp}
        value={theme}
        options={[
          { value: 'dark', label: words.dark },
          { value: 'light', label: words.light },
          { value: 'system', label: words.system },
        ]}
        onChoose={(chosen) => change({ theme: chosen })}
      />
      <Choice
        label={words.scale}
        help={words.scaleHelp}
        value={scale}
        options={scales.map((value) => ({ value, label: words.percent(value) }))}
        onChoose={(chosen) => change({ scale: chosen })}
      />
    </section>
  );
}
