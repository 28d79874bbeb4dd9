// Certificates out of many that may be anything.
import { isAppError } from '../../shared/errors/app-error.ts';
import { ParsedCertificate } from './parsed-certificate.ts';

/** Those that can be read; one that cannot is no reason to look at none. */
export function parseReadable(list: readonly Uint8Array[]): ParsedCertificate[] {
  return list.flatMap((der) => {
    try {
      return [new ParsedCertificate(der)];
    } catch (error) {
      if (isAppError(error)) return [];
      throw error;
    }
  });
}
