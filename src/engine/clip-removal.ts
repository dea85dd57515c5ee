import type { EditLabel } from '../shared/edit-label.ts';
import type { AssetId } from '../shared/ids.ts';
import { applyEdit } from './edits.ts';
import type { Edit } from './library/index.ts';
import type { LibrarySession, SessionTools } from './session.ts';

type Removal = Extract<Edit, { kind: 'remove-clips' }>;

function labelOf(names: readonly string[], isBack: boolean): EditLabel {
  const [name, ...others] = names;
  if (name !== undefined && others.length === 0)
    return { did: isBack ? 'add-clip-again' : 'remove-clip', name };
  return { did: isBack ? 'add-clips-again' : 'remove-clips', count: names.length };
}

/** Takes clips out of the library and back in. All that is known of them stays in the file; nothing reads it meanwhile. */
export class ClipRemoval {
  private readonly session: LibrarySession;
  private readonly tools: SessionTools;

  constructor(session: LibrarySession, tools: SessionTools) {
    this.session = session;
    this.tools = tools;
  }

  /**
   * One step to undo; files are not touched and analysis stops. Returns the names.
   *
   * @throws CastlineError not-found, library-in-use
   */
  remove(assetIds: readonly AssetId[]): string[] {
    const { library } = this.session;
    const ids = [...new Set(assetIds)];
    const names = ids.map((assetId) => library.assets.get(assetId).name);
    this.make(ids, this.session.now());
    return names;
  }

  /** A removed clip whose file is added again is there as it was. True where it was removed. */
  bringBack(assetId: AssetId): boolean {
    const isRemoved = this.session.library.assets.isRemoved(assetId);
    if (isRemoved) this.make([assetId], null);
    return isRemoved;
  }

  private make(assetIds: AssetId[], removedAt: string | null): void {
    const { library, queue } = this.session;
    const now = this.session.now();
    const live = new Set(queue.workload().jobs.map(({ assetId }) => assetId));
    const unfinished = assetIds.filter((assetId) => live.has(assetId));
    const edit: Removal = { kind: 'remove-clips', assetIds, removedAt, unfinished };
    const inverse: Removal = { ...edit, removedAt: removedAt === null ? now : null };
    const label = labelOf(
      assetIds.map((assetId) => library.assets.nameOf(assetId)),
      removedAt === null,
    );
    library.transaction(() => {
      applyEdit(library, edit);
      library.edits.add(edit, inverse, label, now);
    });
    this.follow(edit);
  }

  /** Stops the work on clips that went, and takes up that on clips that came back. */
  follow({ assetIds, removedAt, unfinished }: Removal): void {
    const { queue } = this.session;
    for (const assetId of assetIds) {
      if (removedAt !== null) queue.cancelOf(assetId);
      else if (unfinished.includes(assetId) || this.session.isOutdated(assetId)) queue.add(assetId);
    }
    this.tools.onEvent({ type: 'changed', areas: ['assets', 'library', 'cast', 'tags', 'edits'] });
  }
}
