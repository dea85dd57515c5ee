import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Real footage with known truth, which lies beside a developer's checkout and not on every machine. */
const folder = join(import.meta.dirname, '../../../shared/footage');

export const hasFootage = existsSync(join(folder, 'MANIFEST.tsv'));

if (!hasFootage) console.error('The real footage is not here: what needs it is not run.');

export const footage = (...parts: string[]): string => join(folder, ...parts);
