// The text of a piece of a page in lines, as it is read: hidden parts, boxes, scripts and what is ours left out.
import { readDrawn } from './drawn-text.ts';
import { isBlock, isSilent } from './page-elements.ts';

interface Options {
  /** Links in a label lead to samples and templates; they are not the label. */
  readonly withoutLinks?: boolean;
  /** What a style sheet draws beside a label may be a mark of its own. */
  readonly withoutDrawn?: boolean;
}

const maxLength = 400;

function isHidden(element: Element): boolean {
  const style = element.getAttribute('style');
  return element.hasAttribute('hidden') || (style !== null && /display\s*:\s*none/i.test(style));
}

/** What is drawn in an element: of a component its shadow root, of a slot what was put into it. */
function listChildren(element: Element): Iterable<Node> {
  const slotted = 'assignedNodes' in element ? (element as HTMLSlotElement).assignedNodes() : [];
  return slotted.length > 0 ? slotted : (element.shadowRoot ?? element).childNodes;
}

/** Lines of `nodes`, which stand one after the other (of an element: of what is in it); empty lines are left out. */
export function readLines(
  nodes: Iterable<Node> | Element,
  { withoutLinks = false, withoutDrawn = false }: Options = {},
): string[] {
  const lines = [''];
  let length = 0;
  const add = (text: string) => {
    length += text.length;
    lines[lines.length - 1] += text;
  };
  const visit = (node: Node): void => {
    if (node.nodeType === 3) add(node.nodeValue ?? '');
    // Longer than any label: nobody needs the rest.
    if (node.nodeType !== 1 || length > maxLength) return;
    const element = node as Element;
    if (isSilent(element) || isHidden(element)) return;
    const name = element.tagName.toUpperCase();
    if (name === 'IMG') add(element.getAttribute('alt') ?? '');
    if (withoutLinks && name === 'A') return;
    if (isBlock(element)) lines.push('');
    visitInside(element);
    if (isBlock(element)) lines.push('');
  };
  function visitInside(element: Element): void {
    if (!withoutDrawn) add(readDrawn(element, 'before'));
    for (const child of listChildren(element)) visit(child);
    if (!withoutDrawn) add(readDrawn(element, 'after'));
  }
  if (Symbol.iterator in nodes) for (const node of nodes) visit(node);
  else visitInside(nodes);
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** The text that stands in an element itself, not in others inside it. */
export function readOwnText(element: Element): string {
  return [...element.childNodes].map((node) => (node.nodeType === 3 ? node.nodeValue : '')).join('');
}
