// What SOF_GetCertInfo gives, by the standard's numbers (GM/T 0020, table of certificate parts).
import { readCertificate, readPart, writeName } from '../certificate/certificate-parts.ts';
import { formatCompactTime } from './format-local-time.ts';

/** Issuer and subject attributes by the standard's numbers. */
const issuerTypes: Readonly<Record<number, string>> = { 4: 'C', 5: 'O', 6: 'OU', 7: 'ST', 8: 'CN', 9: 'L', 10: 'E' };
const subjectTypes: Readonly<Record<number, string>> = {
  13: 'C',
  14: 'O',
  15: 'OU',
  16: 'ST',
  17: 'CN',
  18: 'L',
  19: 'E',
};

/** SOF_GetCertInfo; '' for what is not there or no certificate. */
export function readCertInfo(certificate: string, type: number): string {
  const parts = readCertificate(certificate);
  if (!parts) return '';
  if (issuerTypes[type] !== undefined) return readPart(parts.issuer, issuerTypes[type]);
  if (subjectTypes[type] !== undefined) return readPart(parts.subject, subjectTypes[type]);
  switch (type) {
    case 1:
      return `V${parts.version}`;
    case 2:
      return parts.serialNumber;
    case 3:
      return parts.isRsa ? 'sha256WithRSAEncryption' : 'ecdsa-with-SHA256';
    case 11:
      return formatCompactTime(parts.notBefore);
    case 12:
      return formatCompactTime(parts.notAfter);
    case 20:
      return parts.publicKey;
    case 33:
      return writeName(parts.subject);
    case 34:
      return writeName(parts.issuer);
    default:
      return '';
  }
}
