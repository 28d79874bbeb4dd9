// A sample as HTML source: to be looked at before it is saved, and to be opened by tests.
import type { FrameSample, SampleNode } from './frame-sample.ts';

const empty = new Set([
  'area',
  'br',
  'col',
  'embed',
  'frame',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'param',
  'source',
  'wbr',
]);
const escapeText = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
/** Only names that HTML has: a file from anywhere must not become a script. */
const isName = (name: string) => /^[a-z][a-z0-9:-]*$/.test(name);

/** @param rewrite what becomes of an address, by the name of its attribute and its element; undefined leaves the attribute out */
export type RewriteAddress = (tag: string, attribute: string, address: string) => string | undefined;

function writeAttribute(tag: string, name: string, value: string, rewrite: RewriteAddress): string {
  if (!isName(name)) return '';
  if (name.startsWith('on')) return ` ${name}=""`;
  if (name === 'classid') return ` classid="clsid:${escapeText(value)}"`;
  const written = ['src', 'href', 'action', 'formaction', 'background'].includes(name)
    ? rewrite(tag, name, value)
    : value;
  return written === undefined ? '' : ` ${name}="${escapeText(written)}"`;
}

function writeNode(node: SampleNode, rewrite: RewriteAddress): string {
  if (typeof node === 'string') return escapeText(node);
  const [tag, attributes, ...children] = node;
  if (!isName(tag)) return '';
  const written = Object.entries(attributes).map(([name, value]) => writeAttribute(tag, name, String(value), rewrite));
  const inside = tag === 'script' ? '' : children.map((child) => writeNode(child, rewrite)).join('');
  const open = `<${tag}${written.join('')}>`;
  return empty.has(tag) ? open : `${open}${inside}</${tag}>`;
}

export function writeHtml(
  { mode, tree }: FrameSample,
  rewrite: RewriteAddress = (_tag, _name, address) => address,
): string {
  const text = writeNode(tree, rewrite)
    .replace(/ {2,}/g, ' ')
    .replace(/(<\/?(?:table|tbody|tr|div|form|ul|li|p|dl|dt|dd|body|head|html|fieldset|h\d|frameset)[^>]*>)/g, '\n$1');
  return `${mode === 'BackCompat' ? '' : '<!doctype html>'}${text}`.replace(/\n\s*\n/g, '\n').trim();
}
