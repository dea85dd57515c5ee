import { RadioGroup } from 'radix-ui';
import type { ReactElement } from 'react';
import { exportFormatIdSchema } from '../../../shared/contract/export.ts';
import type { ExportFormat } from '../../../shared/contract/index.ts';
import { texts } from '../../texts/index.ts';
import { useExport } from './export-store.ts';

/** All formats, each with the program it is for; the chosen one says how it gets in there. */
export function FormatCards(props: { formats: readonly ExportFormat[]; chosen: string }): ReactElement {
  const { handover } = texts();
  const choose = useExport((state) => state.choose);
  return (
    <RadioGroup.Root
      className="format-cards"
      aria-label={handover.formats}
      value={props.chosen}
      onValueChange={(id) => choose(exportFormatIdSchema.parse(id))}
    >
      {props.formats.map((format) => (
        <RadioGroup.Item key={format.id} value={format.id} className="format-card" aria-label={format.name}>
          <b>{format.name}</b>
          <small>{handover.forProgram(format.program)}</small>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

/** The steps into the program, and what is known of how well it works. */
export function FormatSteps({ format }: { format: ExportFormat }): ReactElement {
  const { handover } = texts();
  return (
    <section className="format-steps" aria-label={handover.howTo(format.program)}>
      <h3>{handover.howTo(format.program)}</h3>
      <ol>
        {format.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="quiet-text">{handover.checked(format.checkedWith)}</p>
      {format.notRunIn === '' ? null : <p className="quiet-text">{handover.notRun(format.notRunIn)}</p>}
    </section>
  );
}
