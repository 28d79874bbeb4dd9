// Takes a sample of a document: tags, names and labels are written down one by one; whatever is not named here stays behind.
import { ownAttribute } from '../change-page.ts';
import { lookForDrawnText, readDrawn } from '../words/drawn-text.ts';
import { listBoxes } from '../words/list-boxes.ts';
import { listLabels } from '../words/list-labels.ts';
import { normalizeWords } from '../words/normalize-words.ts';
import { isPassword } from '../words/page-elements.ts';
import type { FrameSample, SampleNode } from './frame-sample.ts';
import { listAlerts, listControls } from './list-controls.ts';
import { keepAddress, keepKnownWords, keepLabel, keepName, type Masks } from './sample-words.ts';

const names = ['id', 'name', 'class', 'for', 'aria-labelledby', 'aria-describedby', 'onsubmit', 'framename'];
const plain = [
  'type',
  'role',
  'colspan',
  'rowspan',
  'align',
  'method',
  'enctype',
  'charset',
  'lang',
  'dir',
  'hidden',
  'disabled',
  'readonly',
  'rows',
  'cols',
  'frameborder',
  'tabindex',
];
const addresses = ['src', 'action', 'href', 'formaction', 'background'];
const labels = ['placeholder', 'title', 'alt', 'aria-label', 'data-label'];
const pressed = /^(button|submit|reset|image)$/i;
const dropped = new Set(['STYLE', 'NOSCRIPT', 'TEMPLATE', 'BASE', 'PARAM', 'SVG', 'PATH']);
const buttonTags =
  'button, [role="button"], input, [onclick], a[href^="javascript:" i], a[href^="#"], .btn, [class*="button" i]';
const maxNodes = 6_000;
const maxDepth = 80;

/** Boxes and buttons say what they are for; other elements' descriptions may say anything. */
const isControl = (element: Element) => element.matches(`input, select, textarea, img, area, ${buttonTags}`);

function readStyle(element: Element): Record<string, string> {
  const style = element.getAttribute('style') ?? '';
  const hides = /(display)\s*:\s*none/i.test(style) || /visibility\s*:\s*hidden/i.test(style);
  const hand = /cursor\s*:\s*(pointer|hand)/i.test(style);
  if (hides) return { style: 'display:none' };
  // By whatever way the page hides what is typed.
  if (isPassword(element) && element.getAttribute('type') !== 'password')
    return { style: '-webkit-text-security:disc' };
  return hand ? { style: 'cursor:pointer' } : {};
}

function readAttributes(element: Element, masks: Masks): Record<string, string> {
  const { baseURI } = element.ownerDocument;
  const read: Record<string, string> = {};
  for (const { name, value } of element.attributes) {
    const key = name.toLowerCase();
    if (names.includes(key)) read[key] = key.startsWith('on') ? '' : keepName(value, masks);
    else if (plain.includes(key)) read[key] = keepName(value).slice(0, 40);
    else if (addresses.includes(key)) read[key] = keepAddress(value, baseURI);
    else if (labels.includes(key)) read[key] = isControl(element) ? keepLabel(value) : keepKnownWords(value);
    else if (key === 'onclick') read[key] = '';
    else if (key === 'classid' && /^clsid:[\w-]{30,40}$/i.test(value)) read[key] = value.slice('clsid:'.length);
    else if (key === 'value' && element.tagName === 'INPUT' && pressed.test(element.getAttribute('type') ?? ''))
      read[key] = keepLabel(value, 16);
  }
  return { ...read, ...readStyle(element) };
}

/** Words that label a box, as page detection reads them. */
function listLabelWords(document: Document): Set<string> {
  const boxes = listBoxes(document);
  const all = new Set<Element>(boxes);
  return new Set(boxes.flatMap((box) => listLabels(box, all)).filter((words) => words.length <= 24));
}

export function takeSample(document: Document): FrameSample {
  lookForDrawnText(document);
  const labelWords = listLabelWords(document);
  const masks: Masks = new Map();
  let count = 0;

  /** Also a piece of one, set wide or in tags of its own. */
  function isLabel(text: string, parent: Element): boolean {
    if (labelWords.has(normalizeWords(text))) return true;
    let around: Element | null = parent;
    for (let climb = 0; around && climb < 4; climb += 1, around = around.parentElement) {
      const whole = around.textContent ?? '';
      if (whole.length > 60) return false;
      if (labelWords.has(normalizeWords(whole))) return true;
    }
    return false;
  }
  function readText(node: Node): string {
    const text = (node.nodeValue ?? '').replace(/[ \t\r\n]+/g, ' ');
    const parent = node.parentElement;
    if (!parent || text.trim() === '') return text.trim() === '' ? ' ' : '';
    if (parent.closest('textarea, [contenteditable]:not([contenteditable="false"])')) return '';
    if (parent.closest('label, th, legend')) return keepLabel(text);
    if (parent.closest(buttonTags)) return keepLabel(text, 12);
    return isLabel(text, parent) ? keepLabel(text) : keepKnownWords(text);
  }
  /** As text: the sample has no style sheets. */
  function readDrawnText(element: Element, side: 'before' | 'after'): SampleNode[] {
    const text = readDrawn(element, side);
    const isLabelWord = labelWords.has(normalizeWords(text));
    // Else a mark: NEW.
    if (!isLabelWord && !/\p{Script=Han}/u.test(text)) return [];
    const isKept = isLabelWord || element.closest(buttonTags) !== null;
    return [isKept ? keepLabel(text, 12) : keepKnownWords(text)];
  }
  const readAll = (nodes: Iterable<Node>, depth: number): SampleNode[] =>
    [...nodes].map((node) => read(node, depth)).filter((one) => one !== undefined);
  function read(node: Node, depth: number): SampleNode | undefined {
    if (node.nodeType === 3) return readText(node) || undefined;
    // Comments hold what developers, and servers, wrote for themselves.
    if (node.nodeType !== 1 || count > maxNodes || depth > maxDepth) return undefined;
    const element = node as Element;
    const tag = element.tagName.toUpperCase();
    if (dropped.has(tag) || element.hasAttribute(ownAttribute)) return undefined;
    if (tag === 'META' && !element.hasAttribute('charset')) return undefined;
    count += 1;
    const attributes = readAttributes(element, masks);
    if (tag === 'SCRIPT') return attributes.src ? ['script', { src: attributes.src }] : undefined;
    const children = tag === 'TEXTAREA' ? [] : readAll(element.childNodes, depth + 1);
    const [before, after] = [readDrawnText(element, 'before'), readDrawnText(element, 'after')];
    return [element.tagName.toLowerCase(), attributes, ...before, ...children, ...after];
  }

  return {
    address: keepAddress(document.URL.startsWith('http') ? document.URL : document.baseURI, document.baseURI),
    charset: document.characterSet,
    mode: String(document.compatMode),
    tree: read(document.documentElement, 0) ?? '',
    controls: listControls(document),
    alerts: listAlerts(document),
  };
}
