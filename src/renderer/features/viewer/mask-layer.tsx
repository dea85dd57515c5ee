import type { CSSProperties, ReactElement } from 'react';
import { contourOf, contourUnits } from './contours.ts';
import type { Move, ShownElement } from './elements-at.ts';
import type { PixelRect } from './picture-fit.ts';

const transformOf = (move: Move | undefined): string | undefined =>
  move &&
  [
    `translate(${move.to.x * contourUnits} ${move.to.y * contourUnits})`,
    `scale(${move.scale})`,
    `translate(${-move.from.x * contourUnits} ${-move.from.y * contourUnits})`,
  ].join(' ');

/** The outlines of people and of what they wear, as vectors over the picture. */
export function MaskLayer(props: {
  elements: readonly ShownElement[];
  rect: PixelRect;
  colourOf: (element: ShownElement) => string;
  isSelected: (element: ShownElement) => boolean;
}): ReactElement {
  const { elements, rect, colourOf, isSelected } = props;
  const hasGarments = elements.some(({ kind }) => kind === 'garment');
  const shown = elements.filter(
    ({ kind, mask }) =>
      mask !== undefined &&
      (kind === 'subject' || kind === 'garment' || (kind === 'clothing' && !hasGarments)),
  );
  return (
    <svg
      className="mask-layer"
      style={{ ...rect }}
      viewBox={`0 0 ${contourUnits} ${contourUnits}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {shown.map((element) => {
        const style: CSSProperties = {
          ['--person' as string]: colourOf(element),
          opacity: element.strength,
        };
        return (
          <path
            key={element.id}
            className={`mask ${element.kind} ${isSelected(element) ? 'selected' : ''}`}
            data-kind={element.kind}
            style={style}
            d={element.mask ? contourOf(element.mask) : ''}
            transform={transformOf(element.move)}
          />
        );
      })}
    </svg>
  );
}
