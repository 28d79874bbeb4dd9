// Runs under wine, bundled: drives a token through the installed program's driver process, and tells on stdout what came of it.
// node.exe ask-driver.cjs HOST_EXE LIBRARY PIN [HELPER]

import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { hashCertificate } from '../../../native-host/hash-certificate.ts';
import { createLog } from '../../../native-host/log.ts';
import { DriverProcess } from '../../../native-host/token/driver-process.ts';
import { encodePin } from '../token/encode-pin.ts';

const [program = '', library = '', pin = '', helper] = process.argv.slice(2);
const through = helper === undefined ? [] : [helper];
const driver = new DriverProcess({
  command: [program, '--driver', library, ...through],
  driverName: 'x',
  fileName: 'x',
  log: createLog('debug', (line) => process.stderr.write(line)),
});

async function work(): Promise<unknown> {
  const tokens = await driver.listTokens();
  const { serialNumber, label, certificates } = tokens[0] ?? { serialNumber: '', label: '', certificates: [] };
  const der = certificates[0]?.der ?? new Uint8Array();
  const session = await driver.openSession(
    { serialNumber, label, certificateHash: hashCertificate(der) },
    encodePin(pin),
  );
  const data = Buffer.from('社保');
  const isGood = async (publicKey: Uint8Array) => {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
    return verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, await session.sign(publicKey, data));
  };
  const old = new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' });
  const isOldKeyGood = await isGood(old);
  const newKey = await session.generateKeyPair('RSA-2048', 'asked');
  const isNewKeyGood = await isGood(newKey);
  const destroyed = await session.destroyKeyPair('asked', newKey);
  await session.close();
  return { serialNumber, label, isOldKeyGood, isNewKeyGood, destroyed };
}

void work()
  .catch((error: unknown) => ({ failed: String(error) }))
  .then(async (result) => {
    await driver.close();
    process.stdout.write(JSON.stringify(result), () => process.exit());
  });
