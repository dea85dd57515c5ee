import { createHash } from 'node:crypto';
import type { EngineClient } from '../shared/contract/index.ts';
import type { ElementId, IdentityId } from '../shared/ids.ts';
import { assignFaces, drawnElement, removeDrawn, rootsOf } from './decisions/index.ts';
import { groupPeople, previewStrictness, readDrawnFace, regroupPeople } from './pipeline/index.ts';
import type { LibrarySession, SessionTools } from './session.ts';

type Cast = EngineClient['cast'];
type Drawn = Parameters<Cast['drawElement']>[0];

/** What takes longer than a look-up: drawing, which asks the recogniser, and grouping anew. */
export class CastWork {
  private readonly session: LibrarySession;
  private readonly tools: SessionTools;

  constructor(session: LibrarySession, tools: SessionTools) {
    this.session = session;
    this.tools = tools;
  }

  /** Adds what was drawn by hand; a face gets its embedding and joins the grouping. */
  async draw(drawn: Drawn): ReturnType<Cast['drawElement']> {
    const { session, tools } = this;
    const { library } = session;
    const media = await tools.findMedia();
    const { image, embedding } = await readDrawnFace(
      { library, media, recogniser: tools.recogniser, maxSidePx: tools.maxKeyframeSidePx },
      drawn,
      session.signal,
    );
    const digest = createHash('sha256').update(
      JSON.stringify([drawn.assetId, drawn.frame, drawn.kind, drawn.box]),
    );
    const id = `h${digest.digest('hex').slice(0, 24)}` as ElementId;
    const keeps = library.settings.read().keepsEmbeddings;
    if (embedding && keeps) library.decisions.setDrawnEmbedding(id, embedding.model, embedding.vector);
    session.decide((open) => drawnElement(open, { ...drawn, id, image }));
    groupPeople(library);
    if (drawn.identityId) {
      const to = drawn.identityId;
      session.decide((open) => assignFaces(open, [id], to));
    }
    return { elementId: id, identityId: this.ownerOf(id) };
  }

  private ownerOf(id: ElementId): IdentityId | null {
    const { library } = this.session;
    const said = library.decisions
      .list('sighting_decision')
      .find(({ elementId, verdict }) => elementId === id && verdict === 'yes');
    const believed = library.sightings.list().find(({ elementId }) => elementId === id)?.believed;
    const owner = said?.identityId ?? believed?.identityId;
    return owner ? rootsOf(library)(owner) : null;
  }

  removeDrawn(elementId: ElementId): void {
    this.session.decide((open) => removeDrawn(open, elementId));
  }

  async preview(strictness: number): ReturnType<Cast['previewStrictness']> {
    return previewStrictness(this.session.library, strictness);
  }

  async regroup(): ReturnType<Cast['regroup']> {
    regroupPeople(this.session.library);
    this.tools.onEvent({ type: 'changed', areas: ['assets', 'cast', 'library'] });
    return { people: this.session.library.people.list().length };
  }

  cancel(): void {}

  /** Removes what tells a person's face from others, for good. */
  erase(identityId: IdentityId): Awaited<ReturnType<EngineClient['privacy']['eraseBiometrics']>> {
    const { library } = this.session;
    const root = rootsOf(library)(library.people.get(identityId).id);
    const erased = library.transaction(() => library.privacy.erase(this.elementsOf(root)));
    this.tools.onEvent({ type: 'changed', areas: ['assets', 'cast'] });
    return { embeddings: erased, pictures: 0 };
  }

  private elementsOf(identityId: IdentityId): ElementId[] {
    const { library } = this.session;
    const root = rootsOf(library);
    const believed = library.people.believedPlaces().filter((one) => root(one.identityId) === identityId);
    const said = library.decisions
      .list('sighting_decision')
      .filter((one) => one.verdict === 'yes' && root(one.identityId) === identityId);
    return [...new Set([...believed, ...said].map(({ elementId }) => elementId))];
  }
}
