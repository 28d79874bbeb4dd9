// Finding objects in a PKCS#11 session, with drivers that search badly too.
import { randomUUID } from 'node:crypto';
import type { Attribute, Handle } from 'pkcs11js';
import { hasAttributes, type OpenSession } from './pkcs11-attributes.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { Pkcs11Error } from './pkcs11-return-values.ts';

/**
 * All objects that match. There are drivers that compare a few attributes only, or none, and an object may be removed for
 * having been found: where the driver does not compare, each object is looked at.
 */
export function findObjects(session: OpenSession, template: Attribute[]): Handle[] {
  const found = search(session, template);
  if (found.length === 0 || doesCompare(session)) return found;
  return found.filter((object) => hasAttributes(session, object, template));
}

/** Asked once a session: a search for a label that nothing has. */
const comparing = new WeakMap<OpenSession, boolean>();

function doesCompare(session: OpenSession): boolean {
  const known = comparing.get(session);
  if (known !== undefined) return known;
  const answer = findsNothing(session, [{ type: pkcs11.CKA_LABEL, value: randomUUID() }]);
  comparing.set(session, answer);
  return answer;
}

function findsNothing(session: OpenSession, template: Attribute[]): boolean {
  try {
    return search(session, template).length === 0;
  } catch (error) {
    // No answer is no reason to believe.
    if (error instanceof Pkcs11Error) return false;
    throw error;
  }
}

/** Always ends the search, else the session is stuck. */
function search({ library, handle }: OpenSession, template: Attribute[]): Handle[] {
  library.C_FindObjectsInit(handle, template);
  const found = new Map<string, Handle>();
  try {
    while (true) {
      // Handles in small lots: some drivers answer wrongly when asked for many at once.
      const lot = library.C_FindObjects(handle, 32);
      const before = found.size;
      for (const object of lot) found.set(object.toString('hex'), object);
      // Nothing, or nothing but what was there already: a driver that begins anew would never end.
      if (found.size === before) return [...found.values()];
    }
  } finally {
    library.C_FindObjectsFinal(handle);
  }
}
