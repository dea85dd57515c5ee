import { Shirt } from 'lucide-react';
import { type ReactElement, useEffect, useRef } from 'react';
import type { AssetDetail, OutfitView, PersonView } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useCast, useWardrobe } from '../../app/queries.ts';
import { Splitter } from '../../app/splitter.tsx';
import { texts } from '../../texts/index.ts';
import { CommandButton } from '../../ui/button.tsx';
import { Face } from '../../ui/face.tsx';
import { Key } from '../../ui/key.tsx';
import { personName } from '../../ui/texts.ts';
import { SideHead } from '../side/side-head.tsx';
import { wardrobeOrder } from './actions.ts';
import { Continuity } from './continuity.tsx';
import { OutfitCard } from './outfit-card.tsx';
import { OutfitStrips } from './outfit-strip.tsx';
import { useWardrobeDesk } from './wardrobe-store.ts';

/** What everyone wears, those of the clip on the desk first. */
export function WardrobePanel({ detail }: { detail: AssetDetail | undefined }): ReactElement {
  const wardrobe = useWardrobe();
  const everyone = (useCast().data ?? []).filter(({ isHidden }) => !isHidden);
  const body = useRef<HTMLDivElement>(null);
  const focusCount = useDesk((state) => state.sideFocusCount);
  useEffect(() => {
    if (focusCount > 0) body.current?.focus();
  }, [focusCount]);
  const dressed = wardrobeOrder(everyone, wardrobe.data ?? [], detail);
  return (
    <section className="panel cast wardrobe" aria-label={texts().side.wardrobe} data-keys="wardrobe">
      <SideHead />
      <div ref={body} className="cast-scroll" tabIndex={-1}>
        {wardrobe.isError ? <p className="error-text hint">{wardrobe.error.message}</p> : null}
        {wardrobe.isSuccess && dressed.length === 0 ? <NothingYet searched={everyone.length > 0} /> : null}
        <Continuity people={everyone} outfits={wardrobe.data ?? []} />
        {dressed.map(({ person, outfits }) => (
          <Person key={person.id} person={person} outfits={outfits} />
        ))}
      </div>
      <Splitter panel="cast" />
    </section>
  );
}

function NothingYet({ searched }: { searched: boolean }): ReactElement {
  const { wardrobe } = texts();
  return (
    <div className="cast-empty" role="status">
      <Shirt size={22} aria-hidden />
      <p>{searched ? wardrobe.noneFound : wardrobe.none}</p>
    </div>
  );
}

function Person({ person, outfits }: { person: PersonView; outfits: readonly OutfitView[] }): ReactElement {
  const count = useWardrobeDesk(
    ({ chosen }) => chosen.filter((id) => outfits.some((one) => one.id === id)).length,
  );
  const { commands } = texts();
  return (
    <section className="worn" aria-label={personName(person)}>
      <h3 className="worn-head">
        <Face person={person} size={22} />
        <span>{personName(person)}</span>
        {count > 1 ? (
          <CommandButton id="merge-outfits" tone="accent">
            {commands['merge-outfits']} <Key text="e" />
          </CommandButton>
        ) : null}
      </h3>
      <ul className="outfits">
        {outfits.map((outfit) => (
          <OutfitCard key={outfit.id} outfit={outfit} />
        ))}
      </ul>
      {outfits.length > 1 ? <OutfitStrips outfits={outfits} /> : null}
    </section>
  );
}
