import { type KeyboardEvent, type MouseEvent, type ReactElement, useEffect, useRef } from 'react';
import type { OutfitView } from '../../../shared/contract/index.ts';
import { identityColour } from '../../../shared/palette.ts';
import { attempt } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { CommandButton, keepFocus } from '../../ui/button.tsx';
import { CropTile } from '../../ui/crop.tsx';
import { Key } from '../../ui/key.tsx';
import { durationText } from '../../ui/texts.ts';
import { renameOutfit } from './actions.ts';
import { spanKey, useWardrobeDesk } from './wardrobe-store.ts';
import { outfitName, outfitText, swatches } from './words.ts';

/** The main colours of an outfit's garments. */
export function Swatches({ outfit }: { outfit: OutfitView }): ReactElement {
  return (
    <span className="swatches" aria-hidden="true">
      {swatches(outfit).map((colour) => (
        <i key={colour} style={{ background: colour }} />
      ))}
    </span>
  );
}

/** One outfit; chosen, it opens its shots, from which some can be taken out. */
export function OutfitCard({ outfit }: { outfit: OutfitView }): ReactElement {
  const { desk } = useEnvironment();
  const chosen = useWardrobeDesk((state) => state.chosen.includes(outfit.id));
  const alone = useWardrobeDesk((state) => state.chosen.length === 1 && state.chosen[0] === outfit.id);
  const naming = useWardrobeDesk((state) => state.naming) && alone;
  const { wardrobe } = texts();
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (alone) card.current?.scrollIntoView({ block: 'nearest' });
  }, [alone]);
  const press = (event: MouseEvent): void => {
    const { chosen: before, choose } = useWardrobeDesk.getState();
    const more = event.ctrlKey || event.metaKey || event.shiftKey;
    if (more) choose(chosen ? before.filter((id) => id !== outfit.id) : [...before, outfit.id]);
    else choose([outfit.id]);
    const [first] = outfit.spans;
    if (first) desk.getState().show(first.assetId, first.startFrame);
  };
  return (
    <li ref={card} className={`outfit ${chosen ? 'selected' : ''}`}>
      <button
        type="button"
        className="outfit-row"
        aria-pressed={chosen}
        onMouseDown={keepFocus}
        onClick={press}
        onDoubleClick={() => useWardrobeDesk.getState().name(true)}
      >
        {outfit.best ? <CropTile crop={outfit.best} margin={0.05} /> : <span className="crop" />}
        <span className="outfit-text">
          <b>
            <i className="outfit-colour" style={{ background: identityColour(outfit.colour) }} />
            {naming ? '' : outfitName(outfit)}
          </b>
          <small>
            <Swatches outfit={outfit} /> {outfitText(outfit)}
          </small>
          <small className="numbers">
            {wardrobe.times(outfit.spans.length)} · {durationText(outfit.screenSeconds)}
          </small>
        </span>
      </button>
      {naming ? <NameOutfit outfit={outfit} /> : null}
      {alone ? <Shots outfit={outfit} /> : null}
    </li>
  );
}

function NameOutfit({ outfit }: { outfit: OutfitView }): ReactElement {
  const environment = useEnvironment();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const stop = (): void => useWardrobeDesk.getState().name(false);
  const listen = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    if (event.key === 'Enter') attempt(renameOutfit(environment, outfit, event.currentTarget.value));
    stop();
  };
  return (
    <label className="outfit-name">
      <input
        ref={field}
        className="name-field"
        // biome-ignore lint/a11y/noAutofocus: the field comes up because the editor asked to type a name
        autoFocus
        defaultValue={outfit.name ?? ''}
        placeholder={outfitText(outfit) || outfitName(outfit)}
        aria-label={texts().wardrobe.nameOf(outfitName(outfit))}
        maxLength={200}
        spellCheck={false}
        onKeyDown={listen}
        onBlur={stop}
      />
      <Key text="Enter" />
    </label>
  );
}

/** The shots in which an outfit is worn. */
function Shots({ outfit }: { outfit: OutfitView }): ReactElement {
  const { desk } = useEnvironment();
  const spans = useWardrobeDesk((state) => state.spans);
  const { wardrobe, commands } = texts();
  const canSplit = spans.size > 0 && spans.size < outfit.spans.length;
  return (
    <div className="outfit-shots">
      <p className="quiet-text">{outfit.spans.length > 1 ? wardrobe.splitHint : wardrobe.mergeHint}</p>
      <div className="review-buttons" role="toolbar" aria-label={outfitName(outfit)}>
        <CommandButton id="rename-outfit">
          {commands['rename-outfit']} <Key text="Enter" />
        </CommandButton>
        <CommandButton id="split-outfit" disabled={!canSplit}>
          {commands['split-outfit']} <Key text="s" />
        </CommandButton>
      </div>
      <ul className="face-tiles small">
        {outfit.spans.map((span) => {
          const isChosen = spans.has(spanKey(span));
          return (
            <li key={spanKey(span)} className={isChosen ? 'chosen' : ''}>
              <button
                type="button"
                aria-pressed={isChosen}
                aria-label={wardrobe.chosenSpan(String(span.startFrame))}
                onMouseDown={keepFocus}
                onClick={() => {
                  useWardrobeDesk.getState().toggleSpan(spanKey(span));
                  desk.getState().show(span.assetId, span.startFrame);
                }}
              >
                {span.crop ? <CropTile crop={span.crop} margin={0.05} /> : <span className="crop" />}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
