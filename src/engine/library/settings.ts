import { type LibrarySettings, librarySettingsSchema } from '../../shared/contract/views.ts';
import type { Statements } from './statements.ts';

/** A keyframe a second: as fine as appearances can be told, for about a tenth of a second of recognition each. */
const defaultSettings: LibrarySettings = {
  keyframesPerMinute: 60,
  strictness: 0,
  bridgeSeconds: 1.5,
  keepsEmbeddings: true,
};

const factName = 'settings';

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
}
