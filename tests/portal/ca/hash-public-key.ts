// How a public key is named in the CA's files.
import { createHash, type KeyObject } from 'node:crypto';

/** Hex SHA-256 of the key's DER SubjectPublicKeyInfo. */
export function hashPublicKey(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
