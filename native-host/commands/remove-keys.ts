// Removing what an order has made on a token: by its labels and, where it is known, by its key.
import type { OrderRecord } from '../journal/order-record.ts';
import type { TokenSession } from '../token/driver.ts';
import { encodePublicKey, readCertificateKey } from '../token/public-key.ts';

/**
 * @param record of a verified order only earlier attempts are removed: the last label is its certificate's key
 * @returns how many objects @throws AppError TOKEN_*, DRIVER_*
 */
export async function removeKeys(session: TokenSession, record: OrderRecord): Promise<number> {
  const last = record.keyLabels.at(-1);
  const inUse = (await session.readCertificates()).map(readCertificateSpki);
  let count = 0;
  for (const label of record.keyLabels) {
    const known = label === last && record.publicKey !== undefined ? Buffer.from(record.publicKey, 'base64') : null;
    // A certificate that was written and not yet journalled has taken it.
    const isTaken = known !== null && inUse.some((spki) => spki?.equals(known));
    if (isTaken || (label === last && record.state === 'verified')) continue;
    count += await session.destroyKeyPair(label, known);
  }
  return count;
}

function readCertificateSpki(der: Uint8Array): Buffer | null {
  const key = readCertificateKey(der);
  return key && encodePublicKey(key);
}
