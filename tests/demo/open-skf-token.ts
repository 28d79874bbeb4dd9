// A software SKF token for the demo, with a pair where its key is SM2; openssl judges what the token holds.
import { createHash, X509Certificate } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Portal } from '../portal/start-portal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { buildSkfToken } from '../support/token/build-skf-token.ts';
import { assertSkfUsable, listSkfContainers } from '../support/token/judge-skf-token.ts';
import { makeSkfToken } from '../support/token/skf-token.ts';
import type { DemoToken, DemoTokenOptions } from './demo-token.ts';

export async function openSkfToken(
  portal: Portal,
  keyAlgorithm: 'RSA-2048' | 'SM2',
  options: DemoTokenOptions,
): Promise<DemoToken> {
  await mkdir(options.dir, { recursive: true });
  const module = await buildSkfToken(options.dir);
  const isPair = keyAlgorithm === 'SM2';
  const token = { ...options, module, label: '社保U盾', keyAlgorithm, unit: exampleUnit, portal };
  const made = await makeSkfToken({ ...token, isPair, order: { hasEncryption: isPair } });
  const chainPem = isPair ? await portal.openSm2Chain() : portal.caCertificates.chain;
  return {
    made,
    hostEnvironment: { SOFT_SKF_DIR: options.dir },
    hostConfig: { drivers: [{ name: 'SKF 软件令牌', path: module, kind: 'skf' }], useKnownDrivers: false },
    chainPem,
    facts: { skfModule: module, skfDirectory: options.dir },
    find(certificateHash) {
      const found = listSkfContainers(made).find(
        ({ pem }) => createHash('sha256').update(new X509Certificate(pem).raw).digest('hex') === certificateHash,
      );
      return (
        found && {
          pem: found.pem,
          ...(found.encryptionPem === undefined ? {} : { encryptionPem: found.encryptionPem }),
          assertUsable: () => assertSkfUsable(found, chainPem),
        }
      );
    },
  };
}
