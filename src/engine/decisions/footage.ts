import { randomUUID } from 'node:crypto';
import type { TagTarget } from '../../shared/contract/index.ts';
import type { EditLabel } from '../../shared/edit-label.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { AssetId, IdentityId } from '../../shared/ids.ts';
import { speak } from '../identity/index.ts';
import type { DecisionChange, Library, PresenceDecision, TagRow } from '../library/index.ts';
import { cleanName, type Decision, identityRow, put, whoIs } from './change.ts';
import { readSightings, rootsOf } from './sightings.ts';

/** The decisions on ranges of footage: where somebody is seen, and tags. */

export interface FrameRange {
  readonly assetId: AssetId;
  readonly startFrame: number;
  readonly endFrame: number;
}

/** @throws CastlineError not-found, invalid-request (outside of the clip, or empty) */
export function checkRange(library: Library, { assetId, startFrame, endFrame }: FrameRange): void {
  const { frameCount, name } = library.assets.get(assetId);
  if (frameCount === undefined) throw new CastlineError('not-found', `"${name}" has not been analysed yet.`);
  if (startFrame < endFrame && endFrame <= frameCount) return;
  throw new CastlineError('invalid-request', `"${name}" has no such range of frames.`);
}

const presence = (row: PresenceDecision, isThere: boolean): DecisionChange =>
  put('presence_decision', [row.assetId, row.identityId, row.startFrame], isThere ? row : null);

/** Says that somebody is seen in a range, or is not. @throws CastlineError not-found, invalid-request */
export function setPresence(
  library: Library,
  range: FrameRange & { readonly identityId: IdentityId; readonly isPresent: boolean },
): Decision {
  checkRange(library, range);
  const { assetId, startFrame, endFrame, isPresent } = range;
  const identityId = rootsOf(library)(identityRow(library, range.identityId, 'person').id);
  const words = library.decisions
    .list('presence_decision')
    .filter((one) => one.assetId === assetId && one.identityId === identityId);
  const said = speak<PresenceDecision>(words, {
    assetId,
    identityId,
    startFrame,
    endFrame,
    verdict: isPresent ? 'present' : 'absent',
  });
  const who = whoIs(identityRow(library, identityId, 'person'));
  return {
    changes: [...words.map((word) => presence(word, false)), ...said.map((word) => presence(word, true))],
    label: { did: 'presence', who, isPresent },
  };
}

/** Puts a tag on something. @throws CastlineError not-found, invalid-request */
export function addTag(
  library: Library,
  typed: string,
  target: TagTarget,
): Decision & { readonly tag: TagRow } {
  const name = cleanName(typed);
  if (name === null) throw new CastlineError('invalid-request', 'A tag needs a name.');
  const tag: TagRow = { id: `t${randomUUID().replaceAll('-', '')}`, name, ...targetRow(library, target) };
  return { changes: [put('tag', [tag.id], tag)], label: { did: 'tag', name }, tag };
}

function targetRow(library: Library, target: TagTarget): Omit<TagRow, 'id' | 'name'> {
  const nowhere = {
    identityId: null,
    assetId: null,
    startFrame: null,
    endFrame: null,
    boxX: null,
    boxY: null,
    boxW: null,
    boxH: null,
  };
  switch (target.on) {
    case 'identity': {
      const { identityId } = target;
      if (!library.decisions.get('identity', identityId)) {
        throw new CastlineError('not-found', `The library has no identity "${identityId}".`);
      }
      return { ...nowhere, identityId };
    }
    case 'range': {
      checkRange(library, target);
      const { assetId, startFrame, endFrame, identityId = null, box } = target;
      return { ...nowhere, identityId, assetId, startFrame, endFrame, ...(box ? columnsOf(box) : {}) };
    }
    case 'element': {
      const found = library.elements.find(target.elementId) ?? drawnPlace(library, target.elementId);
      if (!found) throw new CastlineError('not-found', 'This is not in the library any more.');
      const { assetId, frame, box } = found;
      return { ...nowhere, assetId, startFrame: frame, endFrame: frame + 1, ...columnsOf(box) };
    }
    default:
      return target satisfies never;
  }
}

const columnsOf = (box: { x: number; y: number; w: number; h: number }) => ({
  boxX: box.x,
  boxY: box.y,
  boxW: box.w,
  boxH: box.h,
});

function drawnPlace(library: Library, elementId: string) {
  return readSightings(library).sightings.find((one) => one.elementId === elementId);
}

/** Another name, or other ends, of a tag. @throws CastlineError not-found, invalid-request */
export function changeTag(
  library: Library,
  asked: {
    readonly tagId: string;
    readonly name?: string | undefined;
    readonly startFrame?: number | undefined;
    readonly endFrame?: number | undefined;
  },
): Decision {
  const tag = library.decisions.get('tag', asked.tagId);
  if (!tag) throw new CastlineError('not-found', 'This tag is not there any more.');
  const name = asked.name === undefined ? tag.name : cleanName(asked.name);
  if (name === null) throw new CastlineError('invalid-request', 'A tag needs a name.');
  const startFrame = asked.startFrame ?? tag.startFrame;
  const endFrame = asked.endFrame ?? tag.endFrame;
  const moved = startFrame !== tag.startFrame || endFrame !== tag.endFrame;
  if (moved) {
    if (!tag.assetId || startFrame === null || endFrame === null) {
      throw new CastlineError('invalid-request', 'This tag is not on a range of a clip.');
    }
    checkRange(library, { assetId: tag.assetId, startFrame, endFrame });
  }
  const label: EditLabel =
    name === tag.name ? { did: 'move-tag', name } : { did: 'rename-tag', name: tag.name, to: name };
  return { changes: [put('tag', [tag.id], { ...tag, name, startFrame, endFrame })], label };
}

/** @throws CastlineError not-found */
export function removeTag(library: Library, id: string): Decision {
  const tag = library.decisions.get('tag', id);
  if (!tag) throw new CastlineError('not-found', 'This tag is not there any more.');
  return { changes: [put('tag', [id], null)], label: { did: 'remove-tag', name: tag.name } };
}
