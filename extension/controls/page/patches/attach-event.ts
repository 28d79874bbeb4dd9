// attachEvent and detachEvent: handlers by `on…` names; `window.event` is the browsers' own today.

type Handler = (event: Event) => unknown;

/**
 * @param isOn asked when a script looks
 * @returns the way to take it back
 */
export function installAttachEvent(isOn: () => boolean): () => void {
  const listeners = new WeakMap<object, Map<string, EventListener>>();
  const keys = new WeakMap<Handler, number>();
  let count = 0;
  const keyOf = (name: string, handler: Handler) => {
    if (!keys.has(handler)) {
      count += 1;
      keys.set(handler, count);
    }
    return `${name}:${keys.get(handler)}`;
  };
  const { prototype } = EventTarget;
  const methods = {
    attachEvent(this: EventTarget | undefined, name: string, handler: Handler) {
      const target = this ?? window;
      const listener = (event: Event) => {
        // What a handler of that time returns decides, as an inline one's does.
        if (handler.call(target, event) === false) event.preventDefault();
      };
      const known = listeners.get(target) ?? new Map<string, EventListener>();
      listeners.set(target, known.set(keyOf(name, handler), listener));
      target.addEventListener(name.replace(/^on/i, '').toLowerCase(), listener);
      return true;
    },
    detachEvent(this: EventTarget | undefined, name: string, handler: Handler) {
      const target = this ?? window;
      const listener = listeners.get(target)?.get(keyOf(name, handler));
      if (listener) target.removeEventListener(name.replace(/^on/i, '').toLowerCase(), listener);
    },
  };
  for (const [name, value] of Object.entries(methods))
    if (!(name in prototype))
      Object.defineProperty(prototype, name, {
        configurable: true,
        enumerable: false,
        get: () => (isOn() ? value : undefined),
        set(this: object, other: unknown) {
          Object.defineProperty(this, name, { configurable: true, writable: true, enumerable: true, value: other });
        },
      });
  return () => {
    for (const name of Object.keys(methods)) Reflect.deleteProperty(prototype, name);
  };
}
