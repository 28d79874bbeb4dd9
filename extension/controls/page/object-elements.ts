// <object classid> as a control, however it came into the page: by markup, document.write, innerHTML, or made and given its class later.
// One link in the prototype chain of all object elements is enough for that; nothing else of the DOM is touched.
import type { MemberAccess } from './make-control.ts';

/** The control behind an element of this class and id; undefined where it has none. */
export type OpenElement = (element: HTMLObjectElement, classId: string) => MemberAccess | undefined;

/** @returns the way to take it back */
export function installObjectElements(openElement: OpenElement): () => void {
  const opened = new WeakMap<object, { classId: string; id: string; members: MemberAccess | undefined }>();
  const readAttribute = Element.prototype.getAttribute;
  const writeAttribute = Element.prototype.setAttribute;
  const { prototype } = HTMLObjectElement;
  const parent = Object.getPrototypeOf(prototype) as object;

  function findMembers(receiver: unknown): MemberAccess | undefined {
    if (!(receiver instanceof HTMLObjectElement) || receiver === (prototype as unknown)) return undefined;
    const classId = readAttribute.call(receiver, 'classid') ?? '';
    const id = readAttribute.call(receiver, 'id') ?? '';
    if (classId === '' && id === '') return undefined;
    const known = opened.get(receiver);
    if (known && known.classId === classId && known.id === id) return known.members;
    // Noted first: opening may look at the element again.
    const entry = { classId, id, members: undefined as MemberAccess | undefined };
    opened.set(receiver, entry);
    entry.members = openElement(receiver, classId);
    return entry.members;
  }

  const link = new Proxy(Object.create(parent) as object, {
    get(target, key, receiver) {
      if (typeof key !== 'string' || key in parent) return Reflect.get(target, key, receiver);
      if (key.toLowerCase() === 'classid' && receiver instanceof HTMLObjectElement)
        return readAttribute.call(receiver, 'classid') ?? '';
      const members = findMembers(receiver);
      if (!members) return Reflect.get(target, key, receiver);
      return key.toLowerCase() === 'object' ? members.get('object') : members.get(key);
    },
    set(target, key, value, receiver) {
      if (typeof key === 'string' && !(key in parent) && receiver instanceof HTMLObjectElement) {
        if (key.toLowerCase() === 'classid') {
          writeAttribute.call(receiver, 'classid', String(value));
          return true;
        }
        if (findMembers(receiver)?.set(key, value)) return true;
      }
      return Reflect.set(target, key, value, receiver);
    },
    has(target, key) {
      return Reflect.has(target, key);
    },
  });
  Object.setPrototypeOf(prototype, link);
  return () => Object.setPrototypeOf(prototype, parent);
}
