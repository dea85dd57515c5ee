import { basename, resolve } from 'node:path';
import { CastlineError, type ErrorReport } from '../../shared/errors.ts';
import { AssetTable } from './assets.ts';
import { CloudAnswerTable } from './cloud-answers.ts';
import { CloudCallTable } from './cloud-calls.ts';
import { CloudFactTable } from './cloud-facts.ts';
import { CloudItemTable } from './cloud-items.ts';
import { CutTable } from './cuts.ts';
import type { Connection } from './database.ts';
import { DecisionTable } from './decisions.ts';
import { DigestTable } from './digests.ts';
import { EditTable } from './edits.ts';
import { ElementTable } from './elements.ts';
import { FoundTable } from './found.ts';
import type { ImageFolder } from './images.ts';
import { JobTable } from './jobs.ts';
import { type OpenedLibrary, openLibraryFile } from './open.ts';
import { OutfitTable } from './outfits.ts';
import { PeopleTable } from './people.ts';
import { PrivacyTable } from './privacy.ts';
import { RecognitionTable } from './recognitions.ts';
import { RememberedTable } from './remembered.ts';
import { SettingsTable } from './settings.ts';
import { ShotTable } from './shots.ts';
import { SightingTable } from './sightings.ts';
import { Statements } from './statements.ts';
import { TrackTable } from './tracks.ts';
import type { Upkeep } from './upkeep.ts';

/** An open library: one SQLite file and the folder of pictures beside it. */
export class Library {
  readonly path: string;
  readonly name: string;
  readonly images: ImageFolder;
  readonly assets: AssetTable;
  readonly shots: ShotTable;
  readonly cuts: CutTable;
  readonly recognitions: RecognitionTable;
  readonly elements: ElementTable;
  readonly sightings: SightingTable;
  readonly tracks: TrackTable;
  readonly people: PeopleTable;
  readonly outfits: OutfitTable;
  readonly decisions: DecisionTable;
  readonly digests: DigestTable;
  readonly found: FoundTable;
  readonly privacy: PrivacyTable;
  readonly cloudFacts: CloudFactTable;
  readonly cloudItems: CloudItemTable;
  readonly cloudCalls: CloudCallTable;
  readonly cloudAnswers: CloudAnswerTable;
  readonly edits: EditTable;
  /** Edits that were made and are not there any more, because the file's log was lost. */
  readonly lostEdits: number;
  readonly jobs: JobTable;
  readonly settings: SettingsTable;
  readonly remembered: RememberedTable;
  readonly upkeep: Upkeep;
  private readonly opened: OpenedLibrary;
  private readonly connection: Connection;
  private readonly sql: Statements;

  /**
   * The first to open a library may write; for everyone else it is read-only.
   * @throws CastlineError as `openDatabase` does, library-on-share.
   */
  constructor(path: string, options: { create: boolean; now?: Date }) {
    this.path = resolve(path);
    this.name = basename(this.path).replace(/\.castline$/i, '');
    this.opened = openLibraryFile(this.path, { create: options.create, now: options.now ?? new Date() });
    this.connection = this.opened.connection;
    this.sql = new Statements(this.connection);
    this.images = this.opened.images;
    this.upkeep = this.opened.upkeep;
    this.assets = new AssetTable(this.sql);
    this.shots = new ShotTable(this.sql);
    this.cuts = new CutTable(this.sql);
    this.recognitions = new RecognitionTable(this.sql);
    this.elements = new ElementTable(this.sql);
    this.sightings = new SightingTable(this.sql);
    this.tracks = new TrackTable(this.sql);
    this.people = new PeopleTable(this.sql);
    this.outfits = new OutfitTable(this.sql);
    this.decisions = new DecisionTable(this.sql);
    this.digests = new DigestTable(this.sql);
    this.found = new FoundTable(this.sql);
    this.privacy = new PrivacyTable(this.sql);
    this.cloudFacts = new CloudFactTable(this.sql);
    this.cloudItems = new CloudItemTable(this.sql);
    this.cloudCalls = new CloudCallTable(this.sql);
    this.cloudAnswers = new CloudAnswerTable(this.sql);
    this.edits = new EditTable(this.sql, (count) => this.opened.mark.write(count));
    this.lostEdits = this.findLostEdits();
    this.jobs = new JobTable(this.sql);
    this.settings = new SettingsTable(this.sql);
    this.remembered = new RememberedTable(this.sql);
  }

  /** True where another window or program has it open to write. */
  get isReadOnly(): boolean {
    return this.connection.readonly;
  }

  /** @throws CastlineError library-in-use where it can only be read */
  requireWriter(): void {
    if (this.isReadOnly) {
      throw new CastlineError('library-in-use', `"${this.name}" is open in another window or program.`);
    }
  }

  /** True when the last program that wrote to it was killed, or the machine went down. */
  get endedUncleanly(): boolean {
    return this.opened.endedUncleanly;
  }

  get isOpen(): boolean {
    return this.connection.open;
  }

  /** Counts rows that were written since the library was opened: the same number means that nothing has changed. */
  get changeCount(): number {
    return this.sql.first<{ count: number }>('SELECT total_changes() AS count')?.count ?? 0;
  }

  private findLostEdits(): number {
    const seen = this.isReadOnly ? undefined : this.opened.mark.read();
    if (seen === undefined) return 0;
    const count = this.edits.count();
    this.opened.mark.write(count);
    return Math.max(0, seen - count);
  }

  /** What is to be told of them; undefined where none are lost. */
  get lossReport(): ErrorReport | undefined {
    if (this.lostEdits === 0) return undefined;
    const what = this.lostEdits === 1 ? 'The last edit' : `The last ${this.lostEdits} edits`;
    return new CastlineError('edits-lost', `${what} of "${this.name}" cannot be found.`).report();
  }

  /** All or nothing. */
  transaction<T>(work: () => T): T {
    return this.sql.transaction(work);
  }

  /** Folds the write-ahead log into the file, so that a closed library is one file that can be copied. */
  close(): void {
    if (!this.connection.open) return;
    if (!this.isReadOnly) this.connection.pragma('wal_checkpoint(TRUNCATE)');
    this.connection.close();
    if (!this.isReadOnly) this.opened.mark.clear();
    this.opened.lock?.release();
  }
}
