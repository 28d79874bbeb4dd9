// An SM2 key with its certificate on the software PKCS#11 token, by the numbers of some vendor. pkcs11-tool knows no such
// mechanisms, so the token's file is written straight.
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ParsedCertificate } from '../../../native-host/x509/parsed-certificate.ts';
import type { MadeToken, TokenOptions } from '../../portal/token/make-token.ts';
import { makeCertifiedKey } from './make-certified-key.ts';
import { createSoftTokenMaker } from './soft-token.ts';

/** SOFT_TOKEN_SM2 of the token (soft-token/sm2.h). */
export interface Sm2Vendor {
  readonly keyType: number;
  readonly generation: number;
  readonly signing: number;
  readonly input: 'digest' | 'prefixed' | 'message' | 'foreign';
  readonly form: 'raw' | 'der' | 'blob';
}

export const writeSm2Vendor = ({ keyType, generation, signing, input, form }: Sm2Vendor) =>
  `${[keyType, generation, signing].map((number) => number.toString(16)).join(' ')} ${input} ${form}`;

const curve = '06082a811ccf5501822d';
const objectId = '01';

export interface Sm2TokenOptions extends Pick<TokenOptions, 'dir' | 'label' | 'pin' | 'unit' | 'portal'> {
  /** The built module. */
  readonly module: string;
  readonly vendor: Sm2Vendor;
  /** What the order asks the CA for. */
  readonly order?: { readonly hasEncryption?: boolean };
}

/** Makes the token and everything about it that the CA has to know. */
export async function makeSm2Token({
  dir,
  module,
  label,
  pin,
  unit,
  portal,
  vendor,
  order,
}: Sm2TokenOptions): Promise<MadeToken> {
  await mkdir(dir, { recursive: true });
  const maker = createSoftTokenMaker(module);
  const chipNumber = await maker.findOrMake(await maker.open(dir), { label, pin });
  const folders = (await readdir(dir))
    .filter((name) => name.startsWith('slot'))
    .map((name) => join(dir, name, 'token'));
  const texts = await Promise.all(folders.map((file) => readFile(file, 'utf8')));
  const file = folders[texts.findIndex((text) => text.includes(`serial ${chipNumber}`))] ?? '';
  const { pkcs8, certificate, pem } = await makeCertifiedKey({ keyAlgorithm: 'SM2', unit, portal, use: 'sign' });
  await appendFile(file, describeObjects(vendor, unit.unitName, pkcs8, certificate));
  const certificatePem = resolve(dir, `${chipNumber}-${objectId}.pem`);
  await writeFile(certificatePem, pem);
  await portal.registerUnit({ chipNumber, unit, certificatePem: pem });
  const { orderNo } = await portal.openOrder({ chipNumber, ...order });
  const environment = { SOFT_TOKEN_DIR: dir, SOFT_TOKEN_SM2: writeSm2Vendor(vendor) };
  const token = { softhsmConf: '', module, environment, chipNumber, label, pin, objectId, certificatePem, orderNo };
  return { ...token, keyAlgorithm: 'SM2' };
}

/** Lines of the token's file (soft-token/store.c). */
function describeObjects({ keyType }: Sm2Vendor, name: string, pkcs8: Buffer, certificate: Buffer): string {
  // PKCS#8 of openssl ends with d, a header of five octets, and the point.
  const point = pkcs8.subarray(-65);
  const secret = pkcs8.subarray(-(65 + 5 + 32), -(65 + 5)).toString('hex');
  const wrapped = `0441${point.toString('hex')}`;
  const { subject, issuer, serialNumber } = new ParsedCertificate(certificate);
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const number = (value: number) => Buffer.from(Uint32Array.of(value).buffer).toString('hex');
  const common = { 1: '01', 3: hex(Buffer.from(name)), 102: objectId };
  const key = { ...common, 100: number(keyType), 180: curve };
  const objects: Record<string, string>[] = [
    { 0: number(3), ...key, 2: '01', 103: '01', 108: '01', 162: '00', 11: secret, '80534f46': wrapped },
    { 0: number(2), ...key, 181: wrapped },
    {
      0: number(1),
      80: number(0),
      ...common,
      101: hex(subject),
      81: hex(issuer),
      82: hex(serialNumber),
      11: hex(certificate),
    },
  ];
  // Handles far from those that the token gives.
  return objects
    .map((attributes, index) => {
      const lines = Object.entries(attributes).map(([type, value]) => `- ${type} ${value}\n`);
      return `object ${1000 + index}\n${lines.join('')}`;
    })
    .join('');
}
