import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactElement, useDeferredValue, useEffect, useState } from 'react';
import type { ExportPreview, ExportRequest } from '../../../shared/contract/index.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { exportKeys } from './actions.ts';

const mostRows = 200;

/** What would be written: the warnings first, then the ranges or the text of a file. */
export function ExportPreviewPane(props: {
  request: ExportRequest;
  onFileCount: (count: number) => void;
}): ReactElement {
  const { client } = useEnvironment();
  const { handover } = texts();
  const request = useDeferredValue(props.request);
  const { data, error } = useQuery({
    queryKey: exportKeys.preview(request),
    queryFn: () => client.export.preview(request),
    placeholderData: keepPreviousData,
  });
  const { onFileCount } = props;
  const count = data && !error ? data.files.length : 0;
  useEffect(() => onFileCount(count), [onFileCount, count]);
  const [tab, setTab] = useState<'ranges' | 'file'>('ranges');
  return (
    <section className="export-preview" aria-label={handover.preview}>
      <div className="export-tabs">
        {(['ranges', 'file'] as const).map((name) => (
          <button
            key={name}
            type="button"
            className="button switch"
            aria-pressed={tab === name}
            onClick={() => setTab(name)}
          >
            {name === 'ranges' ? handover.ranges(data?.rangeCount ?? 0) : handover.file}
          </button>
        ))}
      </div>
      {error ? <p className="error-text">{error.message}</p> : null}
      {!data && !error ? <p className="quiet-text">{handover.previewing}</p> : null}
      {data ? <Warnings preview={data} /> : null}
      {data && tab === 'ranges' ? <Ranges preview={data} /> : null}
      {data && tab === 'file' ? <Files preview={data} /> : null}
    </section>
  );
}

function Warnings({ preview }: { preview: ExportPreview }): ReactElement | null {
  if (preview.warnings.length === 0) return null;
  return (
    <ul className="export-warnings">
      {preview.warnings.slice(0, 20).map(({ code, message }) => (
        <li key={`${code} ${message}`}>{code === 'nothing-selected' ? texts().handover.nothing : message}</li>
      ))}
    </ul>
  );
}

function Ranges({ preview }: { preview: ExportPreview }): ReactElement | null {
  const { handover } = texts();
  if (preview.rangeCount === 0) return null;
  const shown = preview.ranges.slice(0, mostRows);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and nothing in it takes the focus
    <section className="export-scroll" tabIndex={0} aria-label={handover.ranges(preview.rangeCount)}>
      <table>
        <thead>
          <tr>
            <th>{handover.range}</th>
            <th>{handover.from}</th>
            <th>{handover.to}</th>
            <th>{handover.clip}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((range) => (
            <tr key={`${range.clip} ${range.startFrame} ${range.endFrame} ${range.name}`}>
              <td>
                <i className="export-colour" style={{ background: range.colour }} aria-hidden />
                {range.name}
              </td>
              <td>{range.startTimecode}</td>
              <td>{range.endTimecode}</td>
              <td title={range.clip}>{range.clip}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {preview.rangeCount > shown.length ? (
        <p className="quiet-text">{handover.moreRanges(preview.rangeCount - shown.length)}</p>
      ) : null}
    </section>
  );
}

function Files({ preview }: { preview: ExportPreview }): ReactElement {
  const { handover } = texts();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and nothing in it takes the focus
    <section className="export-scroll" tabIndex={0} aria-label={handover.file}>
      {preview.files.slice(0, 3).map(({ name, bytes, head }) => (
        <figure key={name}>
          <figcaption>{handover.fileSize(name, Math.max(1, Math.round(bytes / 1024)))}</figcaption>
          <pre>{head}</pre>
        </figure>
      ))}
    </section>
  );
}
