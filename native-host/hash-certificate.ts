// How a certificate is named everywhere: see certificateHashSchema.
import { createHash } from 'node:crypto';

/** Lower-case hex SHA-256 of a DER certificate. */
export const hashCertificate = (der: Uint8Array) => createHash('sha256').update(der).digest('hex');
