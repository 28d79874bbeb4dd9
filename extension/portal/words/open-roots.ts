// Web components draw into shadow roots. What stands in an open one is read as part of the page, where it is seen.

export type Root = Document | ShadowRoot;

/** The document and the open shadow roots in it, those in others included. */
export function listRoots(root: Root, roots: Root[] = []): Root[] {
  roots.push(root);
  for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) listRoots(shadowRoot, roots);
  return roots;
}

function hostOf(node: Node): Element | undefined {
  const root = node.getRootNode();
  return 'host' in root ? (root.host as Element) : undefined;
}

export const parentOf = (element: Element): HTMLElement | null =>
  element.parentElement ?? (hostOf(element) as HTMLElement | undefined) ?? null;

/** Like `contains`, into shadow roots. */
export function holds(outer: Node, node: Node): boolean {
  for (let inner: Node | undefined = node; inner; inner = hostOf(inner)) if (outer.contains(inner)) return true;
  return false;
}

/** The node, and the hosts around it. */
function listScopes(node: Node): Node[] {
  const host = hostOf(node);
  return host ? [node, ...listScopes(host)] : [node];
}

/** Whether one stands before the other on the page. */
export function isBefore(one: Node, other: Node): boolean {
  const others = listScopes(other);
  for (const inner of listScopes(one)) {
    const beside = others.find((node) => node.getRootNode() === inner.getRootNode());
    if (beside) return (inner.compareDocumentPosition(beside) & 4) !== 0;
  }
  return false;
}

/** Like `querySelectorAll`, into shadow roots, in the page's order. */
export function queryAll(document: Document, selector: string): HTMLElement[] {
  const [, ...shadows] = listRoots(document);
  const found = [...document.querySelectorAll<HTMLElement>(selector)];
  if (shadows.length === 0) return found;
  const inner = shadows.flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)]);
  return [...found, ...inner].sort((one, other) => (isBefore(one, other) ? -1 : 1));
}
