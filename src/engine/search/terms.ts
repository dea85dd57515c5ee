import type { IdentityId } from '../../shared/ids.ts';
import { foldWord } from '../../shared/vocabulary.ts';

/**
 * Terms are what is seen, as words of the index that nobody types: `zp` and the id of a person, `zo` and a class of objects,
 * `zk` and a kind of garment, `za` and an attribute, both together for one garment, and after `zw` and the wearer's id.
 */

const plain = (text: string): string => foldWord(text).replaceAll(/[^a-z0-9]/g, '');

/** The word by which a person is found in the index. */
export const personTerm = (id: IdentityId): string => `zp${plain(id)}`;
/** The word by which a thing is found in the index. */
export const objectTerm = (name: string): string => `zo${plain(name)}`;

/** The term of a garment: of a kind, with an attribute, of a wearer, each where it is given. */
export function garmentTerm(of: {
  readonly kind?: string | undefined;
  readonly attribute?: string | undefined;
  readonly wearer?: IdentityId | undefined;
}): string {
  const kind = of.kind === undefined ? '' : `zk${plain(of.kind)}`;
  const attribute = of.attribute === undefined ? '' : `za${plain(of.attribute)}`;
  return `${of.wearer === undefined ? '' : `zw${plain(of.wearer)}`}${kind}${attribute}`;
}

/** All terms of one garment on one wearer. */
export function garmentTerms(
  kind: string,
  attributes: readonly string[],
  wearer: IdentityId | undefined,
): string[] {
  return [undefined, ...(wearer === undefined ? [] : [wearer])].flatMap((who) => [
    garmentTerm({ kind, wearer: who }),
    ...attributes.flatMap((attribute) => [
      garmentTerm({ attribute, wearer: who }),
      garmentTerm({ kind, attribute, wearer: who }),
    ]),
  ]);
}
