// Calls of the DOM that only Internet Explorer took: `document.appendChild(object)` (today a document has one root, so the
// element goes into that) and `document.createElement('<object id=…>')`.

/** @returns the way to take it back */
export function allowOldDomCalls(): () => void {
  const append = Node.prototype.appendChild;
  const create = Document.prototype.createElement;
  const parse = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')?.set;
  const readFirst = Object.getOwnPropertyDescriptor(Element.prototype, 'firstElementChild')?.get;
  Object.defineProperty(Document.prototype, 'appendChild', {
    configurable: true,
    writable: true,
    value(this: Document, node: Node) {
      const root = this.body ?? this.documentElement;
      return append.call(root && node instanceof HTMLElement ? root : this, node);
    },
  });
  function createElement(this: Document, name: unknown, options?: ElementCreationOptions): Element {
    const text = String(name);
    if (!text.trimStart().startsWith('<')) return create.call(this, text, options);
    const holder = create.call(this, 'div');
    parse?.call(holder, text);
    const made = readFirst?.call(holder) as Element | null | undefined;
    // What is no element fails as it does without us.
    if (!made) return create.call(this, text, options);
    made.remove();
    return made;
  }
  Object.defineProperty(Document.prototype, 'createElement', {
    configurable: true,
    writable: true,
    value: createElement,
  });
  return () => {
    Reflect.deleteProperty(Document.prototype, 'appendChild');
    Object.defineProperty(Document.prototype, 'createElement', { configurable: true, writable: true, value: create });
  };
}
