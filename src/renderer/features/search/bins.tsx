import { Plus } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import { type ReactElement, useEffect, useRef } from 'react';
import type { SmartBin } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { CommandButton, keepFocus } from '../../ui/button.tsx';
import { WithMenu } from '../../ui/context-menu.tsx';
import { Key } from '../../ui/key.tsx';
import { openBin, removeBin, renameBin } from './actions.ts';
import { useBins } from './queries.ts';
import { useSearch } from './search-store.ts';

/** Saved searches, with what each holds at this moment. */
export function Bins(): ReactElement {
  const bins = useBins().data ?? [];
  const isEmpty = useSearch((state) => state.query.trim() === '');
  const words = texts().search;
  return (
    <section className="panel bins" aria-label={words.bins}>
      <div className="panel-head">
        <h2>{words.bins}</h2>
        <span className="panel-count">{bins.length > 0 ? bins.length : ''}</span>
        <CommandButton id="save-search" disabled={isEmpty} label={words.addBin}>
          <Plus size={15} aria-hidden />
        </CommandButton>
      </div>
      {bins.length === 0 ? <p className="hint">{words.noBins}</p> : null}
      {bins.length > 0 ? (
        <ul className="bin-list">
          {bins.map((bin) => (
            <li key={bin.id}>
              <BinRow bin={bin} />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function BinRow({ bin }: { bin: SmartBin }): ReactElement {
  const environment = useEnvironment();
  const isNaming = useSearch((state) => state.namingBin === bin.id);
  const query = useSearch((state) => state.query);
  const isOpen = useDesk((state) => state.side === 'search') && query === bin.query;
  const words = texts().search;
  if (isNaming) return <BinName bin={bin} />;
  const rename = (): void => useSearch.getState().nameBin(bin.id);
  return (
    <WithMenu
      content={() => (
        <>
          <ContextMenu.Item className="menu-item" onSelect={rename}>
            <span>{words.rename}</span>
            <Key text="F2" />
          </ContextMenu.Item>
          <ContextMenu.Item className="menu-item" onSelect={() => attempt(removeBin(environment, bin))}>
            <span>{words.remove}</span>
            <Key text="Delete" />
          </ContextMenu.Item>
        </>
      )}
    >
      <button
        type="button"
        className="bin"
        aria-label={words.bin(bin.name, bin.count)}
        aria-current={isOpen}
        title={bin.query}
        onMouseDown={keepFocus}
        onClick={() => openBin(environment, bin)}
        onDoubleClick={rename}
        onKeyDown={(event) => {
          if (event.key === 'F2') rename();
          else if (event.key === 'Delete' || event.key === 'Backspace') attempt(removeBin(environment, bin));
          else return;
          event.preventDefault();
        }}
      >
        <i aria-hidden />
        <span>{bin.name}</span> <small className="numbers">{bin.count}</small>
      </button>
    </WithMenu>
  );
}

function BinName({ bin }: { bin: SmartBin }): ReactElement {
  const environment = useEnvironment();
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useEffect(() => input.current?.select(), []);
  const finish = (name: string): void => {
    if (isDone.current) return;
    isDone.current = true;
    attempt(renameBin(environment, bin, name));
  };
  return (
    <input
      ref={input}
      className="bin-name"
      aria-label={texts().search.binName}
      defaultValue={bin.name}
      maxLength={200}
      onBlur={(event) => finish(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(event.currentTarget.value);
        else if (event.key === 'Escape') finish(bin.name);
        else return;
        event.preventDefault();
      }}
    />
  );
}
