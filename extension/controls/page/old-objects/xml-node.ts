// Nodes of MSXML as scripts of its time use them, around the browser's own: `.xml`, `.text`, `selectSingleNode`, lists that can
// be called, members by any spelling.
import { comNumbers, makeComError } from '../com-error.ts';
import { type Control, makeControl, unwrapControl } from '../make-control.ts';

/** `xsl`: MSXML's language before version 4, the same as XPath but for positions, which it counts from 0. */
export interface Selection {
  language: 'xsl' | 'xpath';
  /** Prefixes of paths: `xmlns:a="urn:a"`, as SelectionNamespaces has them. */
  namespaces: string;
}

const unknownMembers = (): void => undefined;
const controls = new WeakMap<Node, Control>();
const selections = new WeakMap<Document, Selection>();
/** NODE_ELEMENT and so on, by nodeType. */
const typeNames: Readonly<Record<number, string>> = {
  1: 'element',
  2: 'attribute',
  3: 'text',
  4: 'cdatasection',
  7: 'processinginstruction',
  8: 'comment',
  9: 'document',
};

export function setSelection(document: Document, selection: Selection): void {
  selections.set(document, selection);
}

/** @returns the control of that node, the same at each call; null for null */
export function wrapNode(node: Node | null): Control | null {
  if (!node) return null;
  let control = controls.get(node);
  if (!control) {
    control = makeControl(new XmlNode(node), unknownMembers);
    controls.set(node, control);
  }
  return control;
}

/** Has an object stand for a node of its own kind (the document's). */
export function keepControl(node: Node, control: Control): void {
  controls.set(node, control);
}

function unwrapNode(value: unknown): Node {
  const node = unwrapControl(value as object, XmlNode)?.node;
  if (!node) throw makeComError(comNumbers.badArgument, '参数错误。');
  return node;
}

function wrapList(nodes: readonly Node[]): Control {
  const item = (index: unknown) => wrapNode(nodes[Number(index)] ?? null);
  let position = 0;
  const list = {
    length: nodes.length,
    item,
    nextNode() {
      const node = item(position);
      position += 1;
      return node;
    },
    reset() {
      position = 0;
    },
  };
  return makeControl(list, unknownMembers, { base: 0, item });
}

function wrapAttributes(element: Element): Control {
  const attributes = [...element.attributes];
  const item = (index: unknown) => wrapNode(attributes[Number(index)] ?? null);
  const map = {
    length: attributes.length,
    item,
    getNamedItem: (name: unknown) => wrapNode(element.getAttributeNode(String(name))),
    setNamedItem: (attribute: unknown) => wrapNode(element.setAttributeNode(unwrapNode(attribute) as Attr)),
    removeNamedItem(name: unknown) {
      element.removeAttribute(String(name));
    },
  };
  return makeControl(map, unknownMembers, { base: 0, item });
}

function select(context: Node, path: unknown): Node[] {
  const owner = (context as Node).ownerDocument ?? (context as Document);
  const { language, namespaces } = selections.get(owner) ?? { language: 'xsl', namespaces: '' };
  const prefixes = new Map(
    [...namespaces.matchAll(/xmlns:([\w.-]+)\s*=\s*["']([^"']*)["']/g)].map(([, a, b]) => [a, b]),
  );
  const text = String(path);
  const expression =
    language === 'xsl' ? text.replace(/\[\s*(\d+)\s*\]/g, (_, index: string) => `[${Number(index) + 1}]`) : text;
  try {
    const found = owner.evaluate(
      expression,
      context,
      (prefix) => prefixes.get(prefix ?? '') ?? owner.documentElement?.lookupNamespaceURI(prefix) ?? null,
      XPathResult.ORDERED_NODE_SNAPSHOT_TYPE,
    );
    return Array.from({ length: found.snapshotLength }, (_, index) => found.snapshotItem(index)).filter(
      (node) => node !== null,
    );
  } catch (error) {
    throw makeComError(comNumbers.failed, (error as Error).message);
  }
}

export class XmlNode {
  readonly node: Node;

  constructor(node: Node) {
    this.node = node;
  }

  get nodeName() {
    return this.node.nodeName;
  }
  get nodeType() {
    return this.node.nodeType;
  }
  get nodeTypeString() {
    return typeNames[this.node.nodeType] ?? '';
  }
  get nodeValue(): string | null {
    return this.node.nodeValue;
  }
  set nodeValue(value: unknown) {
    this.node.nodeValue = String(value);
  }
  get nodeTypedValue() {
    return this.text;
  }
  set nodeTypedValue(value: unknown) {
    this.text = value;
  }
  get data() {
    return this.node.nodeValue;
  }
  get value() {
    return this.node.nodeValue;
  }
  set value(value: unknown) {
    this.node.nodeValue = String(value);
  }
  get name() {
    return this.node.nodeName;
  }
  get tagName() {
    return this.node.nodeName;
  }
  get baseName() {
    return (this.node as Element).localName ?? '';
  }
  get prefix() {
    return (this.node as Element).prefix ?? '';
  }
  get namespaceURI() {
    return (this.node as Element).namespaceURI ?? '';
  }
  /** White space at both ends does not count. */
  get text(): string {
    const { node } = this;
    const content = node instanceof Document ? node.documentElement?.textContent : node.textContent;
    return (content ?? '').trim();
  }
  set text(value: unknown) {
    this.node.textContent = String(value);
  }
  get xml() {
    return new XMLSerializer().serializeToString(this.node);
  }
  get childNodes() {
    return wrapList([...this.node.childNodes]);
  }
  get attributes() {
    return this.node instanceof Element ? wrapAttributes(this.node) : null;
  }
  get firstChild() {
    return wrapNode(this.node.firstChild);
  }
  get lastChild() {
    return wrapNode(this.node.lastChild);
  }
  get nextSibling() {
    return wrapNode(this.node.nextSibling);
  }
  get previousSibling() {
    return wrapNode(this.node.previousSibling);
  }
  get parentNode() {
    return wrapNode(this.node.parentNode);
  }
  get ownerDocument() {
    return wrapNode(this.node.ownerDocument);
  }
  hasChildNodes() {
    return this.node.hasChildNodes();
  }
  getAttribute(name: unknown) {
    return (this.node as Element).getAttribute(String(name));
  }
  setAttribute(name: unknown, value: unknown) {
    (this.node as Element).setAttribute(String(name), String(value));
  }
  removeAttribute(name: unknown) {
    (this.node as Element).removeAttribute(String(name));
  }
  getAttributeNode(name: unknown) {
    return wrapNode((this.node as Element).getAttributeNode(String(name)));
  }
  setAttributeNode(attribute: unknown) {
    return wrapNode((this.node as Element).setAttributeNode(unwrapNode(attribute) as Attr));
  }
  selectSingleNode(path: unknown) {
    return wrapNode(select(this.node, path)[0] ?? null);
  }
  selectNodes(path: unknown) {
    return wrapList(select(this.node, path));
  }
  getElementsByTagName(name: unknown) {
    return wrapList([...(this.node as Element).getElementsByTagName(String(name))]);
  }
  appendChild(child: unknown) {
    return wrapNode(this.node.appendChild(unwrapNode(child)));
  }
  insertBefore(child: unknown, before?: unknown) {
    return wrapNode(this.node.insertBefore(unwrapNode(child), before ? unwrapNode(before) : null));
  }
  removeChild(child: unknown) {
    return wrapNode(this.node.removeChild(unwrapNode(child)));
  }
  replaceChild(child: unknown, old: unknown) {
    return wrapNode(this.node.replaceChild(unwrapNode(child), unwrapNode(old)));
  }
  cloneNode(isDeep: unknown) {
    return wrapNode(this.node.cloneNode(Boolean(isDeep)));
  }
}
