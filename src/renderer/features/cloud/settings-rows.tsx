import type { ReactElement } from 'react';
import type { CloudSettings } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { Choice } from '../settings/choice.tsx';
import { AccountRows } from './account-rows.tsx';
import { saveCloudSettings } from './actions.ts';
import { useCloudSheet } from './cloud-store.ts';
import { Field } from './field.tsx';
import { useAccount, useCloudState } from './queries.ts';

/** The account at the provider, and what this library may send and spend. */
export function CloudRows(): ReactElement {
  const account = useAccount().data;
  const state = useCloudState().data;
  const { account: words, limits } = texts().cloud;
  return (
    <>
      <section className="settings" aria-label={words.heading}>
        <h3>{words.heading}</h3>
        <p className="quiet-text">{words.about}</p>
        {account ? (
          <AccountRows key={account.account?.id ?? 'none'} view={account} route={state?.route ?? null} />
        ) : null}
      </section>
      <section className="settings" aria-label={limits.heading}>
        <h3>{limits.heading}</h3>
        {state ? <LimitRows settings={state.settings} /> : null}
      </section>
    </>
  );
}

/** A whole number or an amount; null for an empty field, undefined for what is none. */
function amountOf(typed: string): number | null | undefined {
  const text = typed.trim().replace(',', '.');
  if (text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 && value < 1e9 ? value : undefined;
}

function LimitRows({ settings }: { settings: CloudSettings }): ReactElement {
  const environment = useEnvironment();
  const openDialog = useDesk((desk) => desk.openDialog);
  const show = useCloudSheet((sheet) => sheet.show);
  const { limits } = texts().cloud;
  const save = (change: Partial<CloudSettings>): true => {
    attempt(saveCloudSettings(environment, change));
    return true;
  };
  const { isAllowed, maxCalls, maxCostMicros, prompt } = settings;
  return (
    <>
      <Choice
        label={limits.allow}
        help={limits.allowHelp}
        value={isAllowed ? 'on' : 'off'}
        options={[
          { value: 'off', label: limits.off },
          { value: 'on', label: limits.on },
        ]}
        onChoose={(chosen) => save({ isAllowed: chosen === 'on' })}
      />
      <Field
        label={limits.calls}
        help={limits.callsHelp}
        inputMode="numeric"
        value={maxCalls === null ? '' : String(maxCalls)}
        onCommit={(typed) => {
          const calls = amountOf(typed);
          return calls !== undefined && save({ maxCalls: calls === null ? null : Math.floor(calls) });
        }}
      />
      <Field
        label={limits.money}
        help={limits.moneyHelp}
        inputMode="decimal"
        value={maxCostMicros === null ? '' : String(maxCostMicros / 1_000_000)}
        onCommit={(typed) => {
          const dollars = amountOf(typed);
          const micros = dollars === null ? null : Math.round((dollars ?? 0) * 1_000_000);
          return dollars !== undefined && save({ maxCostMicros: micros });
        }}
      />
      <Field
        label={limits.prompt}
        help={limits.promptHelp}
        lines={2}
        value={prompt}
        onCommit={(typed) => typed.trim() !== '' && typed.length <= 2000 && save({ prompt: typed.trim() })}
      />
      <button
        type="button"
        className="button plain"
        onClick={() => {
          openDialog(undefined);
          show('send');
        }}
      >
        {limits.open}
      </button>
    </>
  );
}
