import type { CastFace, PersonView } from '../../../shared/contract/index.ts';
import type { ElementId, IdentityId } from '../../../shared/ids.ts';
import { attempt, undo } from '../../app/actions.ts';
import type { Environment } from '../../app/environment.ts';
import { fetchedAnew, keys } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { personName } from '../../ui/texts.ts';
import { useToasts } from '../../ui/toast-store.ts';
import { usePersonPage } from './person-store.ts';

/** The selected person. */
export function personNow({ queries, desk }: Environment): PersonView | undefined {
  const { personId } = desk.getState();
  return queries.getQueryData<PersonView[]>(keys.cast)?.find(({ id }) => id === personId);
}

/** The faces that are chosen in the page, those of whole tracks: a decision on one holds for its track. */
export function chosenFaces({ queries, desk }: Environment): CastFace[] {
  const { personId } = desk.getState();
  const faces = queries.getQueryData<CastFace[]>(keys.faces(personId ?? null)) ?? [];
  const { chosen } = usePersonPage.getState();
  return faces.filter(({ elementId }) => chosen.has(elementId));
}

/** Makes a decision, says what was done, and lets everything that shows people read again. */
async function decide(environment: Environment, work: () => Promise<string>): Promise<void> {
  const { queries } = environment;
  try {
    const title = await work();
    usePersonPage.getState().choose([]);
    useToasts.getState().show({
      topic: 'edit',
      title,
      action: { label: texts().commands.undo, run: () => attempt(undo(environment)) },
    });
  } finally {
    await fetchedAnew(queries, keys.cast, keys.edits, keys.details);
  }
}

const idsOf = (faces: readonly CastFace[]): ElementId[] => faces.map(({ elementId }) => elementId);

/** "Not this person", for the chosen faces, or for all that look like them too. */
export async function rejectChosen(environment: Environment, alike: boolean): Promise<void> {
  const person = personNow(environment);
  const faces = chosenFaces(environment);
  if (!person || faces.length === 0) return;
  await decide(environment, async () => {
    const { rejected } = await environment.client.cast.reject({
      elementIds: idsOf(faces),
      identityId: person.id,
      alike,
    });
    return texts().people.said.rejected(texts().count.faces(rejected), personName(person));
  });
}

/** Makes somebody new of the chosen faces, with a name where one is given. */
export async function splitChosen(environment: Environment, name?: string): Promise<void> {
  const person = personNow(environment);
  const faces = chosenFaces(environment);
  if (!person || faces.length === 0) return;
  await decide(environment, async () => {
    const made = await environment.client.cast.split({
      identityId: person.id,
      elementIds: idsOf(faces),
      ...(name === undefined ? {} : { name }),
    });
    environment.desk.getState().selectPerson(made.id);
    return texts().people.said.split(texts().count.faces(faces.length), personName(person), personName(made));
  });
}

/** Says that the chosen faces do show this person. */
export async function confirmChosen(environment: Environment): Promise<void> {
  const person = personNow(environment);
  if (person) await giveChosen(environment, person);
}

/** Says who the chosen faces show. */
export async function giveChosen(environment: Environment, person: PersonView): Promise<void> {
  const faces = chosenFaces(environment);
  if (faces.length === 0) return;
  await decide(environment, async () => {
    await environment.client.cast.assign({ elementIds: idsOf(faces), identityId: person.id });
    return texts().people.said.given(texts().count.faces(faces.length), personName(person));
  });
}

/** Makes two people one; the one with a name, else the one that is more on screen, gives id and colour. */
export async function mergeWith(environment: Environment, otherId: IdentityId): Promise<void> {
  const people = environment.queries.getQueryData<PersonView[]>(keys.cast) ?? [];
  const pair = [personNow(environment), people.find(({ id }) => id === otherId)];
  const [into, from] = pair
    .filter((person) => person !== undefined)
    .toSorted(
      (a, b) => Number(b.name !== null) - Number(a.name !== null) || b.screenSeconds - a.screenSeconds,
    );
  if (!into || !from) return;
  await decide(environment, async () => {
    const merged = await environment.client.cast.merge({ into: into.id, from: [from.id] });
    environment.desk.getState().selectPerson(merged.id);
    return texts().viewer.joined(personName(from), personName(merged));
  });
}

/** Takes out again who was merged into the person. */
export async function unmerge(environment: Environment): Promise<void> {
  const person = personNow(environment);
  if (!person) return;
  await decide(environment, async () => {
    const apart = await environment.client.cast.unmerge({ identityId: person.id });
    return texts().people.said.parted(personName(person), texts().count.people(apart.length));
  });
}

/** Puts a stranger out of the way, or brings one back. */
export async function toggleHidden(environment: Environment): Promise<void> {
  const person = personNow(environment);
  if (!person) return;
  const hidden = !person.isHidden;
  await decide(environment, async () => {
    await environment.client.cast.hide({ identityIds: [person.id], hidden });
    const { said } = texts().people;
    return hidden ? said.hidden(personName(person)) : said.shown(personName(person));
  });
}

/** Forgets what tells the person's face apart; names and ranges stay. Not to be undone, so it is asked before. */
export async function eraseBiometrics(environment: Environment, person: PersonView): Promise<void> {
  const { client, queries } = environment;
  const { embeddings } = await client.privacy.eraseBiometrics({ identityId: person.id });
  await queries.invalidateQueries({ queryKey: keys.cast });
  useToasts.getState().show({
    title: texts().people.erased(personName(person)),
    text: texts().people.erasedText(texts().count.faces(embeddings)),
  });
}
