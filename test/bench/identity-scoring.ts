import { type Count, type Rates, ratesOf } from './scoring.ts';

/** Measures of grouping: who is put together against who belongs together. */

const rates = (precision: number, recall: number): Rates => ({
  precision,
  recall,
  f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
});

/** One face: the group it was put into, who it is, and where and in which clothes it was taken. */
export interface LabelledFace {
  readonly group: string;
  readonly person: string;
  readonly session: string;
}

/** Over pairs of faces; `isCounted` leaves pairs out. */
export function pairwise(
  faces: readonly LabelledFace[],
  isCounted: (a: LabelledFace, b: LabelledFace) => boolean = () => true,
): Rates {
  const count: Count = { right: 0, missed: 0, extra: 0 };
  faces.forEach((a, index) => {
    for (const b of faces.slice(index + 1)) {
      if (!isCounted(a, b)) continue;
      const isTogether = a.group === b.group;
      const isSame = a.person === b.person;
      if (isTogether && isSame) count.right += 1;
      else if (isSame) count.missed += 1;
      else if (isTogether) count.extra += 1;
    }
  });
  return ratesOf(count);
}

/** BCubed (Bagga and Baldwin 1998): precision and recall of each face's group, averaged over faces. */
export function bcubed(faces: readonly LabelledFace[]): Rates {
  let [precision, recall] = [0, 0];
  for (const face of faces) {
    const group = faces.filter((other) => other.group === face.group);
    const person = faces.filter((other) => other.person === face.person);
    const both = group.filter((other) => other.person === face.person).length;
    precision += both / group.length;
    recall += both / person.length;
  }
  return rates(precision / faces.length, recall / faces.length);
}

/** Which person each identity stands for: pairs by most shared shots, each person and identity once. */
export function matchIdentities(
  shared: readonly { readonly identity: string; readonly person: string; readonly count: number }[],
): Map<string, string> {
  const matched = new Map<string, string>();
  const taken = new Set<string>();
  for (const { identity, person, count } of shared.toSorted((a, b) => b.count - a.count)) {
    if (count === 0 || matched.has(identity) || taken.has(person)) continue;
    matched.set(identity, person);
    taken.add(person);
  }
  return matched;
}

/** A shot: who is in it, and which identities were found in it. */
export interface ShotPeople {
  readonly persons: readonly string[];
  readonly identities: readonly string[];
}

export interface PeopleScore {
  readonly personsPerShot: Rates;
  readonly identities: number;
  readonly persons: number;
  /** Identities that were found in shots of two people and of neither alone: each hides somebody. */
  readonly clicksToPerfect: number;
  readonly clicks: {
    readonly merges: number;
    readonly moves: number;
    readonly draws: number;
    readonly hides: number;
  };
  /** Names to type once all else is right. */
  readonly namesNeeded: number;
}

/**
 * Scores a film. Clicks to perfect: a merge for each further identity of somebody, a move for each shot in which an identity
 * stands for somebody else, a drawing for each shot in which a person was not found at all, a key press to hide each identity
 * that is nobody. Names are counted apart.
 */
export function scorePeople(shots: readonly ShotPeople[]): PeopleScore {
  const persons = [...new Set(shots.flatMap((shot) => shot.persons))];
  const identities = [...new Set(shots.flatMap((shot) => shot.identities))];
  const shared = identities.flatMap((identity) =>
    persons.map((person) => ({
      identity,
      person,
      count: shots.filter((shot) => shot.identities.includes(identity) && shot.persons.includes(person))
        .length,
    })),
  );
  const alone = shared.map((pair) => {
    const both = shots.filter(
      ({ identities: found, persons: there }) => found.includes(pair.identity) && there.includes(pair.person),
    );
    // Somebody who is alone in a shot says more about who an identity is than a crowd.
    return { ...pair, count: both.reduce((sum, shot) => sum + 1 / shot.persons.length, 0) };
  });
  const matched = matchIdentities(alone);
  const count: Count = { right: 0, missed: 0, extra: 0 };
  for (const shot of shots) {
    const named = shot.identities.map((identity) => matched.get(identity));
    const right = shot.persons.filter((person) => named.includes(person)).length;
    count.right += right;
    count.missed += shot.persons.length - right;
    count.extra += shot.identities.length - right;
  }
  return {
    personsPerShot: ratesOf(count),
    identities: identities.length,
    persons: persons.length,
    ...clicksOf(shots, identities, matched, alone),
    namesNeeded: persons.length,
  };
}

function clicksOf(
  shots: readonly ShotPeople[],
  identities: readonly string[],
  matched: ReadonlyMap<string, string>,
  shared: readonly { readonly identity: string; readonly person: string; readonly count: number }[],
): Pick<PeopleScore, 'clicks' | 'clicksToPerfect'> {
  const clicks = { merges: 0, moves: 0, draws: 0, hides: 0 };
  const standsFor = new Map(matched);
  for (const identity of identities) {
    if (matched.has(identity)) continue;
    const [best] = shared
      .filter((pair) => pair.identity === identity && pair.count > 0)
      .toSorted((a, b) => b.count - a.count);
    if (best) {
      clicks.merges += 1;
      standsFor.set(identity, best.person);
    } else clicks.hides += 1;
  }
  for (const shot of shots) {
    const named = shot.identities.map((identity) => standsFor.get(identity));
    const wrong = named.filter((person) => person !== undefined && !shot.persons.includes(person)).length;
    const missing = shot.persons.filter((person) => !named.includes(person)).length;
    const moves = Math.min(wrong, missing);
    clicks.moves += wrong;
    clicks.draws += missing - moves;
  }
  return { clicks, clicksToPerfect: clicks.merges + clicks.moves + clicks.draws + clicks.hides };
}
