import type { ExportSelection } from '../../../shared/contract/index.ts';
import type { Manifest, ManifestElement, ManifestTag } from '../../../shared/manifest.ts';

/** The tag that marks shots. */
export const shotTagId = 'shot';

/** True for a range that is a shot. */
export const isShot = (element: ManifestElement): boolean => element.tags.includes(shotTagId);

/** What the machine sees beside people: its ranges are worked out and have no editor's word but a name. */
export const isSeen = (kind: ManifestTag['kind']): boolean => kind === 'clothing' || kind === 'object';

/** Which elements of a manifest are asked for. Rejected ones are never exported. */
export function selectElements(manifest: Manifest, selection: ExportSelection): ManifestElement[] {
  const tags = new Map(manifest.tags.map((tag) => [tag.id, tag]));
  const assets = selection.assetIds && new Set<string>(selection.assetIds);
  const people = selection.identityIds && new Set<string>(selection.identityIds);
  const names = selection.tags && new Set(selection.tags.map((name) => name.toLowerCase()));
  const has = (element: ManifestElement, isWanted: (tag: ManifestTag) => boolean): boolean =>
    element.tags.some((id) => {
      const tag = tags.get(id);
      return tag !== undefined && isWanted(tag);
    });
  return manifest.elements.filter((element) => {
    if (element.status === 'rejected') return false;
    if (assets && !assets.has(element.media)) return false;
    // Shots are asked for by themselves: whom they show and who confirmed them says nothing.
    if (isShot(element)) return selection.shots;
    const seen = element.tags.flatMap((id) => tags.get(id) ?? []).find(({ kind }) => isSeen(kind));
    if (seen) {
      if (!(seen.kind === 'clothing' ? selection.outfits : selection.props)) return false;
      if (selection.confirmedOnly && element.status !== 'confirmed') return false;
      if (people && seen.parent !== undefined && !people.has(seen.parent)) return false;
      return !names || has(element, ({ id, name }) => names.has(name.toLowerCase()) || names.has(id));
    }
    const isOwnTag = element.tags.every((id) => tags.get(id)?.kind === 'custom');
    if (isOwnTag ? !(selection.tagged ?? !people) : !selection.appearances) return false;
    if (selection.confirmedOnly && element.status !== 'confirmed') return false;
    if (people && !isOwnTag && !has(element, ({ id }) => people.has(id))) return false;
    return !names || has(element, ({ id, name }) => names.has(name.toLowerCase()) || names.has(id));
  });
}
