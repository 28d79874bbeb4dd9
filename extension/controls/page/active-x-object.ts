// `new ActiveXObject(ProgID)` and what scripts of its time expect beside it: VBArray, Enumerator, Date.prototype.getVarDate.
import { comNumbers, makeComError } from './com-error.ts';
import { createOldObject } from './old-objects/create-old-object.ts';

/** The control of that name; undefined where there is none. */
export type CreateByName = (progId: string) => object | undefined;

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

/** Unless there is one already, or a library brings its own. @returns the way to take it back */
function addMethod(prototype: object, name: string, value: (...args: never[]) => unknown): () => void {
  if (name in prototype) return () => undefined;
  Object.defineProperty(prototype, name, { configurable: true, writable: true, enumerable: false, value });
  return () => void Reflect.deleteProperty(prototype, name);
}

interface Countable {
  readonly Count: number;
  readonly Item: (index: number) => unknown;
}

function hasItem(collection: Countable, index: number): boolean {
  try {
    return collection.Item(index) !== undefined;
  } catch {
    // Lists that begin with 1 say so by an exception.
    return false;
  }
}

/** Walks through a collection of ours, which begins with 0 or 1. */
class Enumerator {
  readonly #items: unknown[] = [];
  #position = 0;
  constructor(collection?: Countable) {
    if (!collection) return;
    const first = hasItem(collection, 0) ? 0 : 1;
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
    const control = createOldObject(name) ?? create(name);
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
  const undo = [
    addMethod(Date.prototype, 'getVarDate', function (this: Date) {
      return new Date(this.getTime());
    }),
    // What a control of that time gave was a VBArray itself.
    addMethod(Array.prototype, 'toArray', function (this: unknown[]) {
      return [...this];
    }),
  ];
  return () => {
    for (const takeBack of undo) takeBack();
    for (const name of Object.keys(globals)) Reflect.deleteProperty(window, name);
  };
}
