import { expect, it } from 'vitest';
import type {
  AssetDetail,
  CastlineBridge,
  EditState,
  RangeEdits,
  Reply,
  TagView,
} from '../../../shared/contract/index.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { undo } from '../../app/actions.ts';
import { createClient } from '../../app/bridge.ts';
import { useDesk } from '../../app/desk-store.ts';
import type { Environment } from '../../app/environment.ts';
import { applyEvent } from '../../app/events.ts';
import { createQueries, keys } from '../../app/queries.ts';
import { deleteChosen, nudge, trimToPlayhead } from './edits.ts';
import { useSelection } from './selection-store.ts';

const clip = 'clip' as AssetId;
const first: TagView = { id: 'one', name: 'Stunt', assetId: clip, startFrame: 100, endFrame: 150 };
const nothing: EditState = { undo: null, redo: null };

/** An engine of tags that answers one call after the other, each a moment later and after its event. */
class TagEngine {
  readonly states: (readonly TagView[])[] = [[first]];
  /** Edits to be refused. */
  refusals = 0;
  onChange: () => void = () => undefined;
  private last: Promise<unknown> = Promise.resolve();

  get tags(): readonly TagView[] {
    return this.states.at(-1) ?? [];
  }

  readonly call: CastlineBridge['call'] = ({ area, name, input }) => {
    const mine = this.last.then(async (): Promise<Reply> => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      const path = `${area}.${name}`;
      if (path === 'timeline.edit') {
        if (this.refusals > 0) {
          this.refusals -= 1;
          return { ok: false, error: { code: 'write-failed', message: 'Refused.', nextStep: '' } };
        }
        this.edit(input as RangeEdits);
      }
      if (path === 'edits.undo') this.states.pop();
      if (path === 'timeline.edit' || path === 'edits.undo') this.onChange();
      return { ok: true, output: area === 'edits' ? nothing : this.tags };
    });
    this.last = mine;
    return mine;
  };

  private edit({ change = [], remove = [] }: RangeEdits): void {
    const kept = this.tags.filter(({ id }) => !remove.includes(id));
    this.states.push(
      kept.map((tag) => {
        const { startFrame, endFrame } = { ...tag, ...change.find(({ tagId }) => tagId === tag.id) };
        return { ...tag, startFrame, endFrame };
      }),
    );
  }
}

async function deskWith(engine: TagEngine): Promise<Environment> {
  const bridge: CastlineBridge = {
    call: engine.call,
    onEvent: () => () => undefined,
    pathForFile: () => '',
  };
  const client = createClient(bridge);
  const queries = createQueries();
  const environment: Environment = { client, queries, bridge, desk: useDesk };
  engine.onChange = () => applyEvent(environment, { type: 'changed', areas: ['edits', 'tags'] });
  await queries.fetchQuery({ queryKey: keys.tags, queryFn: () => client.tags.list() });
  const detail = {
    summary: { id: clip },
    facts: { video: { frameRate: { numerator: 25, denominator: 1 } }, timecode: { startFrame: 0 } },
    frameCount: 1000,
    shots: [],
    keyframes: [],
    filmstrip: [],
    appearances: [],
    drawn: [],
  };
  queries.setQueryData(keys.detail(clip), detail as unknown as AssetDetail);
  useDesk.getState().selectAsset(undefined);
  useDesk.getState().selectAsset(clip);
  useSelection.getState().choose(['tag one']);
  return environment;
}

const endsOf = (tags: readonly TagView[] | undefined) =>
  tags?.map(({ startFrame, endFrame }) => [startFrame, endFrame]);
const shownOn = ({ queries }: Environment) => endsOf(queries.getQueryData<TagView[]>(keys.tags));

it('keys pressed at once move an end each: none takes back what the one before did', async () => {
  const engine = new TagEngine();
  const environment = await deskWith(engine);
  await Promise.all([
    nudge(environment, -1, 'start'),
    nudge(environment, 1, 'end'),
    nudge(environment, -1, 'start'),
    nudge(environment, 10, 'whole'),
  ]);
  expect(endsOf(engine.tags)).toEqual([[108, 161]]);
  expect(shownOn(environment)).toEqual([[108, 161]]);
});

it('keys pressed right after an undo start from what it has left', async () => {
  const engine = new TagEngine();
  const environment = await deskWith(engine);
  await nudge(environment, 40, 'end');
  useDesk.getState().arriveAt(30);
  await Promise.all([
    undo(environment),
    nudge(environment, -1, 'start'),
    nudge(environment, 1, 'end'),
    trimToPlayhead(environment, 'start'),
  ]);
  expect(endsOf(engine.tags)).toEqual([[30, 151]]);
  expect(shownOn(environment)).toEqual([[30, 151]]);
});

it('an edit that is refused is taken off the screen, the one after it stays', async () => {
  const engine = new TagEngine();
  const environment = await deskWith(engine);
  engine.refusals = 1;
  const [refused, made] = await Promise.allSettled([
    nudge(environment, -5, 'start'),
    nudge(environment, 1, 'end'),
  ]);
  expect([refused.status, made.status]).toEqual(['rejected', 'fulfilled']);
  expect(endsOf(engine.tags)).toEqual([[100, 151]]);
  await expect.poll(() => shownOn(environment)).toEqual([[100, 151]]);
});

it('delete pressed twice deletes once', async () => {
  const engine = new TagEngine();
  const environment = await deskWith(engine);
  await Promise.all([deleteChosen(environment), deleteChosen(environment)]);
  expect(engine.states).toHaveLength(2);
  expect(engine.tags).toEqual([]);
});
