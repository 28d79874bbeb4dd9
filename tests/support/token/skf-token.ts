// Makes U盾 of the software SKF token in skf-token/: SM2 or RSA, one certificate or a pair.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Unit } from '../../portal/ca/unit.ts';
import type { OrderRequest } from '../../portal/orders/open-order.ts';
import type { Portal } from '../../portal/start-portal.ts';
import type { MadeToken } from '../../portal/token/make-token.ts';
import { makeCertifiedKey } from './make-certified-key.ts';

/** The administrator's PIN of every token made here. */
const adminPin = '12345678';
const mostTries = 6;

export interface SkfTokenOptions {
  /** Folder of all devices (SOFT_SKF_DIR); made when it is not there. */
  readonly dir: string;
  /** The built library. */
  readonly module: string;
  readonly label: string;
  readonly pin: string;
  readonly keyAlgorithm: 'RSA-1024' | 'RSA-2048' | 'SM2';
  readonly unit: Unit;
  readonly portal: Pick<Portal, 'issueCertificate' | 'registerUnit' | 'openOrder'>;
  readonly chipNumber?: string;
  /** Until the certificates run out (default 20). */
  readonly daysLeft?: number;
  /** Also an encryption key with its certificate (default false). */
  readonly isPair?: boolean;
  readonly isOrderOpen?: boolean;
  /** What the order asks the CA for; the old one's kind otherwise. */
  readonly order?: Pick<OrderRequest, 'hasEncryption' | 'keyShape'>;
  readonly mostContainers?: number;
}

export interface MadeSkfToken extends MadeToken {
  /** Folder of the device. */
  readonly deviceFolder: string;
}

/** Makes a device with one container, named as the unit, and everything about it that the CA has to know. */
export async function makeSkfToken(options: SkfTokenOptions): Promise<MadeSkfToken> {
  const { dir, module, label, pin, keyAlgorithm, unit, portal, isOrderOpen = true } = options;
  await mkdir(dir, { recursive: true });
  const index = (await readdir(dir)).filter((name) => name.startsWith('dev')).length + 1;
  const deviceFolder = join(dir, `dev${index}`);
  const chipNumber = options.chipNumber ?? `SKF${Math.random().toString(16).slice(2, 10).padEnd(8, '0').toUpperCase()}`;
  const containerFolder = join(deviceFolder, `c-${Buffer.from(unit.unitName).toString('hex')}`);
  await mkdir(containerFolder, { recursive: true });
  const info = [chipNumber, label, 'Soft SKF', ...(options.mostContainers ? [options.mostContainers] : [])];
  await writeFile(join(deviceFolder, 'pins'), `${adminPin} 3 3 ${pin} ${mostTries} ${mostTries}\n`);
  const pem = await certify(options, containerFolder, 'sign');
  if (options.isPair) await certify(options, containerFolder, 'enc');
  // Written last: without it there is no device.
  await writeFile(join(deviceFolder, 'info'), `${info.join('\n')}\n`);
  const certificatePem = resolve(dir, `${chipNumber}.pem`);
  await writeFile(certificatePem, pem);
  await portal.registerUnit({ chipNumber, unit, certificatePem: pem });
  const order = isOrderOpen ? await portal.openOrder({ chipNumber, ...options.order }) : undefined;
  return {
    softhsmConf: '',
    environment: { SOFT_SKF_DIR: dir },
    module,
    chipNumber,
    label,
    pin,
    keyAlgorithm,
    objectId: unit.unitName,
    certificatePem,
    deviceFolder,
    ...(order ? { orderNo: order.orderNo } : {}),
  };
}

/** The token's own files: a private key in PKCS#8, and its certificate, DER. */
async function certify(options: SkfTokenOptions, folder: string, use: 'sign' | 'enc'): Promise<string> {
  const { keyAlgorithm, unit, portal, daysLeft } = options;
  const made = await makeCertifiedKey({
    keyAlgorithm,
    unit,
    portal,
    use,
    ...(daysLeft === undefined ? {} : { daysLeft }),
  });
  await writeFile(join(folder, `${use}.key`), made.pkcs8);
  await writeFile(join(folder, `${use}.cer`), made.certificate);
  return made.pem;
}

/** A container's file, null when there is none: what the token really holds, whatever its library says. */
export async function readSkfFile(
  { deviceFolder }: Pick<MadeSkfToken, 'deviceFolder'>,
  container: string,
  file: 'sign.cer' | 'enc.key' | 'enc.cer',
): Promise<Buffer | null> {
  return readFile(join(deviceFolder, `c-${Buffer.from(container).toString('hex')}`, file)).catch(() => null);
}
