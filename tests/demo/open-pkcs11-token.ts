// A SoftHSM2 token for the demo; pkcs11-tool and openssl judge it.
import { createHash, X509Certificate } from 'node:crypto';
import type { Portal } from '../portal/start-portal.ts';
import { makeToken, type TokenOptions } from '../portal/token/make-token.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { assertUsable, listObjects, readCertificatePem } from '../support/token/judge-token.ts';
import type { DemoToken, DemoTokenOptions } from './demo-token.ts';

export async function openPkcs11Token(
  portal: Portal,
  keyAlgorithm: TokenOptions['keyAlgorithm'],
  options: DemoTokenOptions,
): Promise<DemoToken> {
  const made = await makeToken({ ...options, label: '社保U盾', keyAlgorithm, unit: exampleUnit, portal });
  const chainPem = portal.caCertificates.chain;
  return {
    made,
    hostEnvironment: { SOFTHSM2_CONF: made.softhsmConf },
    chainPem,
    facts: { softhsmConf: made.softhsmConf },
    find(certificateHash) {
      const found = listObjects(made)
        .certificateIds.map((id) => ({ id, pem: readCertificatePem(made, id) }))
        .find(({ pem }) => createHash('sha256').update(new X509Certificate(pem).raw).digest('hex') === certificateHash);
      return found && { pem: found.pem, assertUsable: () => assertUsable(made, found.id, chainPem) };
    },
  };
}
