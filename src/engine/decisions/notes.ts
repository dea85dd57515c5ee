import type { NoteTarget } from '../../shared/contract/index.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { Library, NoteRow } from '../library/index.ts';
import { type Decision, put } from './change.ts';
import { checkRange } from './footage.ts';

const nowhere = { identityId: null, assetId: null, tagId: null, startFrame: null, endFrame: null };

function rowOf(library: Library, target: NoteTarget): Omit<NoteRow, 'text'> {
  switch (target.on) {
    case 'identity':
      return { ...nowhere, subject: `identity ${target.identityId}`, identityId: target.identityId };
    case 'asset':
      library.assets.get(target.assetId);
      return { ...nowhere, subject: `asset ${target.assetId}`, assetId: target.assetId };
    case 'tag': {
      const tag = library.decisions.get('tag', target.tagId);
      if (!tag) throw new CastlineError('not-found', 'This tag is not there any more.');
      return { ...nowhere, subject: `tag ${tag.id}`, tagId: tag.id, assetId: tag.assetId };
    }
    case 'range': {
      checkRange(library, target);
      const { assetId, startFrame, endFrame } = target;
      const subject = `range ${assetId} ${startFrame} ${endFrame}`;
      return { ...nowhere, subject, assetId, startFrame, endFrame };
    }
    default:
      return target satisfies never;
  }
}

/** Writes a note, or takes it away where the text is empty. @throws CastlineError not-found, invalid-request */
export function writeNote(library: Library, target: NoteTarget, typed: string): Decision {
  const row = rowOf(library, target);
  const text = typed.normalize('NFC').trim();
  return {
    changes: [put('note', [row.subject], text === '' ? null : { ...row, text })],
    label: { did: 'note', isRemoved: text === '' },
  };
}

/** What a stored note is on; undefined where that is gone. */
export function noteTarget(row: NoteRow): NoteTarget | undefined {
  const { identityId, assetId, tagId, startFrame, endFrame } = row;
  if (identityId) return { on: 'identity', identityId };
  if (tagId) return { on: 'tag', tagId };
  if (!assetId) return undefined;
  return startFrame === null || endFrame === null
    ? { on: 'asset', assetId }
    : { on: 'range', assetId, startFrame, endFrame };
}
