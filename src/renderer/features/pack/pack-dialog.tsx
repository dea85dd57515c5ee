import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { PackChoice, PackOptions, PackPlan, PackSubject } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useCast, useWardrobe } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { CropTile } from '../../ui/crop.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { personName } from '../../ui/texts.ts';
import { Tick } from '../export/field.tsx';
import { objectText, outfitName } from '../wardrobe/words.ts';
import { usePackWriting, writeAllPacks, writePack } from './actions.ts';
import { PackViews } from './pack-views.tsx';

/** Chooses the views of a person, an outfit or a thing, and writes them as models take them. */
export function PackDialog(): ReactElement {
  const isOpen = useDesk((state) => state.dialog === 'pack');
  const openDialog = useDesk((state) => state.openDialog);
  const { handover } = texts();
  return (
    <Sheet
      title={handover.packTitle}
      description={handover.packAbout}
      open={isOpen}
      onClose={() => openDialog(undefined)}
      size="wide"
    >
      <PackBody />
    </Sheet>
  );
}

const keyOf = ({ kind, id }: PackSubject): string => `${kind} ${id}`;

type SubjectName = (subject: PackSubject & { readonly name: string }) => string;

/** Names what a pack can be of as the rest of the desk does. */
function useSubjectName(): SubjectName {
  const people = useCast().data ?? [];
  const outfits = useWardrobe().data ?? [];
  const nameOf = (id: string): string | undefined => {
    const person = people.find((one) => one.id === id);
    return person && personName(person);
  };
  return ({ kind, id, name }) => {
    if (kind === 'prop') return objectText(id);
    if (kind === 'person') return nameOf(id) ?? name;
    const outfit = outfits.find((one) => one.id === id);
    if (!outfit || outfit.name !== null) return name;
    return [nameOf(outfit.identityId), outfitName(outfit)].filter((part) => part !== undefined).join(', ');
  };
}

function PackBody(): ReactElement {
  const { client } = useEnvironment();
  const { handover } = texts();
  const personId = useDesk((state) => state.personId);
  const { data: subjects, error } = useQuery({
    queryKey: ['cast', 'pack-subjects'],
    queryFn: () => client.packs.subjects(),
  });
  const subjectName = useSubjectName();
  const [asked, setAsked] = useState<string>();
  if (error) return <p className="error-text hint">{error.message}</p>;
  if (!subjects) return <p className="hint">{handover.previewing}</p>;
  const chosen =
    subjects.find((one) => keyOf(one) === asked) ?? subjects.find(({ id }) => id === personId) ?? subjects[0];
  if (!chosen) return <p className="hint">{handover.noSubjects}</p>;
  return (
    <div className="export">
      <ul className="pack-subjects" aria-label={handover.subjects}>
        {subjects.map((one) => (
          <li key={keyOf(one)}>
            <button
              type="button"
              className="pack-subject"
              aria-pressed={one === chosen}
              onMouseDown={keepFocus}
              onClick={() => setAsked(keyOf(one))}
            >
              {one.crop ? <CropTile crop={one.crop} /> : <span className="crop" aria-hidden="true" />}
              <span>
                <b>{subjectName(one)}</b>
                <small>{handover[one.kind]}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <PackForm subject={{ kind: chosen.kind, id: chosen.id }} nameOf={subjectName} />
    </div>
  );
}

function PackForm({ subject, nameOf }: { subject: PackSubject; nameOf: SubjectName }): ReactElement {
  const { client } = useEnvironment();
  const { data, error } = useQuery({
    queryKey: ['cast', 'pack-plan', subject],
    queryFn: () => client.packs.plan(subject),
    placeholderData: keepPreviousData,
  });
  if (error) return <p className="error-text">{error.message}</p>;
  if (!data) return <p className="hint">{texts().handover.previewing}</p>;
  return (
    <PlanForm key={keyOf(data.subject)} plan={data} name={nameOf({ ...data.subject, name: data.name })} />
  );
}

function PlanForm({ plan, name }: { plan: PackPlan; name: string }): ReactElement {
  const environment = useEnvironment();
  const { handover } = texts();
  const [choice, setChoice] = useState<PackChoice>(plan.choice);
  const [options, setOptions] = useState<PackOptions>({ enlarge: false, retired: false });
  const writing = usePackWriting();
  const isBusy = writing.total > 0;
  return (
    <div className="export-form">
      <p className="pack-words">
        <b>{name}</b> {plan.description}
      </p>
      {plan.warnings.length === 0 ? null : (
        <ul className="export-warnings">
          {plan.warnings.map(({ code, message }) => (
            <li key={code}>{message}</li>
          ))}
        </ul>
      )}
      <PackViews plan={plan} choice={choice} onChange={setChoice} />
      <div className="export-foot">
        <div className="pack-ticks">
          <Tick
            label={handover.enlarge}
            checked={options.enlarge}
            onChange={(enlarge) => setOptions({ ...options, enlarge })}
          />
          <Tick
            label={handover.retired}
            checked={options.retired}
            onChange={(retired) => setOptions({ ...options, retired })}
          />
        </div>
        {isBusy ? (
          <>
            <span role="status">{handover.progress(writing.done, writing.total)}</span>
            <button type="button" className="button plain" onClick={writing.cancel}>
              {handover.cancel}
            </button>
          </>
        ) : (
          <button
            type="button"
            className="button plain"
            onMouseDown={keepFocus}
            onClick={() => attempt(writeAllPacks(environment, options))}
          >
            {handover.writeAll}
          </button>
        )}
        <button
          type="button"
          className="button accent"
          aria-disabled={isBusy}
          onMouseDown={keepFocus}
          onClick={() => {
            if (!isBusy) attempt(writePack(environment, { subject: plan.subject, choice, options }));
          }}
        >
          {handover.writePack}
        </button>
      </div>
    </div>
  );
}
