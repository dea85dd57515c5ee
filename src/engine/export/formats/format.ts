import type { ExportFormat, ExportOptionName } from '../../../shared/contract/index.ts';
import type { PlanNeeds } from '../plan/build.ts';
import { safeFileName } from '../plan/paths.ts';
import type { ExportFile, ExportPlan, Written } from '../plan/types.ts';

/** A format: what is said of it, what it needs of a plan, and how it is written. Writers are pure. */
export interface Format extends ExportFormat {
  readonly options: ExportOptionName[];
  readonly needs: PlanNeeds;
  readonly write: (plan: ExportPlan) => Written;
}

/** A file for each of some things, named after them; names that are alike get a number. */
export function filesNamed<Thing extends { readonly name: string }>(
  things: readonly Thing[],
  extension: string,
  text: (thing: Thing) => string,
): ExportFile[] {
  const taken = new Set<string>();
  return things.map((thing) => {
    const base = safeFileName(thing.name);
    let name = `${base}${extension}`;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${base} ${n}${extension}`;
    taken.add(name.toLowerCase());
    return { name, text: text(thing) };
  });
}

/** Clips under their names, for `filesNamed`. */
export const clipsByName = (plan: ExportPlan) => plan.clips.map((clip) => ({ name: clip.media.name, clip }));
