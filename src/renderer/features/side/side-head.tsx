import type { KeyboardEvent, ReactElement } from 'react';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useReviewCounts } from '../../app/queries.ts';
import { commandName } from '../../commands/command.ts';
import { commandById } from '../../commands/list.ts';
import { texts } from '../../texts/index.ts';
import { CommandButton, keepFocus } from '../../ui/button.tsx';
import { Tip } from '../../ui/tip.tsx';
import { KeyHint } from '../cuts/key-hint.tsx';
import { sideTabs } from './tabs.ts';

/** The head of the panel at the right: tabs, and how many questions about people are open. */
export function SideHead(): ReactElement {
  const environment = useEnvironment();
  const side = useDesk((state) => state.side);
  const open = useReviewCounts().data?.total ?? 0;
  const step = (event: KeyboardEvent<HTMLElement>): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = sideTabs.findIndex((tab) => tab.side === side) + by;
    const next = sideTabs[(at + sideTabs.length) % sideTabs.length];
    if (next) commandById(next.command).run(environment);
  };
  return (
    <div className="panel-head side-head">
      <div className="side-tabs" role="tablist" aria-label={texts().side.tabs} onKeyDown={step}>
        {sideTabs.map((tab) => {
          const command = commandById(tab.command);
          const chosen = tab.side === side;
          return (
            <Tip key={tab.side} label={commandName(command)} keyText={command.keys[0]}>
              <button
                type="button"
                role="tab"
                aria-selected={chosen}
                tabIndex={chosen ? 0 : -1}
                onMouseDown={keepFocus}
                onClick={() => command.run(environment)}
              >
                {texts().side[tab.side]}
              </button>
            </Tip>
          );
        })}
      </div>
      {open > 0 ? (
        <CommandButton id="review-people" tone="quiet" label={texts().side.review(open)}>
          <b className="numbers">{open}</b> <KeyHint text="r" />
        </CommandButton>
      ) : null}
    </div>
  );
}
