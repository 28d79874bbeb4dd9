// Microsoft.XMLDOM and its later names: a document that is filled from a text or an address.
import { comNumbers, makeComError } from '../com-error.ts';
import { type Control, makeControl } from '../make-control.ts';
import { toBoolean } from './to-boolean.ts';
import { keepControl, type Selection, setSelection, wrapNode, XmlNode } from './xml-node.ts';

const empty = () => document.implementation.createDocument(null, null);
const noError = { errorCode: 0, reason: '', srcText: '', line: 0, linepos: 0, filepos: 0, url: '' };
/** 0xC00CE504, as MSXML answers to what is not well-formed. */
const badSyntax = -1072896764;

function removeBlanks(node: Node): void {
  for (const child of [...node.childNodes]) {
    if (child.nodeType === Node.TEXT_NODE && !child.nodeValue?.trim()) child.remove();
    else removeBlanks(child);
  }
}

class XmlDocument extends XmlNode {
  declare node: Document;
  // Most scripts set it to false before they load, which is what MSXML does not do by itself.
  async: unknown = true;
  validateOnParse: unknown = true;
  resolveExternals: unknown = false;
  preserveWhiteSpace: unknown = false;
  onreadystatechange: unknown = null;
  ondataavailable: unknown = null;
  readyState = 4;
  url = '';
  parseError: object = makeControl({ ...noError }, () => undefined);
  /** Of the document that was loaded, which `.xml` shows again. */
  #hasDeclaration = false;
  #request: XMLHttpRequest | null = null;
  readonly #selection: Selection;
  control: Control | null = null;

  constructor(language: Selection['language']) {
    super(empty());
    this.#selection = { language, namespaces: '' };
    setSelection(this.node, this.#selection);
  }

  get documentElement() {
    return wrapNode(this.node.documentElement);
  }
  get doctype() {
    return wrapNode(this.node.doctype);
  }
  override get xml() {
    const root = this.node.documentElement;
    const begin = this.#hasDeclaration ? '<?xml version="1.0"?>\r\n' : '';
    return root ? `${begin}${new XMLSerializer().serializeToString(root)}\r\n` : '';
  }
  loadXML(text: unknown): boolean {
    return this.#fill(String(text));
  }
  load(source: unknown): boolean {
    if (typeof source === 'object' && source !== null)
      return this.#fill(String((source as { xml?: unknown }).xml ?? ''));
    const request = new XMLHttpRequest();
    this.#request = request;
    this.url = String(source);
    const isAsync = toBoolean(this.async);
    const take = () => this.#fill(request.status < 400 ? request.responseText : '');
    try {
      request.open('GET', this.url, isAsync);
      if (isAsync) {
        this.#changeState(1);
        request.onloadend = () => {
          take();
          this.#changeState(4);
        };
      }
      request.send();
      return isAsync || take();
    } catch (error) {
      this.#empty(comNumbers.failed, (error as Error).message, '');
      return false;
    }
  }
  abort() {
    this.#request?.abort();
  }
  setProperty(name: unknown, value: unknown) {
    if (/^selectionlanguage$/i.test(String(name)))
      this.#selection.language = /xpath/i.test(String(value)) ? 'xpath' : 'xsl';
    if (/^selectionnamespaces$/i.test(String(name))) this.#selection.namespaces = String(value);
  }
  getProperty(name: unknown) {
    if (/^selectionlanguage$/i.test(String(name))) return this.#selection.language === 'xsl' ? 'XSLPattern' : 'XPath';
    return /^selectionnamespaces$/i.test(String(name)) ? this.#selection.namespaces : '';
  }
  createElement(name: unknown) {
    return wrapNode(this.node.createElementNS(null, String(name)));
  }
  createTextNode(text: unknown) {
    return wrapNode(this.node.createTextNode(String(text)));
  }
  createCDATASection(text: unknown) {
    return wrapNode(this.node.createCDATASection(String(text)));
  }
  createComment(text: unknown) {
    return wrapNode(this.node.createComment(String(text)));
  }
  createAttribute(name: unknown) {
    return wrapNode(this.node.createAttributeNS(null, String(name)));
  }
  createProcessingInstruction(target: unknown, data: unknown) {
    if (/^xml$/i.test(String(target))) this.#hasDeclaration = true;
    return wrapNode(this.node.createProcessingInstruction(String(target), String(data)));
  }
  createNode(type: unknown, name: unknown, namespace: unknown) {
    const [text, uri] = [String(name), namespace ? String(namespace) : null];
    if (type === 1 || /^element$/i.test(String(type))) return wrapNode(this.node.createElementNS(uri, text));
    if (type === 2 || /^attribute$/i.test(String(type))) return wrapNode(this.node.createAttributeNS(uri, text));
    if (type === 3 || /^text$/i.test(String(type))) return wrapNode(this.node.createTextNode(''));
    if (type === 4 || /^cdatasection$/i.test(String(type))) return wrapNode(this.node.createCDATASection(''));
    throw makeComError(comNumbers.badArgument, '参数错误。');
  }
  /** Nothing of a page's may write a file. */
  save() {
    throw makeComError(comNumbers.accessDenied, '拒绝访问。');
  }

  #fill(text: string): boolean {
    const plain = text.replace(/^\ufeff/, '');
    const parsed = new DOMParser().parseFromString(plain, 'text/xml');
    const wrong = parsed.getElementsByTagName('parsererror')[0];
    if (wrong) {
      this.#empty(badSyntax, (wrong.textContent ?? '').trim(), plain);
      return false;
    }
    if (!toBoolean(this.preserveWhiteSpace)) removeBlanks(parsed);
    this.#hasDeclaration = /^\s*<\?xml\s/.test(plain);
    this.#take(parsed);
    this.parseError = makeControl({ ...noError, url: this.url }, () => undefined);
    return true;
  }
  #empty(errorCode: number, reason: string, srcText: string): void {
    this.#take(empty());
    this.parseError = makeControl({ ...noError, errorCode, reason, srcText, url: this.url }, () => undefined);
  }
  #take(next: Document): void {
    this.node = next;
    setSelection(next, this.#selection);
    if (this.control) keepControl(next, this.control);
  }
  #changeState(state: number): void {
    this.readyState = state;
    if (typeof this.onreadystatechange === 'function') this.onreadystatechange.call(this.control);
  }
}

export function createXmlDocument(language: Selection['language']): Control {
  const implementation = new XmlDocument(language);
  const control = makeControl(implementation, () => undefined);
  implementation.control = control;
  keepControl(implementation.node, control);
  return control;
}
