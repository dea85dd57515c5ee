import { type ReactElement, useState } from 'react';
import { toCastlineError } from '../../../shared/errors.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';

type Result = 'resting' | 'testing' | { readonly ok: boolean; readonly text: string };

/** Asks the provider without a picture, which costs nothing, and says what came back and what to do about it. */
export function ConnectionTest({ isReady }: { isReady: boolean }): ReactElement {
  const { client } = useEnvironment();
  const [result, setResult] = useState<Result>('resting');
  const { account: words } = texts().cloud;
  const test = async (): Promise<void> => {
    setResult('testing');
    try {
      const { ok, message, error } = await client.cloud.test();
      setResult({ ok, text: error ? `${message} ${error.nextStep}` : message });
    } catch (thrown) {
      const { message, nextStep } = toCastlineError(thrown);
      setResult({ ok: false, text: `${message} ${nextStep}` });
    }
  };
  const isTesting = result === 'testing';
  return (
    <>
      <button
        type="button"
        className="button plain"
        aria-disabled={!isReady || isTesting}
        onClick={() => {
          if (isReady && !isTesting) void test();
        }}
      >
        {isTesting ? words.testing : words.test}
      </button>
      <output
        className={typeof result === 'object' && !result.ok ? 'error-text cloud-result' : 'cloud-result'}
      >
        {typeof result === 'object' ? result.text : ''}
      </output>
    </>
  );
}
