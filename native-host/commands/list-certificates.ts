// list-certificates: what is plugged in, certificates as DER too, for pages that export them.

import type { Command } from './command.ts';
import { describeOrNull } from './list-tokens.ts';

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** @throws AppError STORAGE_FAILED */
export const listCertificates: Command<'list-certificates'> = async (_params, context) => {
  const { tokens } = await (await context.openDrivers()).listTokens();
  const certificates = tokens.flatMap(({ snapshot }) =>
    snapshot.certificates.flatMap(({ der, hasPrivateKey }) => {
      const description = describeOrNull(der);
      if (!description) return [];
      const { serialNumber: chipNumber, label: tokenLabel, pin } = snapshot;
      return [
        {
          description: { ...description, hasPrivateKey },
          der: toBase64(der),
          chipNumber,
          tokenLabel,
          pinState: pin.state,
        },
      ];
    }),
  );
  return { certificates };
};
