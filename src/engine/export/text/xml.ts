import { XMLBuilder } from 'fast-xml-parser';
import { withoutControls } from './clean.ts';

/** A tree of XML as fast-xml-parser's builder wants it: one key, the tag, and its attributes under `:@`. */
export type XmlNode = Record<string, unknown>;

type Value = string | number | undefined;

/** `&#10;` keeps a line break in an attribute: written raw, a reader makes it a space (XML 1.0, 3.3.3). */
function escapeAttribute(value: string): string {
  return escapeText(value)
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\t', '&#9;');
}

function escapeText(value: string): string {
  return withoutControls(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** An element; attributes that are undefined are left out. */
export function element(
  tag: string,
  attributes: Readonly<Record<string, Value>> = {},
  children: readonly XmlNode[] = [],
): XmlNode {
  const kept = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [[`@${name}`, escapeAttribute(String(value))]],
  );
  return { [tag]: children, ...(kept.length > 0 ? { ':@': Object.fromEntries(kept) } : {}) };
}

/** An element that holds text. */
export function textElement(
  tag: string,
  value: string | number,
  attributes: Readonly<Record<string, Value>> = {},
): XmlNode {
  return element(tag, attributes, [{ '#text': escapeText(String(value)) }]);
}

const builder = (): XMLBuilder =>
  new XMLBuilder({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    indentBy: ' ',
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
    processEntities: false,
  });

/** The document, with its declaration and, where there is one, its document type. Ends with a line break. */
export function xmlText(root: XmlNode, doctype?: string): string {
  const body = builder().build([root]).trim();
  return `<?xml version="1.0" encoding="UTF-8"?>\n${doctype ? `<!DOCTYPE ${doctype}>\n` : ''}${body}\n`;
}
