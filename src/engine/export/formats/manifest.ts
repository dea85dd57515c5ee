import { manifestText } from '../manifest.ts';
import { isShot } from '../plan/select.ts';
import type { ExportPlan } from '../plan/types.ts';
import { type Format, filesNamed } from './format.ts';

/** What was chosen, with the shots of its clips: the manifest is what everything else can be made of again. */
function text({ manifest, selection, clips }: ExportPlan): string {
  const chosen = new Set(clips.flatMap(({ ranges }) => ranges.map(({ element }) => element.id)));
  const assets = selection.assetIds && new Set<string>(selection.assetIds);
  const elements = manifest.elements.filter(
    (element) => chosen.has(element.id) || (isShot(element) && (!assets || assets.has(element.media))),
  );
  const used = new Set(elements.flatMap((element) => element.tags));
  const parents = manifest.tags.flatMap(({ id, parent }) => (parent && used.has(id) ? [parent] : []));
  const tags = new Set([...used, ...parents]);
  return manifestText({
    ...manifest,
    media: manifest.media.filter(({ id }) => !assets || assets.has(id)),
    tags: manifest.tags.filter(({ id }) => tags.has(id)),
    elements,
  });
}

export const manifestFormat: Format = {
  id: 'manifest',
  name: 'Castline manifest',
  program: 'scripts, plug-ins and other tools',
  extension: '.json',
  per: 'library',
  steps: [
    'Read it with the JSON Schema resources/manifest.schema.json.',
    'DaVinci Resolve: put resources/plugins/resolve/castline_markers.py into Fusion/Scripts/Edit of its support folder, then Workspace > Scripts > castline_markers.',
    'Premiere Pro 25.6+: add the folder resources/plugins/premiere in the UXP Developer Tool and load it, then Window > UXP Plugins > Castline.',
  ],
  shapes: ['annotated'],
  options: [],
  defaults: {},
  checkedWith: 'ajv, by its JSON Schema',
  notRunIn: '',
  needs: { rates: 'any', usesTimecode: false },
  write: (plan) => ({
    files: filesNamed([{ name: `${plan.title} manifest` }], '.json', () => text(plan)),
    warnings: [],
  }),
};
