import type { PackCandidate, PackChoice } from '../../shared/contract/index.ts';

/** What choosing needs to know beside what is shown: clothes must not change from view to view. */
export interface ChoosableView extends PackCandidate {
  /** Share of the source picture's height that it takes, 0 to 1: near or far. */
  readonly heightShare: number;
  readonly outfit: string | undefined;
  /** How well the clothes can be seen, 0 to 1; 0 without a mask of them. */
  readonly garmentQuality: number;
}

/** A head that is turned less looks into the camera. */
export const frontalDegrees = { yaw: 25, pitch: 25 } as const;

/** True for a head that looks into the camera. Degrees; an unknown yaw is not frontal. */
export const isFrontalPose = (yaw: number | undefined, pitch: number | undefined): boolean =>
  yaw !== undefined && Math.abs(yaw) <= frontalDegrees.yaw && Math.abs(pitch ?? 0) <= frontalDegrees.pitch;

/** Poses are found to a few degrees: within these, a view is as frontal as another. */
const alikeDegrees = { yaw: 5, pitch: 10 };

/** 1 looks into the camera, 0 is a profile or has no face. */
function facing({ yawDegrees, pitchDegrees = 0 }: ChoosableView): number {
  if (yawDegrees === undefined) return 0;
  const yaw = Math.max(0, Math.abs(yawDegrees) - alikeDegrees.yaw);
  const pitch = Math.max(0, Math.abs(pitchDegrees) - alikeDegrees.pitch);
  return Math.max(0, 1 - Math.hypot(yaw, 0.7 * pitch) / 60);
}

/** How unlike two views are: 1 is a head turned by thirty degrees, or a face twice as near. */
function difference(a: ChoosableView, b: ChoosableView): number {
  const turn = (one: ChoosableView): number => one.yawDegrees ?? 120;
  const yaw = (turn(a) - turn(b)) / 30;
  const pitch = ((a.pitchDegrees ?? 0) - (b.pitchDegrees ?? 0)) / 25;
  const nearness = Math.log2(a.heightShare / b.heightShare);
  return Math.hypot(yaw, pitch, nearness);
}

const isSamePicture = (a: ChoosableView, b: ChoosableView): boolean =>
  a.assetId === b.assetId && a.frame === b.frame;

/** Views that differ less are the same view twice; an element needs two, so the second may be less unlike. */
const leastDifference = { second: 0.08, more: 0.3 };

function bestBy<T>(items: readonly T[], value: (item: T) => number): T | undefined {
  let best: T | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    const here = value(item);
    if (here > most) [best, most] = [item, here];
  }
  return best;
}

/**
 * One frontal view and up to three that differ from it and from each other, of the same clothes where there are enough, and
 * the view that shows the clothes best. Undefined without views.
 */
export function chooseViews(views: readonly ChoosableView[]): PackChoice | undefined {
  const hasFaces = views.some(({ yawDegrees }) => yawDegrees !== undefined);
  const frontal = bestBy(views, (view) =>
    hasFaces ? facing(view) ** 1.5 * (0.35 + 0.65 * view.quality) + 0.01 * view.quality : view.quality,
  );
  if (!frontal) return undefined;
  const chosen = [frontal];
  const sameClothes = views.filter((view) => frontal.outfit !== undefined && view.outfit === frontal.outfit);
  for (const pool of [sameClothes, views]) {
    // Other clothes only where there would be no second view at all.
    if (pool === views && chosen.length > 1) break;
    for (;;) {
      const differing = pool.filter(
        (view) =>
          chosen.every((one) => !isSamePicture(one, view)) &&
          Math.min(...chosen.map((one) => difference(one, view))) >=
            (chosen.length === 1 ? leastDifference.second : leastDifference.more),
      );
      const next = bestBy(
        differing,
        (view) => view.quality * (0.3 + Math.min(1.2, ...chosen.map((one) => difference(one, view)))),
      );
      if (!next || chosen.length === 4) break;
      chosen.push(next);
    }
  }
  const clothed = views.filter(
    (view) => view.isGarment && (frontal.outfit === undefined || view.outfit === frontal.outfit),
  );
  const garment = bestBy(clothed, ({ garmentQuality }) => garmentQuality);
  return {
    frontal: frontal.elementId,
    refers: chosen.slice(1).map(({ elementId }) => elementId),
    ...(garment ? { garment: garment.elementId } : {}),
  };
}
