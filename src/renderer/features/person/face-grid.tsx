import { Check, PenLine } from 'lucide-react';
import type { MouseEvent, ReactElement } from 'react';
import type { CastFace } from '../../../shared/contract/index.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useAssets } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { CommandContextMenu } from '../../ui/command-menu.tsx';
import { CropTile } from '../../ui/crop.tsx';
import { usePersonPage } from './person-store.ts';

/** All faces of a person by clip; each can be chosen, and shows its frame in the viewer. */
export function FaceGrid({ faces }: { faces: readonly CastFace[] }): ReactElement {
  const assets = useAssets().data ?? [];
  const byClip = Map.groupBy(faces, ({ assetId }) => assetId);
  return (
    <>
      {[...byClip].map(([assetId, inClip]) => {
        const name = assets.find(({ id }) => id === assetId)?.name ?? texts().people.clip;
        return (
          <div key={assetId} className="face-clip">
            <h4>{name}</h4>
            <ul className="face-tiles small" aria-label={texts().people.facesIn(name)}>
              {inClip.map((face) => (
                <Tile key={face.elementId} face={face} all={faces} />
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}

/** What is offered on a face. */
const faceCommands = [
  ['confirm-faces', 'give-faces', 'split-faces'],
  ['reject-faces', 'reject-alike'],
  ['choose-all-faces'],
] as const;

function Tile({ face, all }: { face: CastFace; all: readonly CastFace[] }): ReactElement {
  const { desk } = useEnvironment();
  const isChosen = usePersonPage((state) => state.chosen.has(face.elementId));
  const press = (event: MouseEvent): void => {
    const { chosen, anchor, choose } = usePersonPage.getState();
    const ids = all.map(({ elementId }) => elementId);
    if (event.shiftKey && anchor) {
      const [from, to] = [ids.indexOf(anchor), ids.indexOf(face.elementId)].toSorted((a, b) => a - b);
      choose(ids.slice(from, (to ?? 0) + 1), anchor);
    } else {
      const next = new Set(chosen);
      if (!next.delete(face.elementId)) next.add(face.elementId);
      choose([...next], face.elementId);
    }
    desk.getState().show(face.assetId, face.frame);
  };
  // What was chosen before stays, where this face is among it.
  const chooseForMenu = (): void => {
    if (!isChosen) usePersonPage.getState().choose([face.elementId], face.elementId);
  };
  const score = Math.round(100 * face.score);
  const said = face.decidedBy === 'person' ? texts().people.decidedByYou : texts().people.alike(score);
  return (
    <li className={isChosen ? 'chosen' : ''}>
      <CommandContextMenu groups={faceCommands} onOpen={chooseForMenu}>
        <button
          type="button"
          aria-pressed={isChosen}
          aria-label={texts().people.faceAt(face.frame, said)}
          title={said}
          onClick={press}
        >
          <CropTile crop={face.crop} />
          {face.decidedBy === 'person' ? (
            <i className="face-sign">
              <Check size={11} aria-hidden />
            </i>
          ) : null}
          {face.isDrawn ? (
            <i className="face-sign drawn">
              <PenLine size={11} aria-hidden />
            </i>
          ) : null}
        </button>
      </CommandContextMenu>
    </li>
  );
}
