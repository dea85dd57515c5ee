import type { ReactElement } from 'react';
import { exportDefaults, exportOptionsSchema } from '../../../shared/contract/export.ts';
import type {
  ExportFormat,
  ExportOptionName,
  ExportOptions,
  ExportRequest,
} from '../../../shared/contract/index.ts';
import { rateText } from '../../../shared/time.ts';
import { texts } from '../../texts/index.ts';
import { changed } from './export-store.ts';
import { Field, Pick } from './field.tsx';
import { FormatSteps } from './format-cards.tsx';

type Options = ExportRequest['options'];

const rates = ['24000/1001', '24/1', '25/1', '30000/1001', '30/1', '50/1', '60000/1001', '60/1'];
const rateLabel = (rate: string): string => {
  const [num = 0, den = 1] = rate.split('/').map(Number);
  return rateText({ num, den });
};

interface OptionProps {
  readonly options: { readonly [Key in ExportOptionName]?: ExportOptions[Key] | undefined };
  readonly set: (change: { [Key in ExportOptionName]?: ExportOptions[Key] | undefined }) => void;
}

/** How it is written: what the chosen format asks for, and nothing else. */
export function ExportOptionFields(props: {
  format: ExportFormat;
  options: Options;
  onChange: (options: Options) => void;
}): ReactElement {
  const { format } = props;
  const options = { ...exportDefaults, ...format.defaults, ...props.options };
  const set: OptionProps['set'] = (change) => props.onChange(changed(props.options, change));
  const asks = (name: ExportOptionName): boolean => format.options.includes(name);
  return (
    <fieldset className="fields">
      <legend>{texts().handover.how}</legend>
      {format.shapes.length > 1 ? <ShapeField options={options} set={set} /> : null}
      {asks('handleFrames') && options.shape === 'selects' ? (
        <HandleField options={options} set={set} />
      ) : null}
      {asks('nameTemplate') ? <NameField options={options} set={set} /> : null}
      {asks('colourBy') ? <ColourField options={options} set={set} /> : null}
      {asks('timelineStart') ? <StartField options={options} set={set} /> : null}
      {asks('frameRate') ? <RateField options={options} set={set} /> : null}
      {asks('mediaPaths') ? <PathField options={options} set={set} /> : null}
      {asks('remap') ? <RemapFields options={options} set={set} /> : null}
      {asks('fcpxmlVersion') ? <VersionField options={options} set={set} /> : null}
      <FormatSteps format={format} />
    </fieldset>
  );
}

function ShapeField({ options, set }: OptionProps): ReactElement {
  const { handover } = texts();
  return (
    <Pick
      label={handover.shape}
      value={options.shape ?? 'annotated'}
      options={[
        ['annotated', handover.annotated],
        ['selects', handover.selects],
      ]}
      onChange={(shape) => set({ shape: exportOptionsSchema.shape.shape.parse(shape) })}
    />
  );
}

function HandleField({ options, set }: OptionProps): ReactElement {
  return (
    <Field label={texts().handover.handles}>
      {(id) => (
        <input
          id={id}
          type="number"
          min={0}
          max={1000}
          value={options.handleFrames ?? 0}
          onChange={({ currentTarget: { valueAsNumber } }) =>
            set({ handleFrames: Math.min(1000, Math.max(0, Math.round(valueAsNumber) || 0)) })
          }
        />
      )}
    </Field>
  );
}

function NameField({ options, set }: OptionProps): ReactElement {
  const { handover } = texts();
  return (
    <Field label={handover.nameTemplate} help={handover.nameHelp}>
      {(id) => (
        <input
          id={id}
          type="text"
          maxLength={200}
          title={handover.nameHelp}
          value={options.nameTemplate ?? ''}
          onChange={({ currentTarget: { value } }) => set({ nameTemplate: value === '' ? undefined : value })}
        />
      )}
    </Field>
  );
}

function ColourField({ options, set }: OptionProps): ReactElement {
  const { handover } = texts();
  return (
    <Pick
      label={handover.colourBy}
      value={options.colourBy ?? 'identity'}
      options={[
        ['identity', handover.colourIdentity],
        ['kind', handover.colourKind],
      ]}
      onChange={(value) => set({ colourBy: exportOptionsSchema.shape.colourBy.parse(value) })}
    />
  );
}

/** Kept when it is a timecode; what is half typed is not sent. */
function StartField({ options, set }: OptionProps): ReactElement {
  const { handover } = texts();
  return (
    <Field label={handover.timelineStart} help={handover.timelineHelp}>
      {(id) => (
        <input
          id={id}
          type="text"
          placeholder="01:00:00:00"
          title={handover.timelineHelp}
          defaultValue={options.timelineStart ?? ''}
          onChange={({ currentTarget }) => {
            const text = currentTarget.value.trim();
            const parsed = exportOptionsSchema.shape.timelineStart.safeParse(text === '' ? undefined : text);
            currentTarget.setAttribute('aria-invalid', String(!parsed.success));
            if (parsed.success) set({ timelineStart: parsed.data });
          }}
        />
      )}
    </Field>
  );
}

function RateField({ options, set }: OptionProps): ReactElement {
  const { handover } = texts();
  return (
    <Pick
      label={handover.frameRate}
      value={options.frameRate ?? ''}
      options={[['', handover.frameRateOwn], ...rates.map((rate) => [rate, rateLabel(rate)] as const)]}
      onChange={(rate) => set({ frameRate: rate === '' ? undefined : rate })}
    />
  );
}

function PathField({ options, set }: OptionProps): ReactElement {
  const { handover } = texts();
  return (
    <Pick
      label={handover.mediaPaths}
      value={options.mediaPaths ?? 'absolute'}
      options={[
        ['absolute', handover.absolute],
        ['relative', handover.relative],
        ['url', handover.url],
      ]}
      onChange={(style) => set({ mediaPaths: exportOptionsSchema.shape.mediaPaths.parse(style) })}
    />
  );
}

function RemapFields({ options, set }: OptionProps): ReactElement {
  const { handover } = texts();
  const [first = { from: '', to: '' }, ...rest] = options.remap ?? [];
  const put = (next: { from: string; to: string }): void =>
    set({ remap: next.from === '' ? rest : [next, ...rest] });
  return (
    <details className="remap" open={first.from !== ''}>
      <summary>{handover.remap}</summary>
      <Field label={handover.remapFrom}>
        {(id) => (
          <input
            id={id}
            type="text"
            value={first.from}
            onChange={({ currentTarget: { value } }) => put({ from: value, to: first.to })}
          />
        )}
      </Field>
      <Field label={handover.remapTo}>
        {(id) => (
          <input
            id={id}
            type="text"
            value={first.to}
            onChange={({ currentTarget: { value } }) => put({ from: first.from, to: value })}
          />
        )}
      </Field>
    </details>
  );
}

function VersionField({ options, set }: OptionProps): ReactElement {
  const schema = exportOptionsSchema.shape.fcpxmlVersion;
  return (
    <Pick
      label={texts().handover.fcpxmlVersion}
      value={options.fcpxmlVersion ?? '1.10'}
      options={schema.options.map((version) => [version, version] as const)}
      onChange={(version) => set({ fcpxmlVersion: schema.parse(version) })}
    />
  );
}
