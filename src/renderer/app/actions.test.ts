import { QueryObserver } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CastlineBridge, PersonView, Reply } from '../../shared/contract/index.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { IdentityId } from '../../shared/ids.ts';
import { useToasts } from '../ui/toast-store.ts';
import { importPaths, renamePerson, undo } from './actions.ts';
import { createClient } from './bridge.ts';
import { useDesk } from './desk-store.ts';
import type { Environment } from './environment.ts';
import { applyEvent } from './events.ts';
import { castOrder, createQueries, keys } from './queries.ts';

const anna = 'anna' as IdentityId;
const person = (id: string, over: object = {}): PersonView =>
  ({
    id,
    name: null,
    number: 1,
    colour: 0,
    shotCount: 1,
    screenSeconds: 1,
    ...over,
  }) as unknown as PersonView;

/** An environment whose engine answers as told, by "area.name". */
function environmentWith(answers: Record<string, (input: unknown) => Reply>): Environment {
  const bridge: CastlineBridge = {
    call: async ({ area, name, input }) => {
      const answer = answers[`${area}.${name}`];
      if (!answer) throw new Error(`unexpected call ${area}.${name}`);
      return answer(input);
    },
    onEvent: () => () => undefined,
    pathForFile: () => '',
  };
  return { client: createClient(bridge), queries: createQueries(), bridge, desk: useDesk };
}

const ok = (output: unknown): Reply => ({ ok: true, output });
const failed: Reply = {
  ok: false,
  error: { code: 'disk-full', message: 'The drive is full.', nextStep: 'Free some space.' },
};
const names = ({ queries }: Environment) =>
  queries.getQueryData<PersonView[]>(keys.cast)?.map(({ name }) => name);
const lastToast = () => useToasts.getState().toasts.at(-1);

beforeEach(() => {
  useToasts.setState({ toasts: [] });
  useDesk.getState().selectAsset(undefined);
});

describe('client', () => {
  it('passes area, name and input on, and gives the output back', async () => {
    const call = vi.fn(async () => ok([1]));
    const client = createClient({ call });
    expect(await client.shell.chooseFootage({ folders: true })).toEqual([1]);
    expect(call).toHaveBeenCalledWith({ area: 'shell', name: 'chooseFootage', input: { folders: true } });
  });

  it('turns a refusal into the error that it was, and silence into one of its own', async () => {
    await expect(createClient({ call: async () => failed }).cast.list()).rejects.toMatchObject({
      code: 'disk-full',
      message: 'The drive is full.',
    });
    const gone = createClient({ call: () => Promise.reject(new Error('channel closed')) });
    await expect(gone.cast.list()).rejects.toBeInstanceOf(CastlineError);
  });
});

describe('naming a person', () => {
  it('shows the name before the engine has answered, and offers to undo it', async () => {
    let atCall: unknown;
    const environment: Environment = environmentWith({
      'cast.rename': (input) => {
        atCall = names(environment);
        expect(input).toEqual({ identityId: anna, name: 'Anna' });
        return ok(person('anna', { name: 'Anna' }));
      },
    });
    environment.queries.setQueryData(keys.cast, [person('anna'), person('bob')]);
    await renamePerson(environment, anna, '  Anna ');
    expect(atCall).toEqual(['Anna', null]);
    expect(names(environment)).toEqual(['Anna', null]);
    expect(lastToast()).toMatchObject({ title: 'Unnamed 1 is now Anna', action: { label: 'Undo' } });
  });

  it('asks for the cast once, though both the engine’s event and the command ask for it', async () => {
    let asked = 0;
    const environment: Environment = environmentWith({
      'cast.rename': () => {
        applyEvent(environment, { type: 'changed', areas: ['edits', 'cast'] });
        return ok(person('anna', { name: 'Anna' }));
      },
    });
    const shown = new QueryObserver(environment.queries, {
      queryKey: keys.cast,
      initialData: [person('anna')],
      queryFn: async () => {
        asked += 1;
        await new Promise((done) => setTimeout(done, 5));
        return [person('anna', { name: 'Anna' })];
      },
    });
    const stop = shown.subscribe(() => undefined);
    await renamePerson(environment, anna, 'Anna');
    stop();
    expect(asked).toBe(1);
  });

  it('puts the old name back when the engine refuses', async () => {
    const environment = environmentWith({ 'cast.rename': () => failed });
    environment.queries.setQueryData(keys.cast, [person('anna', { name: 'Old' }), person('bob')]);
    await expect(renamePerson(environment, anna, 'Anna')).rejects.toMatchObject({ code: 'disk-full' });
    expect(names(environment)).toEqual(['Old', null]);
  });

  it('asks for nothing when nothing changes', async () => {
    const environment = environmentWith({});
    environment.queries.setQueryData(keys.cast, [person('anna', { name: 'Anna' })]);
    await renamePerson(environment, anna, 'Anna');
    expect(lastToast()).toBeUndefined();
  });
});

describe('undo', () => {
  it('says what it took back and keeps one note on the screen', async () => {
    const named = { did: 'name', who: { kind: 'person', name: null, number: 1 }, name: 'Anna' };
    const environment = environmentWith({ 'edits.undo': () => ok({ undo: null, redo: named }) });
    environment.queries.setQueryData(keys.edits, { undo: named, redo: null });
    await undo(environment);
    expect(lastToast()).toMatchObject({ title: 'Undone: Name Unnamed 1 “Anna”' });
    await undo(environment);
    expect(useToasts.getState().toasts).toHaveLength(1);
    expect(environment.queries.getQueryData(keys.edits)).toEqual({ undo: null, redo: named });
  });

  it('is calm when there is nothing to undo', async () => {
    const environment = environmentWith({
      'edits.undo': () => ({
        ok: false,
        error: { code: 'nothing-to-undo', message: 'There is nothing to undo.', nextStep: '' },
      }),
    });
    await undo(environment);
    expect(lastToast()).toMatchObject({ title: 'There is nothing to undo.', tone: 'plain' });
  });
});

describe('adding footage', () => {
  it('puts the first new clip on the desk and names what was refused', async () => {
    const environment = environmentWith({
      'assets.import': () =>
        ok({
          added: ['a1', 'a2'],
          known: [],
          refused: [
            { path: '/x/notes.txt', error: { code: 'not-media', message: 'No film.', nextStep: 'Look.' } },
          ],
        }),
    });
    await importPaths(environment, ['/x']);
    expect(useDesk.getState().assetId).toBe('a1');
    expect(useToasts.getState().toasts.map(({ title, tone }) => [title, tone])).toEqual([
      ['2 clips added', 'plain'],
      ['notes.txt was not added', 'error'],
    ]);
  });

  it('opens a library that is dropped', async () => {
    const opened = vi.fn(() => ok({ name: 'Shoot' }));
    await importPaths(environmentWith({ 'library.open': opened }), ['/x/Shoot.castline']);
    expect(opened).toHaveBeenCalledWith({ path: '/x/Shoot.castline', create: false });
  });
});

describe('what is kept of answers', () => {
  it('orders the cast: those of the clip by time on screen, then the others', () => {
    const people = [
      person('a', { number: 1, screenSeconds: 9 }),
      person('b', { number: 2 }),
      person('c', { number: 3 }),
      person('d', { number: 4, screenSeconds: 99 }),
    ];
    const seen = (identityId: string, startFrame: number, endFrame: number) => ({
      identityId,
      startFrame,
      endFrame,
    });
    const appearances = [seen('c', 0, 10), seen('b', 0, 50), seen('c', 20, 70)];
    const { here, elsewhere } = castOrder(people, { appearances } as never);
    expect(here.map(({ id }) => id)).toEqual(['c', 'b']);
    expect(elsewhere.map(({ id }) => id)).toEqual(['d', 'a']);
  });

  it('marks as outdated what an event names, and takes the workload as it comes', async () => {
    const { queries, desk } = environmentWith({});
    for (const key of [keys.assets, keys.cast, keys.detail('a1' as never), keys.detail('a2' as never)]) {
      queries.setQueryData(key, []);
    }
    const outdated = (key: readonly unknown[]) => queries.getQueryState(key)?.isInvalidated;
    applyEvent({ queries, desk }, { type: 'changed', areas: ['assets'], assetId: 'a1' as never });
    expect(
      [keys.assets, keys.cast, keys.detail('a1' as never), keys.detail('a2' as never)].map(outdated),
    ).toEqual([true, false, true, false]);
    const job = { id: 'j', assetId: 'a2', progress: { phase: 'shots' } };
    applyEvent({ queries, desk }, { type: 'workload', workload: { jobs: [job] } as never });
    expect(queries.getQueryData(keys.workload)).toEqual({ jobs: [job] });
    expect(outdated(keys.detail('a2' as never))).toBe(true);
  });

  it('forgets what it knew, and the clip chosen, when another library was opened', () => {
    const { queries, desk } = environmentWith({});
    queries.setQueryData(keys.cast, []);
    desk.getState().selectAsset('a1' as never);
    applyEvent({ queries, desk }, { type: 'library-opened' });
    expect(queries.getQueryData(keys.cast)).toBeUndefined();
    expect(desk.getState().assetId).toBeUndefined();
  });
});
