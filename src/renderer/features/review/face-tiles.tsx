import type { ReactElement } from 'react';
import type { CastFace } from '../../../shared/contract/index.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { CropTile } from '../../ui/crop.tsx';

/** Faces to look at; a press shows the frame that one is in. */
export function FaceTiles({ label, faces }: { label: string; faces: readonly CastFace[] }): ReactElement {
  const { desk } = useEnvironment();
  return (
    <ul className={`face-tiles ${faces.length === 1 ? 'single' : ''}`} aria-label={label}>
      {faces.map((face, index) => (
        <li key={face.elementId}>
          <button
            type="button"
            aria-label={texts().people.showFace(index + 1)}
            onMouseDown={keepFocus}
            onClick={() => desk.getState().show(face.assetId, face.frame)}
          >
            <CropTile crop={face.crop} />
          </button>
        </li>
      ))}
    </ul>
  );
}
