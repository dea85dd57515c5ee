import type { ReactElement } from 'react';
import type { LedgerLine } from '../../../shared/contract/index.ts';
import { imageUrl } from '../../../shared/contract/media-urls.ts';
import { texts } from '../../texts/index.ts';
import { Tip } from '../../ui/tip.tsx';
import { useCloudState, useLedger } from './queries.ts';
import { bytesText, momentText, moneyText, routeText } from './words.ts';

/** So many lines are shown; older ones are in the library. */
const mostLines = 300;

/** What left the machine: when, where to, which picture, what it cost. The newest first. */
export function LedgerPage(): ReactElement {
  const { data: lines, error } = useLedger();
  const spent = useCloudState().data?.spent;
  const { ledger, calls } = texts().cloud;
  if (error) return <p className="error-text">{error.message}</p>;
  if (!lines) return <p className="quiet-text">…</p>;
  if (lines.length === 0) return <p className="quiet-text">{ledger.empty}</p>;
  return (
    <>
      {spent ? (
        <p className="numbers">{ledger.sum(calls(spent.calls), moneyText(spent.costMicros))}</p>
      ) : null}
      <table className="cloud-ledger">
        <thead>
          <tr>
            {[ledger.what, ledger.when, ledger.where, ledger.size, ledger.cost, ledger.state].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, mostLines).map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </tbody>
      </table>
      {lines.length > mostLines ? (
        <p className="quiet-text">{ledger.older(lines.length - mostLines)}</p>
      ) : null}
    </>
  );
}

function Line({ line }: { line: LedgerLine }): ReactElement {
  const { ledger } = texts().cloud;
  const { image, at, host, route, bytes, costMicros, isCostEstimated, state, code, message, askedBy } = line;
  const cost = <span className="numbers">{`${isCostEstimated ? '≈ ' : ''}${moneyText(costMicros)}`}</span>;
  const why = askedBy === 'test' ? ledger.test : askedBy === 'probe' ? ledger.probe : undefined;
  return (
    <tr>
      <td>{image ? <img src={imageUrl(image)} alt="" draggable={false} /> : ledger.noPicture}</td>
      <td className="numbers">{momentText(at)}</td>
      <td>
        {host}
        <small>{routeText(route)}</small>
      </td>
      <td className="numbers">{bytesText(bytes)}</td>
      <td>{isCostEstimated ? <Tip label={ledger.listPrice}>{cost}</Tip> : cost}</td>
      <td className={code ? 'error-text' : ''}>
        {state === 'settled' && code ? ledger.refused : ledger[state]}
        {message ? <small>{message}</small> : null}
        {why ? <small>{why}</small> : null}
      </td>
    </tr>
  );
}
