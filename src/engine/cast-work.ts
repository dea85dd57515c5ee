import { createHash } from 'node:crypto';
import type { EngineClient, StrictnessPreview } from '../shared/contract/index.ts';
import type { AssetId, ElementId, IdentityId } from '../shared/ids.ts';
import { assignFaces, drawnElement, readSightings, removeDrawn, rootsOf } from './decisions/index.ts';
import type { Edit } from './library/index.ts';
import {
  compareGrouping,
  groupInWorker,
  groupPeople,
  prepareGrouping,
  readDrawnFace,
  writeGrouping,
} from './pipeline/index.ts';
import type { LibrarySession, SessionTools } from './session.ts';

type Cast = EngineClient['cast'];
type Drawn = Parameters<Cast['drawElement']>[0];

/** A regrouping that a decision overtook is done again, at most so often. */
const mostTries = 3;

/** What takes longer than a look-up: drawing, which asks the recogniser, and grouping anew. */
export class CastWork {
  private readonly session: LibrarySession;
  private readonly tools: SessionTools;
  private grouping: AbortController | undefined;

  constructor(session: LibrarySession, tools: SessionTools) {
    this.session = session;
    this.tools = tools;
  }

  /** Adds what was drawn by hand; a face gets its embedding and joins the grouping. One step to undo. */
  async draw(drawn: Drawn): ReturnType<Cast['drawElement']> {
    const { session, tools } = this;
    const { library } = session;
    const { image, embedding } = await readDrawnFace(
      {
        library,
        media: await tools.findMedia(),
        recogniser: tools.recognisers.of('faces', library.settings.read().embedder),
        maxSidePx: tools.maxKeyframeSidePx,
      },
      drawn,
      session.signal,
    );
    const { assetId, frame, kind, box, identityId } = drawn;
    const digest = createHash('sha256').update(JSON.stringify([assetId, frame, kind, box]));
    const id = `h${digest.digest('hex').slice(0, 24)}` as ElementId;
    if (embedding && library.settings.read().keepsEmbeddings) {
      library.decisions.setDrawnEmbedding(id, embedding.model, embedding.vector);
    }
    session.decide((open) => drawnElement(open, { ...drawn, id, image, to: identityId }));
    this.regroupAsset(assetId);
    return { elementId: id, identityId: this.ownerOf(id, assetId) };
  }

  private regroupAsset(assetId: AssetId): void {
    const { library } = this.session;
    if (library.assets.withStep('people').has(assetId)) {
      library.transaction(() => groupPeople(library, assetId));
    }
    this.tools.onEvent({ type: 'changed', areas: ['cast'] });
  }

  /** A drawing that came or went by undo changes the tracks of its clip. */
  followDrawings({ changes }: Extract<Edit, { kind: 'decide' }>): void {
    const { library } = this.session;
    const drawn = changes.filter(({ table }) => table === 'drawn_element').map(({ key }) => String(key[0]));
    const known = library.decisions.list('drawn_element');
    const gone = library.people.believedPlaces();
    for (const id of drawn) {
      const assetId =
        known.find((one) => one.id === id)?.assetId ??
        gone.find((one) => one.elementId === id)?.place.assetId;
      if (assetId) this.regroupAsset(assetId);
    }
  }

  private ownerOf(id: ElementId, assetId: AssetId): IdentityId | null {
    const { sightings } = readSightings(this.session.library, assetId);
    return sightings.find(({ elementId }) => elementId === id)?.identityId ?? null;
  }

  removeDrawn(elementId: ElementId): void {
    const { library } = this.session;
    const assetId = library.decisions.get('drawn_element', elementId)?.assetId;
    this.session.decide((open) => removeDrawn(open, elementId));
    if (assetId) this.regroupAsset(assetId);
  }

  /** Says who faces show, and lets their tracks pull others along. @throws CastlineError not-found */
  assign(elementIds: readonly ElementId[], to: IdentityId | null): IdentityId {
    return this.session.decide((open) => assignFaces(open, elementIds, to)).to;
  }

  async preview(strictness: number): Promise<StrictnessPreview> {
    const { library, signal } = this.session;
    const prepared = prepareGrouping(library, { anew: 'all', strictness });
    const grouped = await groupInWorker(prepared, {
      workerUrl: this.tools.groupingWorker,
      signal,
      onProgress: () => undefined,
    });
    return { strictness, ...compareGrouping(prepared, grouped, rootsOf(library)) };
  }

  /** Groups everyone anew, beside all other work. A second call stops the first. @throws CastlineError cancelled */
  async regroup(): ReturnType<Cast['regroup']> {
    this.cancel();
    const control = new AbortController();
    this.grouping = control;
    try {
      await this.groupAnew(AbortSignal.any([control.signal, this.session.signal]));
    } finally {
      if (this.grouping === control) this.grouping = undefined;
    }
    this.tools.onEvent({ type: 'changed', areas: ['assets', 'cast', 'library'] });
    return { people: this.session.view.personCount };
  }

  private async groupAnew(signal: AbortSignal): Promise<void> {
    const { library } = this.session;
    for (let tries = 1; ; tries++) {
      const { strictness } = library.settings.read();
      const before = library.edits.newest();
      const prepared = prepareGrouping(library, { anew: 'all', strictness });
      const grouped = await groupInWorker(prepared, {
        workerUrl: this.tools.groupingWorker,
        signal,
        onProgress: (done, total) => this.tools.onEvent({ type: 'grouping', done, total }),
      });
      signal.throwIfAborted();
      if (library.edits.newest() !== before && tries < mostTries) continue;
      library.transaction(() => writeGrouping(library, prepared, grouped));
      return;
    }
  }

  cancel(): void {
    this.grouping?.abort();
  }

  /** Removes what tells a person's face from others, for good. */
  erase(identityId: IdentityId): Awaited<ReturnType<EngineClient['privacy']['eraseBiometrics']>> {
    const { library } = this.session;
    const rootOf = rootsOf(library);
    const root = rootOf(library.people.get(identityId).id);
    const { sightings } = readSightings(library, undefined, { withVectors: false });
    const own = sightings.filter((one) => one.identityId === root).map(({ elementId }) => elementId);
    const same = library.people.list().filter(({ id }) => rootOf(id) === root);
    const removed = library.privacy.elementsInRemoved(same.map(({ id }) => id));
    const embeddings = library.transaction(() => library.privacy.erase([...own, ...removed]));
    this.tools.onEvent({ type: 'changed', areas: ['assets', 'cast'] });
    return { embeddings, pictures: 0 };
  }
}
