// A certificate object beside its key, with every attribute by which others pair the two.
import type { Attribute } from 'pkcs11js';
import { AppError } from '../../shared/errors/app-error.ts';
import type { CertificateToWrite } from './driver.ts';
import { type OpenSession, readAttribute } from './pkcs11-attributes.ts';
import { explainRoom } from './pkcs11-error.ts';
import { setId } from './pkcs11-key-halves.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { findPrivateKey, readCertificateValues } from './pkcs11-objects.ts';
import { decodePublicKey } from './public-key.ts';

/** Private keys without a CKA_ID get one from nobody: then the certificate has none either. */
type Pairing = readonly { readonly name: string; readonly type: number; readonly value: Buffer }[];

/** See TokenSession.writeCertificate. @param explain runs the call that needs room @throws AppError KEY_MISSING, Pkcs11Error */
export function writeCertificate(
  session: OpenSession,
  publicKey: Uint8Array,
  certificate: CertificateToWrite,
  explain: (create: () => void) => void,
): void {
  const pairing = listPairing(session, publicKey, certificate);
  const found = findCertificate(session, certificate);
  if (found) {
    const [id] = pairing;
    const wrong = findWrong(session, found.object, pairing);
    if (wrong === null) return;
    // It is the new certificate, which we wrote ourselves and have in the journal: it may be written again.
    const isRepaired = wrong === 'CKA_ID' && id && setId(session, found.object, id.value);
    if (isRepaired && findWrong(session, found.object, pairing) === null) return;
    session.library.C_DestroyObject(session.handle, found.object);
  }
  const template: Attribute[] = [
    { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_CERTIFICATE },
    { type: pkcs11.CKA_CERTIFICATE_TYPE, value: pkcs11.CKC_X_509 },
    { type: pkcs11.CKA_TOKEN, value: true },
    { type: pkcs11.CKA_PRIVATE, value: false },
    { type: pkcs11.CKA_LABEL, value: certificate.label },
    ...pairing.map(({ type, value }) => ({ type, value })),
    { type: pkcs11.CKA_VALUE, value: Buffer.from(certificate.der) },
  ];
  explain(() => explainRoom(() => session.library.C_CreateObject(session.handle, template)));
}

/** See TokenSession.checkCertificate. @throws AppError KEY_MISSING, Pkcs11Error */
export function checkCertificate(
  session: OpenSession,
  publicKey: Uint8Array,
  certificate: CertificateToWrite,
): string | null {
  const found = findCertificate(session, certificate);
  return found ? findWrong(session, found.object, listPairing(session, publicKey, certificate)) : 'CKA_VALUE';
}

function listPairing(session: OpenSession, publicKey: Uint8Array, certificate: CertificateToWrite): Pairing {
  const wanted = decodePublicKey(publicKey);
  const key = wanted && findPrivateKey(session, wanted);
  if (!key) throw new AppError('KEY_MISSING');
  return [
    { name: 'CKA_ID', type: pkcs11.CKA_ID, value: key.id ?? Buffer.alloc(0) },
    { name: 'CKA_SUBJECT', type: pkcs11.CKA_SUBJECT, value: Buffer.from(certificate.subject) },
    { name: 'CKA_ISSUER', type: pkcs11.CKA_ISSUER, value: Buffer.from(certificate.issuer) },
    { name: 'CKA_SERIAL_NUMBER', type: pkcs11.CKA_SERIAL_NUMBER, value: Buffer.from(certificate.serialNumber) },
  ];
}

const findCertificate = (session: OpenSession, { der }: CertificateToWrite) =>
  readCertificateValues(session).find((found) => found.der.equals(der));

/**
 * The first attribute that another program would be misled by. A token may leave names and number out, which stand in the
 * certificate as well; it may not say something else, and without the CKA_ID nobody finds the key.
 */
function findWrong(session: OpenSession, object: Parameters<typeof readAttribute>[1], pairing: Pairing): string | null {
  const isWrong = ({ name, type, value }: Pairing[number]) => {
    const actual = readAttribute(session, object, type);
    return name === 'CKA_ID'
      ? !(actual ?? Buffer.alloc(0)).equals(value)
      : Boolean(actual?.length && !actual.equals(value));
  };
  return pairing.find(isWrong)?.name ?? null;
}
