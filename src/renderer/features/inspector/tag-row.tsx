import { X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { AssetDetail, TagView } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useTags } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { editRanges } from '../timeline/edits.ts';
import { type Chosen, tagTargetOf } from './chosen.ts';
import { PickButton } from './several.tsx';

/** Tags that are put on exactly what is chosen. */
function tagsOn(tags: readonly TagView[], chosen: Chosen, detail: AssetDetail | undefined): TagView[] {
  const target = tagTargetOf(chosen, detail);
  if (!target) return [];
  if (target.on === 'identity') {
    return tags.filter((tag) => tag.identityId === target.identityId && tag.assetId === undefined);
  }
  if (target.on !== 'range') return [];
  return tags.filter(
    (tag) =>
      tag.assetId === target.assetId &&
      tag.startFrame === target.startFrame &&
      tag.endFrame === target.endFrame,
  );
}

/** The tags of what is chosen, to be taken away and added to. */
export function TagRow(props: { chosen: Chosen; detail: AssetDetail | undefined }): ReactElement | null {
  const { chosen, detail } = props;
  const environment = useEnvironment();
  const words = texts().inspector;
  const own = tagsOn(useTags().data ?? [], chosen, detail);
  const target = tagTargetOf(chosen, detail);
  if (!target) return null;
  return (
    <>
      <h3>{words.tags}</h3>
      <div className="tag-chips">
        {own.map((tag) => (
          <span key={tag.id} className="tag-chip">
            {tag.name}
            <button
              type="button"
              aria-label={words.removeTag(tag.name)}
              onClick={() => attempt(editRanges(environment, { remove: [tag.id] }))}
            >
              <X size={11} aria-hidden />
            </button>
          </span>
        ))}
        <PickButton
          label={words.addTag}
          onTake={(name) => attempt(editRanges(environment, { add: [{ name, target }] }))}
        />
      </div>
    </>
  );
}
