import type { AssetDetail, ShotView } from '../../../shared/contract/index.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { attempt, undo } from '../../app/actions.ts';
import type { Environment } from '../../app/environment.ts';
import { keys, upToDate } from '../../app/queries.ts';
import { inTurn } from '../../app/turn.ts';
import { texts } from '../../texts/index.ts';
import { frameTimecode } from '../../ui/texts.ts';
import { useToasts } from '../../ui/toast-store.ts';
import { currentOf, kindText, nextOf, reviewOrder } from './boundaries.ts';
import { useCutReview } from './review-store.ts';

interface Review {
  readonly detail: AssetDetail;
  readonly order: readonly ShotView[];
  readonly current: ShotView | undefined;
}

/** The clip on the desk with its boundaries, the one looked at among them. */
export function reviewOf(detail: AssetDetail): Review {
  const order = reviewOrder(detail.shots);
  const { place } = useCutReview.getState();
  const frame = place?.assetId === detail.summary.id ? place.frame : undefined;
  return { detail, order, current: currentOf(order, frame) };
}

function detailNow({ queries, desk }: Environment): AssetDetail | undefined {
  return queries.getQueryData<AssetDetail | null>(keys.detail(desk.getState().assetId)) ?? undefined;
}

/** Carries out what concerns the cuts of the clip on the desk: a key held down moves a cut from where the last move has left it. */
function withCuts(environment: Environment, work: (detail: AssetDetail) => Promise<void>): void {
  const { queries, desk } = environment;
  attempt(
    inTurn(async () => {
      await upToDate(queries, keys.detail(desk.getState().assetId));
      const detail = detailNow(environment);
      if (detail) await work(detail);
    }),
  );
}

/** Looks at a boundary: in the review, and in the viewer with the first frame of the new shot. */
export function lookAt({ desk }: Environment, assetId: AssetId, frame: number): void {
  useCutReview.getState().goTo(assetId, frame);
  desk.getState().seek(frame);
}

function show(environment: Environment, assetId: AssetId, shots: ShotView[], title: string): void {
  environment.queries.setQueryData<AssetDetail | null>(keys.detail(assetId), (detail) =>
    detail ? { ...detail, shots } : detail,
  );
  useToasts.getState().show({
    topic: 'edit',
    title,
    action: { label: texts().commands.undo, run: () => attempt(undo(environment)) },
  });
}

/** Goes up (-1) or down (1) the list. */
export function stepReview(environment: Environment, by: 1 | -1): void {
  const detail = detailNow(environment);
  const review = detail && reviewOf(detail);
  if (!review?.current) return;
  const at = review.order.indexOf(review.current);
  const next = review.order[at + by];
  if (next) lookAt(environment, review.detail.summary.id, next.firstFrame);
}

type Decide = (review: Review & { readonly current: ShotView }, timecode: string) => Promise<void>;

function decide(environment: Environment, work: Decide): void {
  withCuts(environment, async (detail) => {
    const review = reviewOf(detail);
    if (!review.current) return;
    const timecode = frameTimecode(review.detail.facts, review.current.firstFrame);
    await work({ ...review, current: review.current }, timecode);
  });
}

/** The person agrees with the boundary; goes on to the next one. */
export function keepCut(environment: Environment): void {
  decide(environment, async ({ detail, order, current }, timecode) => {
    const { id: assetId } = detail.summary;
    const { shots } = await environment.client.cuts.add({ assetId, frame: current.firstFrame });
    const next = nextOf(order, current);
    if (current.transition.decidedBy === 'machine') {
      show(environment, assetId, shots, texts().cuts.kept(kindText(current.transition.kind), timecode));
    }
    if (next) lookAt(environment, assetId, next.firstFrame);
  });
}

/** There is no cut here; goes on to the next one. */
export function removeCut(environment: Environment): void {
  decide(environment, async ({ detail, order, current }, timecode) => {
    const { id: assetId } = detail.summary;
    const { shots } = await environment.client.cuts.remove({ assetId, frame: current.firstFrame });
    const next = nextOf(order, current);
    show(environment, assetId, shots, texts().cuts.removed(kindText(current.transition.kind), timecode));
    if (next) lookAt(environment, assetId, next.firstFrame);
  });
}

/** Whether a shot begins at the playhead, the clip's own beginning apart. */
export function isOnCut(environment: Environment): boolean {
  const { frame } = environment.desk.getState();
  return detailNow(environment)?.shots.some((shot) => shot.firstFrame === frame && shot.index > 0) ?? false;
}

/** Removes the cut at the playhead, with or without the review. */
export function removeCutHere(environment: Environment): void {
  withCuts(environment, async (detail) => {
    const { frame } = environment.desk.getState();
    const { id: assetId } = detail.summary;
    const { shots } = await environment.client.cuts.remove({ assetId, frame });
    show(
      environment,
      assetId,
      shots,
      texts().cuts.removed(kindText('cut'), frameTimecode(detail.facts, frame)),
    );
  });
}

/** Moves the boundary by a frame and stays with it. */
export function nudgeCut(environment: Environment, by: 1 | -1): void {
  decide(environment, async ({ detail, current }) => {
    const { id: assetId } = detail.summary;
    const toFrame = current.firstFrame + by;
    const { shots } = await environment.client.cuts.move({ assetId, frame: current.firstFrame, toFrame });
    show(environment, assetId, shots, texts().cuts.moved(frameTimecode(detail.facts, toFrame)));
    lookAt(environment, assetId, toFrame);
  });
}

/** Puts a cut before the frame under the playhead. */
export function addCutHere(environment: Environment): void {
  withCuts(environment, async (detail) => {
    const { frame, setSpeed } = environment.desk.getState();
    const { id: assetId } = detail.summary;
    setSpeed(0);
    const isKnown = detail.shots.some((shot) => shot.firstFrame === frame && shot.index > 0);
    const { shots } = await environment.client.cuts.add({ assetId, frame });
    const timecode = frameTimecode(detail.facts, frame);
    show(
      environment,
      assetId,
      shots,
      isKnown ? texts().cuts.kept(kindText('cut'), timecode) : texts().cuts.added(timecode),
    );
    if (environment.desk.getState().side === 'cuts') lookAt(environment, assetId, frame);
  });
}
