// What 验证 does: the PIN is right, and the CA has an open order for this U盾. Nothing is changed by it.
import type { CertificateDescription } from '../../shared/certificate.ts';
import type { Token } from '../../shared/protocol/messages.ts';
import type { FoundOrder, ReadOrder } from '../ca/ca-client.ts';
import type { FlowTools } from './flow-tools.ts';

const stripZeros = (serialNumber: string) => serialNumber.replace(/[\s:]/g, '').replace(/^0+/, '').toUpperCase();

/** True when the order is for this U盾, or the CA does not say for which one it is. */
export function isOrderForToken(order: FoundOrder | ReadOrder, { chipNumber }: Token): boolean {
  return !('chipNumber' in order) || order.chipNumber === '' || order.chipNumber === chipNumber;
}

/** True when the CA's order is for this certificate, or the CA does not say for which one it is. */
export function isOrderFor(order: FoundOrder, certificate: CertificateDescription): boolean {
  const wanted = stripZeros(order.certificateSerialNumber);
  return wanted === '' || wanted === stripZeros(certificate.serialNumber);
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
