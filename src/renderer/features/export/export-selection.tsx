import type { ReactElement } from 'react';
import type { ExportSelection } from '../../../shared/contract/index.ts';
import type { IdentityId } from '../../../shared/ids.ts';
import { personLabel } from '../../../shared/palette.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useCast, useTags } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { changed } from './export-store.ts';
import { Pick, Tick } from './field.tsx';

/** Which ranges: of which clips and people, and how sure. */
export function ExportSelectionFields(props: {
  selection: ExportSelection;
  onChange: (selection: ExportSelection) => void;
}): ReactElement {
  const { handover } = texts();
  const { selection } = props;
  const assetId = useDesk((state) => state.assetId);
  const people = (useCast().data ?? []).filter(({ isHidden }) => !isHidden);
  const tags = [...new Set((useTags().data ?? []).map(({ name }) => name))].sort();
  const set = (change: Parameters<typeof changed<ExportSelection>>[1]): void =>
    props.onChange(changed(selection, change));
  const who = selection.appearances ? (selection.identityIds?.[0] ?? 'all') : 'none';
  return (
    <fieldset className="fields">
      <legend>{handover.what}</legend>
      <Pick
        label={handover.clips}
        value={selection.assetIds ? 'one' : 'all'}
        options={[
          ['all', handover.allClips],
          ['one', handover.thisClip],
        ]}
        onChange={(value) => set({ assetIds: value === 'one' && assetId ? [assetId] : undefined })}
      />
      <Pick
        label={handover.people}
        value={who}
        options={[
          ['all', handover.everybody],
          ['none', handover.nobody],
          ...people.map((person) => [person.id, personLabel(person)] as const),
        ]}
        onChange={(value) =>
          set({
            appearances: value !== 'none',
            identityIds: value === 'all' || value === 'none' ? undefined : [value as IdentityId],
          })
        }
      />
      {tags.length === 0 ? null : (
        <Pick
          label={handover.tag}
          value={selection.tags?.[0] ?? ''}
          options={[['', handover.anyTag], ...tags.map((tag) => [tag, tag] as const)]}
          onChange={(value) => set({ tags: value === '' ? undefined : [value] })}
        />
      )}
      <Tick label={handover.shots} checked={selection.shots} onChange={(shots) => set({ shots })} />
      <Tick
        label={handover.confirmedOnly}
        checked={selection.confirmedOnly}
        onChange={(confirmedOnly) => set({ confirmedOnly })}
      />
    </fieldset>
  );
}
