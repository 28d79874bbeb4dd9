// Reading attributes of an object in a PKCS#11 session.
import type { Attribute, Handle } from 'pkcs11js';
import { isAttributeUnavailable, isUnspecific } from './pkcs11-error.ts';
import type { Pkcs11Library } from './pkcs11-library.ts';

/** A PKCS#11 library with one of its open sessions. */
export interface OpenSession {
  readonly library: Pkcs11Library;
  readonly handle: Handle;
}

/** What an object keeps to itself speaks neither for it nor against it. */
export function hasAttributes(session: OpenSession, object: Handle, template: Attribute[]): boolean {
  return template.every(({ type, value }) => {
    const actual = readOptional(session, object, type);
    return !actual?.length || toOctets(value, actual.length).equals(actual);
  });
}

/** A value of a template as the library shows it; numbers in the machine's order, as long as `length` says. */
function toOctets(value: Attribute['value'], length: number): Buffer {
  if (typeof value === 'number') {
    const octets = Buffer.alloc(Math.max(length, 4));
    octets.writeUInt32LE(value);
    return octets;
  }
  if (typeof value === 'boolean') return Buffer.of(value ? 1 : 0);
  return Buffer.from((value ?? '') as string);
}

/** One attribute, or null when the object has none or hides it. */
export function readAttribute({ library, handle }: OpenSession, object: Handle, type: number): Buffer | null {
  try {
    const value = library.C_GetAttributeValue(handle, object, [{ type }])[0]?.value;
    return Buffer.isBuffer(value) ? value : null;
  } catch (error) {
    if (isAttributeUnavailable(error)) return null;
    throw error;
  }
}

/** As {@link readAttribute}, of one that an object may lack: some drivers have but one error for all that they do not know. */
export function readOptional(session: OpenSession, object: Handle, type: number): Buffer | null {
  try {
    return readAttribute(session, object, type);
  } catch (error) {
    if (isUnspecific(error)) return null;
    throw error;
  }
}
