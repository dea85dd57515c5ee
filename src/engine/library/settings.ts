import { type LibrarySettings, librarySettingsSchema } from '../../shared/contract/views.ts';
import { usualKeyframesPerMinute } from '../../shared/media.ts';
import { type RecognitionMode, recognitionModeSchema } from '../../shared/recognition.ts';
import type { Statements } from './statements.ts';

const defaultSettings: LibrarySettings = {
  keyframesPerMinute: usualKeyframesPerMinute,
  strictness: 0,
  bridgeSeconds: 1.5,
  keepsEmbeddings: true,
  recognitionMode: 'auto',
  embedder: 'fr_feature',
};

const factName = 'settings';
const modeFactName = 'automatic_recognition_mode';

/** Settings travel with the library: it is analysed the same wherever it is opened. */
export class SettingsTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  read(): LibrarySettings {
    const row = this.sql.first<{ value: string }>('SELECT value FROM library_fact WHERE name = ?', factName);
    return row
      ? librarySettingsSchema.parse({ ...defaultSettings, ...JSON.parse(row.value) })
      : defaultSettings;
  }

  write(settings: LibrarySettings): void {
    this.sql.run(
      `INSERT INTO library_fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      factName,
      JSON.stringify(settings),
    );
  }

  /**
   * The mode that the settings say. What `auto` means is decided once for a library: its clips are looked at the same
   * wherever it is opened.
   *
   * @param here works out what `auto` means on this machine
   */
  recognitionMode(here: () => RecognitionMode): RecognitionMode {
    const { recognitionMode } = this.read();
    if (recognitionMode !== 'auto') return recognitionMode;
    const decided = this.automaticMode();
    if (decided) return decided;
    this.sql.run(
      'INSERT INTO library_fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING',
      modeFactName,
      here(),
    );
    return this.automaticMode() ?? here();
  }

  private automaticMode(): RecognitionMode | undefined {
    const row = this.sql.first<{ value: string }>(
      'SELECT value FROM library_fact WHERE name = ?',
      modeFactName,
    );
    return row && recognitionModeSchema.parse(row.value);
  }
}
