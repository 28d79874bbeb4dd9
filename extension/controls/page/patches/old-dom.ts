// Members that only Internet Explorer's DOM had, and that its pages use without a question: fireEvent, removeNode, currentStyle,
// document.frames and parentWindow, window.navigate.

type Members = Readonly<Record<string, (self: never) => unknown>>;

const method =
  <T>(work: (self: T, ...args: never[]) => unknown) =>
  (self: T) =>
  (...args: unknown[]) =>
    work(self, ...(args as never[]));

const ofElements: Members = {
  fireEvent: method((element: Element, name: string) => {
    const type = name.replace(/^on/i, '').toLowerCase();
    const Kind = /click|mouse/.test(type) ? MouseEvent : Event;
    return element.dispatchEvent(new Kind(type, { bubbles: true, cancelable: true }));
  }),
  removeNode: method((element: Element, isDeep?: boolean) => {
    if (isDeep) element.remove();
    else element.replaceWith(...element.childNodes);
    return element;
  }),
  currentStyle: (element: Element) => getComputedStyle(element),
};
const ofDocuments: Members = {
  parentWindow: (self: Document) => self.defaultView,
  frames: (self: Document) => {
    const view = self.defaultView;
    const find = (key: unknown) => (view as unknown as Record<string, unknown> | null)?.[String(key)];
    return new Proxy(find, {
      apply: (_, __, [key]) => find(key),
      get: (target, key) => (typeof key === 'symbol' ? Reflect.get(target, key) : find(key)),
    });
  },
};
const ofWindows: Members = {
  navigate: method((_: Window, address: string) => location.assign(address)),
};

/**
 * @param isOn asked when a script looks
 * @returns the way to take it back
 */
export function installOldDom(isOn: () => boolean): () => void {
  const undo: (() => void)[] = [];
  const offer = (holder: object, members: Members) => {
    for (const [name, read] of Object.entries(members)) {
      // A browser's own, or a library's, stays.
      if (name in holder) continue;
      Object.defineProperty(holder, name, {
        configurable: true,
        enumerable: false,
        get(this: object | undefined) {
          return isOn() ? read((this ?? window) as never) : undefined;
        },
        set(this: object | undefined, value: unknown) {
          Object.defineProperty(this ?? window, name, { configurable: true, writable: true, enumerable: true, value });
        },
      });
      undo.push(() => void Reflect.deleteProperty(holder, name));
    }
  };
  offer(Element.prototype, ofElements);
  offer(Document.prototype, ofDocuments);
  offer(window, ofWindows);
  return () => {
    for (const takeBack of undo) takeBack();
  };
}
