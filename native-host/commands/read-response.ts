// read-response: for which of the keys that a site's page had made a delivered certificate is.
import { X509Certificate } from 'node:crypto';
import { AppError } from '../../shared/errors/app-error.ts';
import type { OrderRecord } from '../journal/order-record.ts';
import { bundleResponse } from '../x509/bundle-response.ts';
import { describeCertificate } from '../x509/describe-certificate.ts';
import { ParsedCertificate } from '../x509/parsed-certificate.ts';
import { readCertificates } from '../x509/read-certificates.ts';
import { readRequestKey } from '../x509/read-request-key.ts';
import type { Command, CommandContext } from './command.ts';

interface MatchedResponse {
  readonly record: OrderRecord;
  readonly certificate: ParsedCertificate;
  /** Base64 certs-only bundle. */
  readonly bundle: string;
}

function readKey(der: Uint8Array): string | undefined {
  try {
    return new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  } catch {
    // A key that OpenSSL does not know is none that we made.
    return undefined;
  }
}

/** From its own line of the journal, or, where that is lost, from the request. */
const keyOf = ({ publicKey, pkcs10 }: OrderRecord): string | undefined =>
  publicKey ?? (pkcs10 === undefined ? undefined : readRequestKey(Buffer.from(pkcs10, 'base64')));

/** @throws AppError CERTIFICATE_MALFORMED; ORDER_UNKNOWN where it is for no key made for this site */
export async function matchResponse(
  { journal }: Pick<CommandContext, 'journal'>,
  site: string,
  response: string,
): Promise<MatchedResponse> {
  const bytes = bundleResponse(Buffer.from(response, 'base64'));
  const delivered = readCertificates(bytes);
  const orders = (await journal.list()).filter(
    ({ draft, state }) => draft.control?.site === site && state !== 'abandoned',
  );
  for (const der of delivered) {
    const key = readKey(der);
    const record = orders.find((order) => key !== undefined && keyOf(order) === key);
    if (record)
      return { record, certificate: new ParsedCertificate(der), bundle: Buffer.from(bytes).toString('base64') };
  }
  throw new AppError('ORDER_UNKNOWN');
}

export const readResponse: Command<'read-response'> = async ({ site, response }, context) => {
  const { record, certificate } = await matchResponse(context, site, response);
  const { orderId, token } = record.draft;
  return {
    orderId,
    oldCertificateHash: token.certificateHash,
    chipNumber: token.serialNumber,
    certificate: describeCertificate(certificate, true),
  };
};
