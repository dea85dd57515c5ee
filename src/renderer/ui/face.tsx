import type { CSSProperties, ReactElement } from 'react';
import type { PersonView } from '../../shared/contract/index.ts';
import { imageUrl } from '../../shared/contract/media-urls.ts';
import { identityColour } from '../../shared/palette.ts';
import { faceSquare } from '../features/viewer/picture-fit.ts';

/** Style that shows a square part of a picture in a square frame, at any size. */
export function cropStyle(part: { x: number; y: number; w: number; h: number }): CSSProperties {
  return {
    width: `${100 / part.w}%`,
    height: `${100 / part.h}%`,
    left: `${(-100 * part.x) / part.w}%`,
    top: `${(-100 * part.y) / part.h}%`,
  };
}

/** The best face of a person, in the person's colour; a plain tile while there is none. */
export function Face({ person, size }: { person: PersonView; size: number }): ReactElement {
  const { face } = person;
  const frame: CSSProperties = {
    width: size,
    height: size,
    ['--person' as string]: identityColour(person.colour),
  };
  if (!face) return <span className="face" style={frame} aria-hidden="true" />;
  const part = faceSquare(face.box, { width: face.widthPx, height: face.heightPx });
  return (
    <span className="face" style={frame} aria-hidden="true">
      <img src={imageUrl(face.image)} alt="" draggable={false} style={cropStyle(part)} />
    </span>
  );
}
