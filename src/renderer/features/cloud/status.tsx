import type { ReactElement } from 'react';
import { texts } from '../../texts/index.ts';
import { Tip } from '../../ui/tip.tsx';
import { useCloudSheet } from './cloud-store.ts';
import { useCloudState } from './queries.ts';
import { statusOf } from './words.ts';

/** Whether anything leaves the computer, in the header; opens what there is to know of it. */
export function CloudStatus(): ReactElement {
  const state = useCloudState().data;
  const toggle = useCloudSheet((sheet) => sheet.toggle);
  const { off, offTip } = texts().cloud.status;
  const { text, tone, tip } = state ? statusOf(state) : { text: off, tone: 'off', tip: offTip };
  return (
    <Tip label={tip} keyText="Mod+Shift+k">
      <button
        type="button"
        className={`button quiet offline cloud-${tone}`}
        aria-label={`${text}. ${texts().commands['cloud-send']}`}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => toggle('send')}
      >
        <i aria-hidden />
        <span>{text}</span>
      </button>
    </Tip>
  );
}
