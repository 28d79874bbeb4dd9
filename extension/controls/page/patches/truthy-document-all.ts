// `if (document.all)`: true in Internet Explorer, false by specification today. The collection itself stays the browser's.

/**
 * @param isOn asked when a script looks
 * @returns the way to take it back
 */
export function makeDocumentAllTrue(isOn: () => boolean): () => void {
  const native = Object.getOwnPropertyDescriptor(Document.prototype, 'all');
  if (!native?.get) return () => undefined;
  const read = native.get;
  const collections = new WeakMap<Document, object>();
  Object.defineProperty(Document.prototype, 'all', {
    configurable: true,
    enumerable: native.enumerable ?? true,
    get(this: Document) {
      const known = collections.get(this);
      if (known) return known;
      const all = read.call(this) as HTMLAllCollection;
      if (!isOn()) return all;
      const owner: Document = this;
      const find = (key: string) => (/^\d+$/.test(key) ? all.item(key) : all.namedItem(key));
      const collection = new Proxy((key: unknown) => find(String(key)), {
        get(_, key) {
          if (typeof key === 'symbol')
            return key === Symbol.iterator ? Array.prototype.values.bind(Array.from(all)) : undefined;
          if (key === 'length') return all.length;
          if (key === 'item' || key === 'namedItem') return (wanted: unknown) => find(String(wanted));
          if (key === 'tags') return (name: string) => owner.getElementsByTagName(name);
          return find(key) ?? undefined;
        },
        has: (_, key) => typeof key === 'string' && (key === 'length' || find(key) !== null),
        set: () => true,
      });
      collections.set(this, collection);
      return collection;
    },
  });
  return () => Object.defineProperty(Document.prototype, 'all', native);
}
