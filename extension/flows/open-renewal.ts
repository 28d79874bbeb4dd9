// Starts a renewal from a page of ours or a notification: no page of a site is needed, name and phone are given in the window.
import { openOperationWindow } from './open-operation-window.ts';

/** @param certificateHash the certificate that is chosen there; undefined leaves it to the clerk */
export function openRenewal(siteId: string, certificateHash?: string): Promise<void> {
  return openOperationWindow({
    siteId,
    operation: 'renew',
    agentName: '',
    agentPhone: '',
    ...(certificateHash === undefined ? {} : { certificateHash }),
  });
}
