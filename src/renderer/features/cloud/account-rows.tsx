import { type FormEvent, type ReactElement, useId, useState } from 'react';
import {
  type CloudRoute,
  type CloudService,
  type Credential,
  defaultBaseUrls,
} from '../../../shared/cloud.ts';
import type { AccountView } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { showError } from '../../ui/toast-store.ts';
import { Choice } from '../settings/choice.tsx';
import { forgetAccount, saveAccount } from './actions.ts';
import { ConnectionTest } from './connection-test.tsx';
import { routeText } from './words.ts';

type Route = CloudRoute | 'auto';
type KeyKind = Credential['kind'];

/** The form of the account. The key goes from its field to the main process and is nowhere kept here. */
export function AccountRows({
  view,
  route: routeNow,
}: {
  view: AccountView;
  route: CloudRoute | null;
}): ReactElement {
  const environment = useEnvironment();
  const { account } = view;
  const { account: words } = texts().cloud;
  const [service, setService] = useState<CloudService>(account?.service ?? 'cometapi');
  const [route, setRoute] = useState<Route>(account?.route ?? 'auto');
  const [keyKind, setKeyKind] = useState<KeyKind>(account?.signs ? 'pair' : 'bearer');
  const isSameService = account?.service === service;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form);
    const text = (name: string): string => String(typed.get(name) ?? '').trim();
    const saving = saveAccount(environment, {
      service,
      baseUrl: text('address') || defaultBaseUrls[service],
      route: service === 'kling' ? 'auto' : route,
      allowsPrivateAddresses: typed.get('near') === 'on',
      credential: credentialOf(text),
    });
    // Only what was taken is forgotten: after a wrong address the key need not be typed again.
    saving.then(() => clearKeys(form)).catch(showError);
  };
  return (
    <form onSubmit={submit} autoComplete="off">
      <Choice
        label={words.service}
        help={words.serviceHelp}
        value={service}
        options={[
          { value: 'cometapi', label: 'CometAPI' },
          { value: 'kling', label: 'Kling' },
        ]}
        onChoose={setService}
      />
      <Typed
        key={`address-${service}`}
        name="address"
        label={words.address}
        help={words.addressHelp}
        value={isSameService ? account.baseUrl : defaultBaseUrls[service]}
      />
      {service === 'kling' ? (
        <Choice
          label={words.keyKind}
          help=""
          value={keyKind}
          options={[
            { value: 'bearer', label: words.oneKey },
            { value: 'pair', label: words.pair },
          ]}
          onChoose={setKeyKind}
        />
      ) : null}
      <KeyFields view={view} isPair={service === 'kling' && keyKind === 'pair'} isSame={isSameService} />
      {service === 'cometapi' ? (
        <Choice
          label={words.route}
          help={`${words.routeHelp} ${routeNow && isSameService ? words.routeNow(routeText(routeNow)) : words.routeOpen}`}
          value={route}
          options={[
            { value: 'auto', label: words.auto },
            { value: 'responses', label: words.responses },
            { value: 'comet', label: words.comet },
          ]}
          onChoose={setRoute}
        />
      ) : null}
      <Near isOn={account?.allowsPrivateAddresses ?? false} />
      <KeyState view={view} />
      <div className="review-buttons">
        <button type="submit" className="button accent">
          {words.save}
        </button>
        <ConnectionTest isReady={view.key !== 'none'} />
        {account ? (
          <button type="button" className="button quiet" onClick={() => attempt(forgetAccount(environment))}>
            {words.forget}
          </button>
        ) : null}
      </div>
    </form>
  );
}

function credentialOf(text: (name: string) => string): Credential | null {
  const [key, accessKey, secretKey] = [text('key'), text('accessKey'), text('secretKey')];
  if (key !== '') return { kind: 'bearer', key };
  return accessKey !== '' && secretKey !== '' ? { kind: 'pair', accessKey, secretKey } : null;
}

function clearKeys(form: HTMLFormElement): void {
  for (const name of ['key', 'accessKey', 'secretKey']) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = '';
  }
}

function Typed(props: {
  name: string;
  label: string;
  help?: string;
  value?: string;
  placeholder?: string;
  isSecret?: boolean;
}): ReactElement {
  const id = useId();
  return (
    <div className="setting">
      <div>
        <label htmlFor={id}>
          <b>{props.label}</b>
        </label>
        {props.help ? <p className="quiet-text">{props.help}</p> : null}
      </div>
      <input
        id={id}
        className="field wide"
        name={props.name}
        type={props.isSecret ? 'password' : 'text'}
        defaultValue={props.value ?? ''}
        placeholder={props.placeholder ?? ''}
        autoComplete="off"
        spellCheck={false}
      />
    </div>
  );
}

function KeyFields(props: { view: AccountView; isPair: boolean; isSame: boolean }): ReactElement {
  const { account: words } = texts().cloud;
  const placeholder = props.isSame && props.view.key !== 'none' ? words.keyThere : '';
  const field = (name: string, label: string): ReactElement => (
    <Typed key={name} name={name} label={label} placeholder={placeholder} isSecret />
  );
  if (!props.isPair) return field('key', words.key);
  return (
    <>
      {field('accessKey', words.accessKey)}
      {field('secretKey', words.secretKey)}
    </>
  );
}

function Near({ isOn }: { isOn: boolean }): ReactElement {
  const id = useId();
  const { account: words } = texts().cloud;
  return (
    <div className="setting">
      <div>
        <label htmlFor={id}>
          <b>{words.near}</b>
        </label>
        <p className="quiet-text">{words.nearHelp}</p>
      </div>
      <input id={id} type="checkbox" name="near" defaultChecked={isOn} />
    </div>
  );
}

/** Where the key is; that a system keeps none safe is said before one is entered. */
function KeyState({ view }: { view: AccountView }): ReactElement {
  const { account: words } = texts().cloud;
  const text = {
    none: view.canKeep ? words.none : `${words.none} ${words.sessionLater}`,
    session: words.session,
    kept: words.kept(view.keeper),
  }[view.key];
  return (
    <p role="status" className={view.canKeep ? 'quiet-text' : 'cloud-warning'} data-key={view.key}>
      {text}
    </p>
  );
}
