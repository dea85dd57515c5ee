import type { ReactElement } from 'react';
import type { ExportSelection, PersonView } from '../../../shared/contract/index.ts';
import type { IdentityId } from '../../../shared/ids.ts';
import { personLabel } from '../../../shared/palette.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useCast, useTags } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { useBins } from '../search/queries.ts';
import { useSearch } from '../search/search-store.ts';
import { changed } from './export-store.ts';
import { Pick, Tick } from './field.tsx';

/** Which ranges: of which clips and people, and how sure. */
export function ExportSelectionFields(props: {
  selection: ExportSelection;
  /** The manifest holds outfits and things unless told otherwise. */
  isManifest: boolean;
  onChange: (selection: ExportSelection) => void;
}): ReactElement {
  const { handover } = texts();
  const { selection } = props;
  const assetId = useDesk((state) => state.assetId);
  const people = (useCast().data ?? []).filter(({ isHidden }) => !isHidden);
  const tags = [...new Set((useTags().data ?? []).map(({ name }) => name))].sort();
  const set = (change: Parameters<typeof changed<ExportSelection>>[1]): void =>
    props.onChange(changed(selection, change));
  const who = selection.appearances ? (selection.identityIds ? 'some' : 'all') : 'none';
  const first = people[0];
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
          ...(first ? [['some', handover.some] as const] : []),
        ]}
        onChange={(value) =>
          set({
            appearances: value !== 'none',
            identityIds: value === 'some' && first ? [first.id] : undefined,
          })
        }
      />
      {selection.appearances && selection.identityIds ? (
        <PeopleTicks
          people={people}
          chosen={selection.identityIds}
          onChange={(identityIds) => set({ identityIds })}
        />
      ) : null}
      <FoundField selection={selection} onChange={set} />
      {tags.length === 0 ? null : (
        <Pick
          label={handover.tag}
          value={selection.tags?.[0] ?? ''}
          options={[['', handover.anyTag], ...tags.map((tag) => [tag, tag] as const)]}
          onChange={(value) => set({ tags: value === '' ? undefined : [value] })}
        />
      )}
      <Tick
        label={handover.tagged}
        checked={selection.tagged ?? !selection.identityIds}
        onChange={(tagged) => set({ tagged })}
      />
      <Tick
        label={handover.outfits}
        checked={selection.outfits ?? props.isManifest}
        onChange={(outfits) => set({ outfits })}
      />
      <Tick
        label={handover.props}
        checked={selection.props ?? props.isManifest}
        onChange={(things) => set({ props: things })}
      />
      <Tick label={handover.shots} checked={selection.shots} onChange={(shots) => set({ shots })} />
      <Tick
        label={handover.confirmedOnly}
        checked={selection.confirmedOnly}
        onChange={(confirmedOnly) => set({ confirmedOnly })}
      />
    </fieldset>
  );
}

/** Several people; the last one stays chosen. */
function PeopleTicks(props: {
  people: readonly PersonView[];
  chosen: readonly IdentityId[];
  onChange: (chosen: IdentityId[]) => void;
}): ReactElement {
  const { people, chosen, onChange } = props;
  const tick = (id: IdentityId, isIn: boolean): void => {
    const next = isIn ? [...chosen, id] : chosen.filter((one) => one !== id);
    if (next.length > 0) onChange(next);
  };
  return (
    <fieldset className="people-ticks" aria-label={texts().handover.some}>
      {people.map((person) => (
        <Tick
          key={person.id}
          label={personLabel(person)}
          checked={chosen.includes(person.id)}
          onChange={(isIn) => tick(person.id, isIn)}
        />
      ))}
    </fieldset>
  );
}

/** Everywhere, where the search in the field finds something, or what a bin holds. */
function FoundField(props: {
  selection: ExportSelection;
  onChange: (change: { query?: string | undefined; binId?: string | undefined }) => void;
}): ReactElement | null {
  const { handover } = texts();
  const { selection, onChange } = props;
  const bins = useBins().data ?? [];
  const inField = useSearch((state) => state.query).trim();
  const query = selection.query ?? inField;
  if (bins.length === 0 && query === '') return null;
  return (
    <Pick
      label={handover.found}
      value={selection.binId ? `bin ${selection.binId}` : selection.query ? 'search' : ''}
      options={[
        ['', handover.everywhere],
        ...(query === '' ? [] : [['search', handover.foundBy(query)] as const]),
        ...bins.map(({ id, name, count }) => [`bin ${id}`, handover.bin(name, count)] as const),
      ]}
      onChange={(value) =>
        onChange({
          query: value === 'search' ? query : undefined,
          binId: value.startsWith('bin ') ? value.slice(4) : undefined,
        })
      }
    />
  );
}
