// What 验证 does: the PIN is right, and the CA has an open order for this U盾. Nothing is changed by it.
import type { CertificateDescription } from '../../shared/certificate.ts';
import type { Token } from '../../shared/protocol/messages.ts';
import type { FoundOrder, ReadOrder } from '../ca/ca-client.ts';
import type { FlowTools } from './flow-tools.ts';

/** Hexadecimal as CAs write it: `0x1A`, `00:1a`, `00-1A`; full width is read, too. Zero stays zero. */
function normaliseSerialNumber(serialNumber: string): string {
  const text = serialNumber
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s:.,_]/gu, '');
  // Between digits a dash parts; before them it is a sign.
  const digits = text.replace(/(?<=[0-9A-FX])[-\u2010-\u2015]/gu, '').replace(/^(-?)0X/, '$1');
  return digits.replace(/^(-?)0+(?=[0-9A-F])/, '$1');
}

/** True when the order is for this U盾, or the CA does not say for which one it is. */
export function isOrderForToken(order: FoundOrder | ReadOrder, { chipNumber }: Token): boolean {
  return !('chipNumber' in order) || order.chipNumber === '' || order.chipNumber === chipNumber;
}

/** True when the CA's order is for this certificate, or the CA does not say for which one it is. */
export function isOrderFor(order: FoundOrder, certificate: CertificateDescription): boolean {
  const wanted = normaliseSerialNumber(order.certificateSerialNumber);
  return wanted === '' || wanted === normaliseSerialNumber(certificate.serialNumber);
}

/** Verifies the PIN on the U盾, then looks the order up, by its number where there is one. For a resumed order (`needsOrder` false) the PIN is all. */
export async function verifyClerk(
  clerk: {
    token: Token;
    certificateHash: string;
    pin: string | undefined;
    needsOrder: boolean;
    orderNumber?: string | undefined;
  },
  { host, ca, signal }: Pick<FlowTools, 'host' | 'ca' | 'signal'>,
): Promise<FoundOrder | ReadOrder | undefined> {
  const { token, certificateHash, pin, needsOrder, orderNumber } = clerk;
  await host(
    'verify-pin',
    { tokenId: token.tokenId, certificateHash, ...(pin === undefined ? {} : { pin }) },
    { signal },
  );
  if (!needsOrder) return undefined;
  return orderNumber === undefined ? ca.findOrder(token.chipNumber, signal) : ca.readOrder(orderNumber, signal);
}
