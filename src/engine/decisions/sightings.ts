import type { AssetId, IdentityId, ShotId } from '../../shared/ids.ts';
import { type AssetShots, readShots, shotOfFrame } from '../cuts/index.ts';
import type { Library, SightingDecision, StoredSighting } from '../library/index.ts';
import { findAtPlace } from './places.ts';

/** A sighting as everyone outside of grouping sees it: what the machine believes, with a person's word before it. */
export interface Sighting extends StoredSighting {
  readonly shotId: ShotId;
  readonly identityId: IdentityId | undefined;
  /** How much it is like the person's other faces, 0 to 1; 1 where a person said so; 0 without an identity. */
  readonly likeness: number;
  readonly decidedBy: 'machine' | 'person';
  /** Who it is not, by the editor's word. */
  readonly refused: ReadonlySet<IdentityId>;
  /** Those of them whom nobody who looks like this is, either. */
  readonly unlike: ReadonlySet<IdentityId>;
}

/** A decision that fits nothing that is seen now, or that another one contradicts. */
export interface Misfit {
  readonly decision: SightingDecision;
  readonly reason: 'missing' | 'contradiction';
  /** The shot in which it was made. */
  readonly shotId: ShotId | undefined;
}

/** All that shows somebody, after the editor’s decisions, and the decisions that fit nothing found now. */
export interface Sightings {
  readonly sightings: readonly Sighting[];
  readonly misfits: readonly Misfit[];
}

/** Follows merges to the person that is shown. */
export function rootsOf(library: Library): (id: IdentityId) => IdentityId {
  const into = library.people.merges();
  return (id) => {
    const seen = new Set<IdentityId>();
    let at = id;
    for (let next = into.get(at); next && !seen.has(next); next = into.get(at)) {
      seen.add(at);
      at = next;
    }
    return at;
  };
}

const boxOf = ({ boxX, boxY, boxW, boxH }: SightingDecision) => ({ x: boxX, y: boxY, w: boxW, h: boxH });

interface Said {
  readonly frame: number;
  readonly yes: IdentityId | undefined;
  readonly no: ReadonlySet<IdentityId>;
  readonly unlike: ReadonlySet<IdentityId>;
}

/** Which decisions speak of which sighting, by element; and those that speak of none. */
function matchDecisions(
  stored: readonly StoredSighting[],
  decisions: readonly SightingDecision[],
  { shots }: AssetShots,
): { ofElement: Map<string, SightingDecision[]>; misfits: Misfit[] } {
  const known = new Set<string>(stored.map((one) => one.elementId));
  const ofElement = new Map<string, SightingDecision[]>();
  const misfits: Misfit[] = [];
  const shotAt = (frame: number): ShotId | undefined => shotOfFrame(shots, frame)?.id;
  const isSameShot = (a: number, b: number): boolean => shotAt(a) === shotAt(b);
  for (const decision of decisions) {
    const place = { frame: decision.frame, box: boxOf(decision) };
    const elementId = known.has(decision.elementId)
      ? decision.elementId
      : findAtPlace(
          place,
          stored.filter((one) => one.kind === decision.kind),
          isSameShot,
        )?.elementId;
    if (!elementId) {
      misfits.push({ decision, reason: 'missing', shotId: shotAt(decision.frame) });
      continue;
    }
    ofElement.set(elementId, [...(ofElement.get(elementId) ?? []), decision]);
  }
  return { ofElement, misfits };
}

/** What was said of one sighting; of two yeses that now meet in one face, that of the better fitting box holds. */
function saidOf(
  sighting: StoredSighting,
  decisions: readonly SightingDecision[],
  root: (id: IdentityId) => IdentityId,
): { said: Said; contradicted: SightingDecision[] } {
  const yeses = decisions.filter(({ verdict }) => verdict === 'yes');
  const exact = yeses.find(({ elementId }) => elementId === sighting.elementId) ?? yeses[0];
  const yes = exact && root(exact.identityId);
  const no = new Set(
    decisions.filter(({ verdict }) => verdict === 'no').map(({ identityId }) => root(identityId)),
  );
  const unlike = new Set(
    decisions
      .filter(({ verdict, alike }) => verdict === 'no' && alike === 1)
      .map((one) => root(one.identityId)),
  );
  const contradicted = decisions.filter(
    ({ verdict, identityId }) =>
      yes !== undefined && (verdict === 'yes' ? root(identityId) !== yes : root(identityId) === yes),
  );
  return { said: { frame: sighting.frame, yes, no, unlike }, contradicted };
}

/** What was said of the nearest sighting of the same track stands for those of which nothing was said. */
function nearest(said: readonly Said[], frame: number, isWanted: (one: Said) => boolean): Said | undefined {
  return said.filter(isWanted).toSorted((a, b) => Math.abs(a.frame - frame) - Math.abs(b.frame - frame))[0];
}

function resolve(
  stored: StoredSighting,
  own: Said | undefined,
  inTrack: readonly Said[],
  root: (id: IdentityId) => IdentityId,
): Pick<Sighting, 'identityId' | 'likeness' | 'decidedBy' | 'refused'> {
  const refused = new Set([...(own?.no ?? []), ...inTrack.flatMap(({ no }) => [...no])]);
  const spoken = own?.yes ?? nearest(inTrack, stored.frame, ({ yes }) => yes !== undefined)?.yes;
  if (spoken && (own?.yes || !own?.no.has(spoken))) {
    refused.delete(spoken);
    return { identityId: spoken, likeness: 1, decidedBy: 'person', refused };
  }
  const believed = stored.believed && root(stored.believed.identityId);
  if (!believed || refused.has(believed)) {
    return {
      identityId: undefined,
      likeness: 0,
      decidedBy: refused.size > 0 ? 'person' : 'machine',
      refused,
    };
  }
  return { identityId: believed, likeness: stored.believed?.score ?? 0, decidedBy: 'machine', refused };
}

function readAsset(
  stored: readonly StoredSighting[],
  decisions: readonly SightingDecision[],
  root: (id: IdentityId) => IdentityId,
  shots: AssetShots,
): Sightings {
  const inUse = new Set(shots.keyframes.map(({ frame }) => frame));
  const shown = stored.filter((one) => one.isDrawn || inUse.has(one.frame));
  const { ofElement, misfits } = matchDecisions(shown, decisions, shots);
  const saids = new Map<string, Said>();
  for (const one of shown) {
    const spoken = ofElement.get(one.elementId);
    if (!spoken) continue;
    const { said, contradicted } = saidOf(one, spoken, root);
    saids.set(one.elementId, said);
    const shotId = shotOfFrame(shots.shots, one.frame)?.id;
    misfits.push(...contradicted.map((decision) => ({ decision, reason: 'contradiction' as const, shotId })));
  }
  const ofTrack = Map.groupBy(shown, ({ track }) => track);
  const sightings = shown.flatMap((one): Sighting[] => {
    const shotId = shotOfFrame(shots.shots, one.frame)?.id;
    if (!shotId) return [];
    const inTrack = (ofTrack.get(one.track) ?? []).flatMap(({ elementId }) => saids.get(elementId) ?? []);
    const unlike = new Set(inTrack.flatMap((said) => [...said.unlike]));
    return [{ ...one, shotId, unlike, ...resolve(one, saids.get(one.elementId), inTrack, root) }];
  });
  return { sightings, misfits };
}

/**
 * Who is seen where in one asset, or in all; in the order of asset and time. `shots` of the one asset, if they are at hand.
 * Without `withDoubtful`, bodies that the recogniser doubted are there only where a track says who it is.
 */
export function readSightings(
  library: Library,
  assetId?: AssetId,
  options: { withVectors?: boolean; withDoubtful?: boolean; shots?: AssetShots } = {},
): Sightings {
  const root = rootsOf(library);
  const ofAsset = Map.groupBy(library.sightings.list(assetId, options), (one) => one.assetId);
  const decided = assetId
    ? library.decisions.listOf('sighting_decision', 'assetId', assetId)
    : library.decisions.list('sighting_decision');
  const said = decided.filter(({ kind }) => kind === 'face' || kind === 'subject');
  const decisions = Map.groupBy(said, (one) => one.assetId);
  const assetIds = assetId ? [assetId] : [...new Set([...ofAsset.keys(), ...decisions.keys()])].sort();
  const read = assetIds.map((id) =>
    readAsset(
      ofAsset.get(id) ?? [],
      decisions.get(id) ?? [],
      root,
      (assetId && options.shots) ?? readShots(library, id),
    ),
  );
  return {
    sightings: read.flatMap(({ sightings }) => sightings),
    misfits: read.flatMap(({ misfits }) => misfits),
  };
}
