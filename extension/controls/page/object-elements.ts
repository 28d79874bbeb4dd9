// <object classid> as a control, however it came into the page: by markup, document.write, innerHTML, or made and given its class
// later; and <embed clsid>, as bridges to ActiveX in other browsers had it. One link in the prototype chain of all such elements
// is enough for that; nothing else of the DOM is touched.
import type { MemberAccess } from './make-control.ts';

/** What of an element tells which control it is. */
interface ElementNames {
  /** `clsid:…` as it stands in the markup; '' for none. */
  readonly classId: string;
  readonly id: string;
  readonly name: string;
}

/**
 * The control behind an element; undefined where it has none.
 * @param member that the page looks for: some controls are known by their members only
 */
export type OpenElement = (element: HTMLElement, names: ElementNames, member: string) => MemberAccess | undefined;

interface Opened extends ElementNames {
  /** Undefined where the members looked at so far have told of no control. */
  members: MemberAccess | undefined;
  readonly lookedAt: Set<string>;
}

const readAttribute = Element.prototype.getAttribute;
const writeAttribute = Element.prototype.setAttribute;
const isClass = (key: string) => /^(classid|clsid)$/i.test(key);

function readNames(element: Element): ElementNames {
  const read = (name: string) => readAttribute.call(element, name) ?? '';
  return { classId: read('classid') || read('clsid'), id: read('id'), name: read('name') };
}

/** @returns the way to take it back */
function linkElements(Kind: typeof HTMLObjectElement | typeof HTMLEmbedElement, openElement: OpenElement): () => void {
  const opened = new WeakMap<object, Opened>();
  const prototype: HTMLElement = Kind.prototype;
  const parent = Object.getPrototypeOf(prototype) as object;
  const isElement = (value: unknown): value is HTMLElement => value instanceof Kind && value !== prototype;

  function findMembers(receiver: unknown, member: string): MemberAccess | undefined {
    if (!isElement(receiver)) return undefined;
    const names = readNames(receiver);
    // Some picture or film: nobody's control.
    if (names.classId === '' && names.id === '' && names.name === '') return undefined;
    const known = opened.get(receiver);
    const isSame = known?.classId === names.classId && known.id === names.id && known.name === names.name;
    if (isSame && (known.members || known.lookedAt.has(member))) return known.members;
    // Noted first: opening may look at the element again.
    const entry: Opened = isSame ? known : { ...names, members: undefined, lookedAt: new Set() };
    entry.lookedAt.add(member);
    opened.set(receiver, entry);
    entry.members = openElement(receiver, names, member);
    return entry.members;
  }

  /** `'member' in element`: the browser does not say of which element, so any that stands in the document will do. */
  function hasSome(member: string): boolean {
    const elements = document.getElementsByTagName(Kind === HTMLObjectElement ? 'object' : 'embed');
    return Array.from(elements).some((element) => findMembers(element, member)?.has(member));
  }

  const link = new Proxy(Object.create(parent) as object, {
    get(target, key, receiver) {
      if (typeof key !== 'string' || key in parent) return Reflect.get(target, key, receiver);
      if (isClass(key) && isElement(receiver)) return readNames(receiver).classId;
      const members = findMembers(receiver, key);
      return members ? members.get(key) : Reflect.get(target, key, receiver);
    },
    set(target, key, value, receiver) {
      if (typeof key === 'string' && !(key in parent) && isElement(receiver)) {
        if (isClass(key)) {
          writeAttribute.call(receiver, 'classid', String(value));
          return true;
        }
        if (findMembers(receiver, key)?.set(key, value)) return true;
      }
      return Reflect.set(target, key, value, receiver);
    },
    has: (target, key) => Reflect.has(target, key) || (typeof key === 'string' && hasSome(key)),
  });
  Object.setPrototypeOf(prototype, link);
  return () => Object.setPrototypeOf(prototype, parent);
}

/** @returns the way to take it back */
export function installObjectElements(openElement: OpenElement): () => void {
  const undo = [HTMLObjectElement, HTMLEmbedElement].map((Kind) => linkElements(Kind, openElement));
  return () => {
    for (const takeBack of undo) takeBack();
  };
}
