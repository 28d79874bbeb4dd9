// Makes the U盾 of a clerk for tests and the demo: a SoftHSM2 token whose key pair and certificate the simulated CA knows.
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Unit } from '../ca/unit.ts';
import type { Portal } from '../start-portal.ts';
import { type KeyAlgorithm, requestWithTokenKey } from './request-with-token-key.ts';
import { setTokenSerial } from './set-token-serial.ts';
import { initialiseToken, listTokens, openSoftHsm, type SoftHsm, softHsmModule, usePkcs11Tool } from './soft-hsm.ts';

export interface TokenOptions {
  /** Holds softhsm2.conf, tokens/ and the certificates as PEM; made or added to. */
  readonly dir: string;
  /** At most 32 bytes of UTF-8. A token of this label that is there already gets a further key and certificate. */
  readonly label: string;
  readonly pin: string;
  readonly keyAlgorithm: KeyAlgorithm;
  readonly unit: Unit;
  readonly portal: Pick<Portal, 'issueCertificate' | 'registerUnit' | 'openOrder'>;
  /** 芯片号 of choice for a new token, see `setTokenSerial`; SoftHSM's own otherwise. */
  readonly chipNumber?: string;
  /** Until the certificate runs out (default 20); negative when it has. It was issued 365 days before that. */
  readonly daysLeft?: number;
  /** Whether the CA has the certificate on record for this chip (default true). */
  readonly isOnRecord?: boolean;
  /** Whether an order to renew it is open (default true; needs `isOnRecord`). */
  readonly isOrderOpen?: boolean;
  /** Makes the token by other means than SoftHSM2's. */
  readonly maker?: TokenMaker;
}

/** A key pair on a token, not certified yet. */
export interface MadeKey {
  /** 芯片号 of the token. */
  readonly chipNumber: string;
  /** CKA_ID, hex. */
  readonly objectId: string;
  /** DER. */
  readonly pkcs10: Uint8Array;
}

type KeyChoice = Pick<TokenOptions, 'label' | 'pin' | 'keyAlgorithm' | 'unit' | 'chipNumber'>;

export interface TokenMaker {
  open(dir: string): Promise<SoftHsm>;
  /** Puts a token that was made earlier into the directory, where there is a fitting one; otherwise it is made now. */
  takeReady?(hsm: SoftHsm, options: TokenOptions): Promise<MadeKey | undefined>;
  /** @returns the serial number of the token with this label, made when it is not there */
  findOrMake(hsm: SoftHsm, token: Pick<TokenOptions, 'label' | 'pin' | 'chipNumber'>): Promise<string>;
}

export interface MadeToken {
  readonly softhsmConf: string;
  /** What else its module wants in its environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** PKCS#11 module that shows the token. */
  readonly module: string;
  readonly chipNumber: string;
  readonly label: string;
  readonly pin: string;
  readonly keyAlgorithm: KeyAlgorithm | 'RSA-1024' | 'SM2';
  /** CKA_ID of key pair and certificate, hex. */
  readonly objectId: string;
  /** File with the certificate in PEM. */
  readonly certificatePem: string;
  readonly orderNo?: string;
}

const dayMs = 24 * 60 * 60 * 1000;
const keyTypes: Record<KeyAlgorithm, string> = { 'RSA-2048': 'rsa:2048', 'P-256': 'EC:prime256v1' };

async function findOrMakeToken(
  hsm: SoftHsm,
  { label, pin, chipNumber }: Pick<TokenOptions, 'label' | 'pin' | 'chipNumber'>,
): Promise<string> {
  const find = async () => (await listTokens(hsm)).find((token) => token.label === label);
  const existing = await find();
  if (existing) return existing.serialNumber;
  await initialiseToken(hsm, label, pin);
  const made = await find();
  if (!made) throw new Error(`softhsm2-util made no token ${label}`);
  if (chipNumber === undefined) return made.serialNumber;
  await setTokenSerial(hsm, made.serialNumber, chipNumber);
  return chipNumber;
}

export const softHsmMaker: TokenMaker = { open: openSoftHsm, findOrMake: findOrMakeToken };

/** The next free of 01, 02, …: vendors' tools name key pairs in such ways, not by the hash of the key. */
async function nextObjectId(hsm: SoftHsm, { label, pin }: KeyChoice): Promise<string> {
  const objects = await usePkcs11Tool(hsm, label, pin, ['--list-objects', '--type', 'privkey']);
  const count = objects.match(/^Private Key Object/gm)?.length ?? 0;
  return String(count + 1).padStart(2, '0');
}

/** Makes the token unless it is there, and generates a key pair on it. `work` is a scratch directory. */
export async function makeKey(hsm: SoftHsm, maker: TokenMaker, choice: KeyChoice, work: string): Promise<MadeKey> {
  const { label, pin, keyAlgorithm, unit } = choice;
  const chipNumber = await maker.findOrMake(hsm, choice);
  const objectId = await nextObjectId(hsm, choice);
  const names = ['--id', objectId, '--label', unit.unitName];
  await usePkcs11Tool(hsm, label, pin, ['--keypairgen', '--key-type', keyTypes[keyAlgorithm], ...names]);
  const pkcs10 = await requestWithTokenKey({ hsm, label, pin, keyAlgorithm, objectId }, work);
  return { chipNumber, objectId, pkcs10 };
}

/** Has the portal's CA certify the key and writes the certificate beside it. */
async function certify(hsm: SoftHsm, options: TokenOptions, key: MadeKey, work: string): Promise<string> {
  const { label, pin, unit, portal, daysLeft = 20 } = options;
  const notAfter = new Date(Date.now() + daysLeft * dayMs);
  const notBefore = new Date(notAfter.getTime() - 365 * dayMs);
  const pem = await portal.issueCertificate({ pkcs10: key.pkcs10, unit, notBefore, notAfter });
  const der = join(work, 'certificate.der');
  await writeFile(der, new X509Certificate(pem).raw);
  const names = ['--id', key.objectId, '--label', unit.unitName];
  // pkcs11-tool takes CKA_SUBJECT, CKA_ISSUER and CKA_SERIAL_NUMBER from the certificate.
  await usePkcs11Tool(hsm, label, pin, ['--write-object', der, '--type', 'cert', ...names]);
  return pem;
}

/** Makes the token and everything about it that the CA has to know. Two calls on one `dir` must not run at the same time. */
export async function makeToken(options: TokenOptions): Promise<MadeToken> {
  const { dir, label, pin, keyAlgorithm, unit, portal, isOnRecord = true, maker = softHsmMaker } = options;
  const hsm = await maker.open(dir);
  const work = await mkdtemp(join(tmpdir(), 'token-'));
  try {
    const key = (await maker.takeReady?.(hsm, options)) ?? (await makeKey(hsm, maker, options, work));
    const { chipNumber, objectId } = key;
    const pem = await certify(hsm, options, key, work);
    const certificatePem = resolve(dir, `${chipNumber}-${objectId}.pem`);
    await writeFile(certificatePem, pem);
    if (isOnRecord) await portal.registerUnit({ chipNumber, unit, certificatePem: pem });
    const order = isOnRecord && (options.isOrderOpen ?? true) ? await portal.openOrder({ chipNumber }) : undefined;
    const module = hsm.other?.module ?? softHsmModule;
    const environment = hsm.other ? { environment: hsm.other.environment } : {};
    const token = { softhsmConf: hsm.configFile, module, ...environment, chipNumber, label, pin, keyAlgorithm };
    return { ...token, objectId, certificatePem, ...(order ? { orderNo: order.orderNo } : {}) };
  } finally {
    await rm(work, { recursive: true });
  }
}
