// Remembered certificates and listed tokens for tests of what is said of them.
import { emptyReminderBook, type ReminderBook } from '../../../../extension/reminders/reminder-book.ts';
import type { SeenCertificate } from '../../../../extension/reminders/seen-certificate.ts';
import type { CertificateDescription } from '../../../../shared/certificate.ts';
import type { Token } from '../../../../shared/protocol/messages.ts';

/** A hash of one's own for each name. */
export const hashOf = (name: string) => Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64);

export function makeSeenCertificate(change: Partial<SeenCertificate> = {}): SeenCertificate {
  return {
    hash: hashOf('one'),
    unitName: '重庆山城机械制造有限公司',
    creditCode: '91350100M000100Y43',
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2026-12-31T15:59:59.000Z',
    keyAlgorithm: 'RSA',
    tokenId: '1'.repeat(32),
    chipNumber: 'CHIP1',
    tokenLabel: '社保U盾',
    driverName: '某驱动',
    lastSeenAt: '2026-01-01T00:00:00.000Z',
    memo: { isMuted: false },
    ...change,
  };
}

export function makeBook(certificates: readonly SeenCertificate[], clock: Partial<ReminderBook['clock']> = {}) {
  return { certificates, clock: { ...emptyReminderBook.clock, ...clock } };
}

export function makeListed(change: Partial<CertificateDescription> = {}): CertificateDescription {
  return {
    hash: hashOf('one'),
    unitName: '重庆山城机械制造有限公司',
    creditCode: '91350100M000100Y43',
    socialInsuranceNumbers: [{ source: 'SERIALNUMBER', value: '50010203' }],
    subject: [],
    issuerName: 'Chongqing  CA',
    serialNumber: '01',
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2026-12-31T15:59:59.000Z',
    keyAlgorithm: 'RSA',
    keySizeBits: 2048,
    usage: 'signing',
    hasPrivateKey: true,
    ...change,
  };
}

export function makeListedToken(certificates: readonly CertificateDescription[], change: Partial<Token> = {}): Token {
  return {
    tokenId: '1'.repeat(32),
    chipNumber: 'CHIP1',
    label: '社保U盾',
    manufacturer: '',
    model: '',
    driverName: '某驱动',
    pin: { state: 'unknown-or-full', minLength: 4, maxLength: 16, isTypedOnReader: false },
    isWriteProtected: false,
    certificates: [...certificates],
    ...change,
  };
}
