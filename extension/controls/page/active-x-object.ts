// `new ActiveXObject(ProgID)` and what scripts of its time expect beside it: VBArray, Enumerator, Date.prototype.getVarDate.
import { comNumbers, makeComError } from './com-error.ts';

/** The control of that name; undefined where there is none. */
export type CreateByName = (progId: string) => object | undefined;

const requestNames = /^(microsoft\.xmlhttp|msxml2\.(server)?xmlhttp(\.\d\.0)?)$/i;

/** Wraps what a control gave as an array; ours are JavaScript's already. */
class VbArray {
  readonly #values: readonly unknown[];
  constructor(values: unknown) {
    this.#values = Array.isArray(values) ? values : [];
  }
  toArray = () => [...this.#values];
  getItem = (index: number) => this.#values[index];
  lbound = () => 0;
  ubound = () => this.#values.length - 1;
  dimensions = () => 1;
}

interface Countable {
  readonly Count: number;
  readonly Item: (index: number) => unknown;
}

/** Walks through a collection of ours, which begins with 0 or 1. */
class Enumerator {
  readonly #items: unknown[] = [];
  #position = 0;
  constructor(collection?: Countable) {
    if (!collection) return;
    const first = collection.Item(0) === undefined ? 1 : 0;
    for (let index = 0; index < collection.Count; index += 1) this.#items.push(collection.Item(first + index));
  }
  atEnd = () => this.#position >= this.#items.length;
  item = () => this.#items[this.#position];
  moveNext = () => {
    this.#position += 1;
  };
  moveFirst = () => {
    this.#position = 0;
  };
}

/**
 * @param isOffered whether this page may know of it at all; asked when a script first looks
 * @returns the way to take it back
 */
export function installActiveXObject(create: CreateByName, isOffered: () => boolean): () => void {
  function ActiveXObject(progId: unknown): object {
    const name = String(progId);
    if (requestNames.test(name)) return new XMLHttpRequest();
    const control = create(name);
    if (!control) throw makeComError(comNumbers.cannotCreate, 'Automation 服务器不能创建对象');
    return control;
  }
  const globals: Record<string, unknown> = { ActiveXObject, VBArray: VbArray, Enumerator };
  for (const [name, value] of Object.entries(globals)) {
    if (name in window) continue;
    let replaced: { value: unknown } | undefined;
    Object.defineProperty(window, name, {
      configurable: true,
      enumerable: false,
      get: () => (replaced ? replaced.value : isOffered() ? value : undefined),
      set: (other: unknown) => {
        replaced = { value: other };
      },
    });
  }
  const dates = Date.prototype as { getVarDate?: () => Date };
  const hadVarDate = 'getVarDate' in dates;
  if (!hadVarDate)
    Object.defineProperty(dates, 'getVarDate', {
      configurable: true,
      writable: true,
      enumerable: false,
      value(this: Date) {
        return new Date(this.getTime());
      },
    });
  return () => {
    for (const name of Object.keys(globals)) Reflect.deleteProperty(window, name);
    if (!hadVarDate) Reflect.deleteProperty(dates, 'getVarDate');
  };
}
