import { parseSync } from 'vite';
import type { SourceFile } from './architecture.ts';

/** Attributes whose text a person reads or hears. */
const READ =
  /^(aria-label|aria-description|aria-roledescription|aria-valuetext|title|placeholder|alt|label|help|note|description|action|heading|hint)$/;
/** Fields of plain data that are shown. */
const SHOWN = /^(label|title|text|note|help|hint|heading|description|action)$/;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';

/** Words, not codes: a letter beside another, and no identifier, URL or key. */
const isProse = (text: string): boolean =>
  isNoName(text) &&
  /\p{L}{2}/u.test(text) &&
  (/\s/.test(text.trim()) || /^\p{Lu}\p{Ll}+[.…!?]?$/u.test(text.trim()));

/** Two words side by side, wherever they stand: no selector, style, or file name. */
const isSentence = (text: string): boolean =>
  /\p{L}{2,},? \p{L}{2,}/u.test(text) && !/[(){}<>]|\.\w|^[.#[]/.test(text);

/** Names of programs and companies are the same everywhere. */
const isNoName = (text: string): boolean => !/^(Castline|Kling)$/.test(text.trim());

/** The words of a template without what is put into them. */
const templateText = (node: Node): string =>
  (node.quasis as Node[]).map((quasi) => (quasi.value as { raw: string }).raw).join(' ');

const nameOf = (node: unknown): string => (isNode(node) ? String(node.name ?? '') : '');

/** Where words are no text for anybody: imports, types, slips of the program, names of classes, groups and codes. */
const isSilent = (node: Node): boolean =>
  /^(ImportDeclaration|ThrowStatement)$|^TS(TypeAliasDeclaration|InterfaceDeclaration|TypeAnnotation)$/.test(
    node.type,
  ) ||
  (node.type === 'JSXAttribute' && /^(className|style|d|points|transform)$/.test(nameOf(node.name))) ||
  (node.type === 'Property' && /^(group|code)$/.test(nameOf(node.key)));

/** Texts that stand in the code of the window and not among its texts, one sentence each. */
export function findLiterals({ path, text }: SourceFile): string[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} could not be parsed: ${errors[0]?.message}`);
  const found: string[] = [];
  const say = (node: Node, literal: string): void => {
    const line = text.slice(0, node.start).split('\n').length;
    found.push(`${path}:${line} says "${literal.trim().replaceAll(/\s+/g, ' ').slice(0, 60)}"`);
  };
  const judge = (value: unknown): void => {
    if (!isNode(value)) return;
    if (value.type === 'Literal' && typeof value.value === 'string' && isProse(value.value))
      say(value, value.value);
    if (value.type === 'TemplateLiteral') {
      const words = templateText(value);
      if (isProse(words) && /\p{L}{3}/u.test(words)) say(value, words);
    }
    if (value.type === 'ConditionalExpression') {
      judge(value.consequent);
      judge(value.alternate);
    }
    if (value.type === 'LogicalExpression') judge(value.right);
    if (value.type === 'JSXExpressionContainer') judge(value.expression);
  };
  const visit = (node: Node): void => {
    if (isSilent(node)) return;
    if (node.type === 'Literal' && typeof node.value === 'string' && isSentence(node.value))
      say(node, node.value);
    if (node.type === 'TemplateLiteral' && isSentence(templateText(node))) say(node, templateText(node));
    if (node.type === 'JSXText' && /\p{L}{2}/u.test(node.value as string) && isNoName(node.value as string))
      say(node, node.value as string);
    if (node.type === 'JSXAttribute' && READ.test((node.name as { name?: string }).name ?? '')) {
      const value = node.value as Node | null;
      if (value?.type === 'Literal' && /\p{L}{2}/u.test(String(value.value)) && isNoName(String(value.value)))
        say(value, String(value.value));
      else judge(value);
    }
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of node.children as Node[])
        if (child.type === 'JSXExpressionContainer') judge(child.expression);
    }
    if (node.type === 'Property' && SHOWN.test((node.key as { name?: string }).name ?? '')) judge(node.value);
    for (const child of Object.values(node)) {
      if (isNode(child)) visit(child);
      else if (Array.isArray(child)) for (const one of child) if (isNode(one)) visit(one);
    }
  };
  visit(program as unknown as Node);
  return [...new Set(found)];
}
