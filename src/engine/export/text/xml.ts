import { withoutControls } from './clean.ts';

/** A tree of XML, written by `xmlText`. Attributes are escaped already. */
export interface XmlNode {
  readonly tag: string;
  readonly attributes: string;
  readonly children: readonly XmlNode[];
  /** In place of children. */
  readonly text?: string;
}

type Value = string | number | undefined;

const special = /[&<>"\n\r\t]/;

/** `&#10;` keeps a line break in an attribute: written raw, a reader makes it a space (XML 1.0, 3.3.3). */
function escapeAttribute(value: string): string {
  const clean = withoutControls(value);
  if (!special.test(clean)) return clean;
  return escapeSigns(clean).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

const escapeSigns = (clean: string): string =>
  clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');

/** An element; attributes that are undefined are left out. */
export function element(
  tag: string,
  attributes: Readonly<Record<string, Value>> = {},
  children: readonly XmlNode[] = [],
): XmlNode {
  let written = '';
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined) written += ` ${name}="${escapeAttribute(String(value))}"`;
  }
  return { tag, attributes: written, children };
}

/** An element that holds text. */
export function textElement(
  tag: string,
  value: string | number,
  attributes: Readonly<Record<string, Value>> = {},
): XmlNode {
  return { ...element(tag, attributes), text: escapeSigns(withoutControls(String(value))) };
}

/** Written by hand: a general builder took three times as long for ten thousand ranges. */
function writeNode({ tag, attributes, children, text }: XmlNode, indent: string, parts: string[]): void {
  if (text !== undefined && text !== '') {
    parts.push(indent, '<', tag, attributes, '>', text, '</', tag, '>\n');
  } else if (children.length === 0) {
    parts.push(indent, '<', tag, attributes, '/>\n');
  } else {
    parts.push(indent, '<', tag, attributes, '>\n');
    for (const child of children) writeNode(child, `${indent} `, parts);
    parts.push(indent, '</', tag, '>\n');
  }
}

/** The document, with its declaration and, where there is one, its document type. Ends with a line break. */
export function xmlText(root: XmlNode, doctype?: string): string {
  const parts = ['<?xml version="1.0" encoding="UTF-8"?>\n', doctype ? `<!DOCTYPE ${doctype}>\n` : ''];
  writeNode(root, '', parts);
  return parts.join('');
}
