// Makes of a plain object what a script takes for a COM object: members by any spelling, `.object`, collections that can be called.

export interface Control {
  readonly [member: string]: unknown;
}

export type NoteUnknown = (member: string) => void;

const implementations = new WeakMap<object, object>();

/** The object behind a control that a page hands back to us; undefined for anything else. */
export function unwrapControl<T extends object>(
  value: unknown,
  kind: abstract new (...args: never[]) => T,
): T | undefined {
  const found =
    typeof value === 'object' || typeof value === 'function' ? implementations.get(value as object) : undefined;
  return found instanceof kind ? found : undefined;
}

export const isControl = (value: object): boolean => implementations.has(value);

/** Names of all members of an object and its classes, by their lower-case spelling. */
function listMembers(implementation: object): Map<string, string> {
  const members = new Map<string, string>();
  for (
    let level: object | null = implementation;
    level && level !== Object.prototype;
    level = Object.getPrototypeOf(level)
  )
    for (const name of Object.getOwnPropertyNames(level))
      if (name !== 'constructor' && !members.has(name.toLowerCase())) members.set(name.toLowerCase(), name);
  return members;
}

/** Names that scripts and browsers look for on any object; not finding them means nothing. */
const everyday = new Set([
  'then',
  'tojson',
  'tostring',
  'valueof',
  'constructor',
  'nodetype',
  'nodename',
  'window',
  'length',
  'jquery',
  'attachevent',
  'detachevent',
  'addeventlistener',
]);

export interface MemberAccess {
  readonly has: (name: string) => boolean;
  /** Undefined for what is not there. */
  readonly get: (name: string) => unknown;
  /** False for what is not there. */
  readonly set: (name: string, value: unknown) => boolean;
}

/** Members of `implementation` by any spelling. */
export function openMembers(implementation: object, self: () => unknown, noteUnknown: NoteUnknown): MemberAccess {
  const members = listMembers(implementation);
  const values = implementation as Record<string, unknown>;
  const bound = new Map<string, unknown>();
  const find = (name: string) => members.get(name.toLowerCase());
  return {
    has: (name) => name.toLowerCase() === 'object' || find(name) !== undefined,
    get(name) {
      if (name.toLowerCase() === 'object') return self();
      const member = find(name);
      if (member === undefined) {
        if (!everyday.has(name.toLowerCase()) && !/^\d+$/.test(name)) noteUnknown(name);
        return undefined;
      }
      const value = values[member];
      if (typeof value !== 'function' || implementations.has(value)) return value;
      if (!bound.has(member)) bound.set(member, value.bind(implementation));
      return bound.get(member);
    },
    set(name, value) {
      const member = find(name);
      if (member === undefined) return false;
      values[member] = value;
      return true;
    },
  };
}

/** Which members a collection has beside its own: its items by number, from `base` on. */
export interface Collection {
  readonly base: 0 | 1;
  readonly item: (index: number) => unknown;
}

/** @param collection makes it callable, as collections of JScript are */
export function makeControl(implementation: object, noteUnknown: NoteUnknown, collection?: Collection): Control {
  const members = openMembers(implementation, () => proxy, noteUnknown);
  const own = new Map<PropertyKey, unknown>();
  const target = collection ? (index: unknown) => collection.item(Number(index)) : {};
  const proxy: Control = new Proxy(target as Control, {
    get(_, key) {
      if (own.has(key)) return own.get(key);
      if (typeof key === 'symbol') {
        if (key === Symbol.toPrimitive) return () => '[object]';
        return undefined;
      }
      if (collection && /^\d+$/.test(key)) return collection.item(Number(key));
      if (members.has(key)) return members.get(key);
      if (key === 'toString' || key === 'valueOf') return () => '[object]';
      return members.get(key);
    },
    set(_, key, value) {
      if (typeof key === 'symbol' || !members.set(key, value)) own.set(key, value);
      return true;
    },
    has: (_, key) => own.has(key) || (typeof key === 'string' && members.has(key)),
    apply: (_, __, [index]) => collection?.item(Number(index)),
    // A page may look at what there is; it cannot change the object behind.
    ownKeys: () => [],
    getPrototypeOf: () => null,
    defineProperty: () => false,
    deleteProperty: (_, key) => own.delete(key),
    setPrototypeOf: () => false,
    preventExtensions: () => false,
  });
  implementations.set(proxy, implementation);
  return proxy;
}
