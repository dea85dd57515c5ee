import { first } from './001-first.ts';
import { cutDecisions } from './002-cut-decisions.ts';
import { elementParts } from './003-elements.ts';
import { decisions } from './004-decisions.ts';
import { tracks } from './005-tracks.ts';
import { cloud } from './006-cloud.ts';
import { notes } from './007-notes.ts';
import { setChoices } from './008-set-choices.ts';
import { search } from './009-search.ts';
import { shown } from './010-shown.ts';
import { worn } from './011-worn.ts';
import { removed } from './012-removed.ts';

export interface Migration {
  /** Stored as `user_version` once it has run. Numbers follow each other without a gap. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** In the order in which they run. A migration that was released is never changed: a new one is added. */
export const migrations: readonly Migration[] = [
  first,
  cutDecisions,
  elementParts,
  decisions,
  tracks,
  cloud,
  notes,
  setChoices,
  search,
  shown,
  worn,
  removed,
];

export const newestVersion = migrations.length;
