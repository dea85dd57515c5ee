import { z } from 'zod';
import { cloudRouteSchema } from '../../shared/cloud.ts';
import {
  type CloudSettings,
  cloudSettingsSchema,
  defaultCloudSettings,
} from '../../shared/contract/cloud.ts';
import { errorCodeSchema, errorReportSchema } from '../../shared/errors.ts';
import type { Statements } from './statements.ts';

const stateSchema = z.object({
  /** By account: the route that gave a structured answer. */
  learned: z.record(z.string(), cloudRouteSchema),
  /** By account: routes that gave none, and why. */
  refused: z.record(z.string(), z.partialRecord(cloudRouteSchema, errorCodeSchema)),
  /** Nothing is sent before, in milliseconds of the epoch. */
  pauseUntil: z.number(),
  pauseCode: errorCodeSchema.optional(),
  /** Failures in a row, by which waits grow. */
  spell: z.number().int(),
  /** Why nothing is sent until the user has done something. */
  stopped: errorReportSchema.optional(),
});
export type CloudSendingState = z.infer<typeof stateSchema>;

const noState: CloudSendingState = { learned: {}, refused: {}, pauseUntil: 0, spell: 0 };

/** What the library remembers of sending: what the user allows, what was learned of routes, and waits that outlive a run. */
export class CloudFactTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  settings(): CloudSettings {
    return cloudSettingsSchema.parse({ ...defaultCloudSettings, ...this.read('cloud_settings') });
  }

  setSettings(settings: CloudSettings): void {
    this.write('cloud_settings', settings);
  }

  state(): CloudSendingState {
    return stateSchema.parse({ ...noState, ...this.read('cloud_state') });
  }

  setState(change: Partial<CloudSendingState>): CloudSendingState {
    const state = { ...this.state(), ...change };
    this.write('cloud_state', state);
    return state;
  }

  private read(name: string): object {
    const row = this.sql.first<{ value: string }>('SELECT value FROM library_fact WHERE name = ?', name);
    return row ? (JSON.parse(row.value) as object) : {};
  }

  private write(name: string, value: object): void {
    this.sql.run(
      `INSERT INTO library_fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      name,
      JSON.stringify(value),
    );
  }
}
