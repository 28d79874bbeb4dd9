// Microsoft.XMLHTTP and its later names: the browser's own request, with members by any spelling and an answer in MSXML's form.
import { type Control, makeControl } from '../make-control.ts';
import { toBoolean } from './to-boolean.ts';
import { createXmlDocument } from './xml-document.ts';

/** Members of the browser's that scripts of that time know; the others stay the browser's affair. */
class XmlRequest {
  readonly #request = new XMLHttpRequest();
  #onChange: unknown = null;
  #answer: { readonly text: string; readonly document: Control } | null = null;
  control: Control | null = null;

  constructor() {
    this.#request.onreadystatechange = () => {
      if (typeof this.#onChange === 'function') this.#onChange.call(this.control);
    };
  }
  get onreadystatechange(): unknown {
    return this.#onChange;
  }
  set onreadystatechange(listener: unknown) {
    this.#onChange = listener;
  }
  get readyState() {
    return this.#request.readyState;
  }
  get status() {
    return this.#request.status;
  }
  get statusText() {
    return this.#request.statusText;
  }
  get responseText() {
    return this.#request.responseText;
  }
  /** A document in any case: an empty one where the answer is no XML. */
  get responseXML() {
    const text = this.#request.readyState === 4 ? this.#request.responseText : '';
    if (this.#answer?.text !== text) {
      const document = createXmlDocument('xsl');
      if (text !== '') (document.loadXML as (text: string) => boolean)(text);
      this.#answer = { text, document };
    }
    return this.#answer.document;
  }
  open(method: unknown, address: unknown, isAsync?: unknown, user?: unknown, password?: unknown) {
    const names = [user, password].map((name) => (name === undefined || name === '' ? null : String(name)));
    this.#request.open(String(method), String(address), isAsync === undefined || toBoolean(isAsync), ...names);
  }
  setRequestHeader(name: unknown, value: unknown) {
    try {
      this.#request.setRequestHeader(String(name), String(value));
    } catch {
      // MSXML says nothing to a name or value that cannot be sent.
    }
  }
  getResponseHeader(name: unknown) {
    return this.#request.getResponseHeader(String(name)) ?? '';
  }
  getAllResponseHeaders() {
    return this.#request.getAllResponseHeaders();
  }
  overrideMimeType(type: unknown) {
    this.#request.overrideMimeType(String(type));
  }
  /** Takes a document of MSXML's too. */
  send(body?: unknown) {
    const xml = typeof body === 'object' && body !== null ? (body as { xml?: unknown }).xml : undefined;
    this.#request.send(typeof xml === 'string' ? xml : ((body ?? null) as XMLHttpRequestBodyInit | null));
  }
  abort() {
    this.#request.abort();
  }
  /** Of ServerXMLHTTP: nothing of a page's may set them. */
  setTimeouts() {}
  setOption() {}
}

export function createXmlRequest(): Control {
  const implementation = new XmlRequest();
  const control = makeControl(implementation, () => undefined);
  implementation.control = control;
  return control;
}
