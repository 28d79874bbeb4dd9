// `document.appendChild(object)`: Internet Explorer took it; today a document has one root, so the element goes into that.

/** @returns the way to take it back */
export function allowAppendToDocument(): () => void {
  const append = Node.prototype.appendChild;
  Object.defineProperty(Document.prototype, 'appendChild', {
    configurable: true,
    writable: true,
    value(this: Document, node: Node) {
      const root = this.body ?? this.documentElement;
      return append.call(root && node instanceof HTMLObjectElement ? root : this, node);
    },
  });
  return () => {
    Reflect.deleteProperty(Document.prototype, 'appendChild');
  };
}
