// A renewal driven over the host's frames, for tests of the host: every step can be taken by itself.
import { randomUUID } from 'node:crypto';
import type { CommandParams, CommandResult } from '../../../shared/protocol/messages.ts';
import { platformOrigin } from '../../portal/sites/site-urls.ts';
import type { Portal } from '../../portal/start-portal.ts';
import type { MadeToken } from '../../portal/token/make-token.ts';
import type { HostClient } from './host-client.ts';
import { connectOrderService, type OrderServiceClient } from './order-service.ts';

export interface HostRenewal {
  readonly orderId: string;
  readonly ca: OrderServiceClient;
  createRequest(pin?: string): Promise<CommandResult<'create-request'>>;
  submit(request: CommandResult<'create-request'>): Promise<void>;
  fetchBundle(): Promise<string>;
  install(bundle?: string, encryptionKey?: string): Promise<CommandResult<'install-certificate'>>;
  /** All of it. */
  runWhole(): Promise<CommandResult<'install-certificate'>>;
  /** Tells the CA of the installed certificate and the journal of its yes, as the window does. */
  confirm(): Promise<void>;
  /** Has the new certificate sign what a site asks for at a log-in. */
  logIn(): Promise<void>;
  /** Goes on with another host process. */
  continueWith(host: HostClient): void;
}

/** Prepares a renewal of the token's certificate through `host`. @param wish what the site profile says of key and CA */
export function prepareRenewal(
  portal: Portal,
  token: MadeToken,
  firstHost: HostClient,
  orderId: string = randomUUID(),
  wish: Pick<CommandParams<'create-request'>, 'keyAlgorithm'> & { readonly pinnedCaCertificates?: string[] } = {},
): HostRenewal {
  let host = firstHost;
  const ca = connectOrderService(portal.port);
  const orderNo = token.orderNo ?? '';
  const findTarget = async () => {
    const { tokens } = await host.call('list-tokens', {});
    const found = tokens.find(({ chipNumber }) => chipNumber === token.chipNumber);
    const certificate = found?.certificates.toSorted((a, b) => a.notAfter.localeCompare(b.notAfter))[0];
    if (!found || !certificate) throw new Error('the token is not listed');
    return { tokenId: found.tokenId, certificateHash: certificate.hash };
  };
  const findNewest = async () => {
    const { tokens } = await host.call('list-tokens', {});
    const found = tokens.find(({ chipNumber }) => chipNumber === token.chipNumber);
    const newest = found?.certificates.toSorted((a, b) => b.notAfter.localeCompare(a.notAfter))[0];
    if (!found || !newest) throw new Error('the token is not listed');
    return { tokenId: found.tokenId, newest };
  };
  const renewal: HostRenewal = {
    orderId,
    ca,
    async createRequest(pin = token.pin) {
      const target = await findTarget();
      const nonce = await ca.fetchNonce(orderNo);
      return host.call('create-request', {
        orderId,
        operation: 'renew',
        ...target,
        pin,
        orderNumber: orderNo,
        nonce,
        pinnedCaCertificates: [],
        ...wish,
        site: platformOrigin,
      });
    },
    async submit({ pkcs10, proof }) {
      await host.call('update-order', { orderId, state: 'submitted' });
      const form = { requestId: orderId, orderNo, agentName: '李华', agentPhone: '13800000000', pkcs10, proof };
      const answer = await ca.post('submit.do', form);
      if (answer.code !== '0') throw new Error(answer.msg);
      await host.call('update-order', { orderId, state: 'accepted' });
    },
    fetchBundle: () => ca.fetchBundle(orderId),
    async install(bundle, encryptionKey) {
      const { tokenId } = await findTarget();
      return host.call('install-certificate', {
        orderId,
        tokenId,
        pin: token.pin,
        ...(bundle === undefined ? {} : { certificates: bundle }),
        ...(encryptionKey ? { encryptionKey } : {}),
      });
    },
    async runWhole() {
      await renewal.submit(await renewal.createRequest());
      const { p7b, encPrivateKey } = await ca.fetchIssued(orderId);
      return renewal.install(p7b, encPrivateKey);
    },
    async confirm() {
      const { newest } = await findNewest();
      const form = { requestId: orderId, certSerial: newest.serialNumber };
      const answer = await ca.post('confirm.do', form);
      if (answer.code !== '0') throw new Error(answer.msg);
      await host.call('confirm-order', { orderId });
    },
    async logIn() {
      const { tokenId, newest } = await findNewest();
      const content = Buffer.from('登录 20261126').toString('base64');
      const named = { tokenId, certificateHash: newest.hash, pin: token.pin };
      await host.call('sign-content', { ...named, content, form: 'signature' });
    },
    continueWith(next) {
      host = next;
    },
  };
  return renewal;
}
