// What 验证 does: the PIN is right, and the CA has an open order for this U盾. Nothing is changed by it.
import type { CertificateDescription } from '../../shared/certificate.ts';
import type { Token } from '../../shared/protocol/messages.ts';
import type { FoundOrder } from '../ca/ca-client.ts';
import type { FlowTools } from './flow-tools.ts';

const stripZeros = (serialNumber: string) => serialNumber.replace(/[\s:]/g, '').replace(/^0+/, '').toUpperCase();

/** True when the CA's order is for this certificate, or the CA does not say for which one it is. */
export function isOrderFor(order: FoundOrder, certificate: CertificateDescription): boolean {
  const wanted = stripZeros(order.certificateSerialNumber);
  return wanted === '' || wanted === stripZeros(certificate.serialNumber);
}

/** Verifies the PIN on the U盾, then looks the order up. For a resumed order (`needsOrder` false) the PIN is all. */
export async function verifyClerk(
  clerk: { token: Token; certificateHash: string; pin: string | undefined; needsOrder: boolean },
  { host, ca, signal }: Pick<FlowTools, 'host' | 'ca' | 'signal'>,
): Promise<FoundOrder | undefined> {
  const { token, certificateHash, pin, needsOrder } = clerk;
  await host(
    'verify-pin',
    { tokenId: token.tokenId, certificateHash, ...(pin === undefined ? {} : { pin }) },
    { signal },
  );
  return needsOrder ? await ca.findOrder(token.chipNumber, signal) : undefined;
}
