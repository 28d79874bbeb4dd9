// Makes the CA on disk, or opens the one that is there: a root, an issuing CA below it, and the files of `openssl ca`.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createQueue, type Queue } from '../state/create-queue.ts';
import {
  type AuthorityAlgorithm,
  type AuthorityName,
  authoritySubjects,
  formatOpensslConfig,
} from './openssl-config.ts';
import { formatOpensslDate } from './openssl-date.ts';
import { runOpenssl } from './run-openssl.ts';
import { sm2SigningOptions, sm2VerifyingOptions } from './sm2-options.ts';

/** A CA on disk; most members are paths. */
export interface CertificateAuthority {
  readonly directory: string;
  readonly algorithm: AuthorityAlgorithm;
  readonly configFile: string;
  readonly rootPem: string;
  readonly issuingPem: string;
  /** Issuing CA and root in one file. */
  readonly chainPem: string;
  /** `openssl ca` keeps index and serial in files without a lock: one at a time. */
  readonly inTurn: Queue;
}

const dayMs = 24 * 60 * 60 * 1000;

async function prepareFiles(directory: string, name: AuthorityName, algorithm: AuthorityAlgorithm): Promise<void> {
  const own = join(directory, name);
  await mkdir(join(own, 'issued'), { recursive: true });
  await writeFile(join(own, 'index.txt'), '');
  // A first octet of 0x40 to 0x7f keeps the serial number positive and of constant length.
  const serial = randomBytes(8);
  serial[0] = 0x40 | (serial.readUInt8(0) & 0x3f);
  await writeFile(join(own, 'serial'), `${serial.toString('hex').toUpperCase()}\n`);
  const size = algorithm === 'RSA' ? ['-pkeyopt', 'rsa_keygen_bits:2048'] : [];
  await runOpenssl(['genpkey', '-algorithm', algorithm, ...size, '-out', join(own, 'key.pem')]);
}

async function certify(
  { directory, configFile, algorithm }: CertificateAuthority,
  name: AuthorityName,
  lifeYears: number,
): Promise<void> {
  const own = join(directory, name);
  const request = join(own, 'request.pem');
  const subject = ['-utf8', '-subj', authoritySubjects[name]];
  const signing = algorithm === 'SM2' ? ['-sm3', ...sm2SigningOptions] : [];
  await runOpenssl([
    ...['req', '-new', '-config', configFile, '-key', join(own, 'key.pem'), ...signing],
    ...[...subject, '-out', request],
  ]);
  const signer = name === 'root' ? ['-selfsign', '-keyfile', join(own, 'key.pem')] : [];
  await runOpenssl([
    ...['ca', '-batch', '-notext', '-config', configFile, '-name', 'root', ...signer],
    ...(algorithm === 'SM2' ? [...sm2SigningOptions, ...sm2VerifyingOptions] : []),
    ...['-in', request, ...subject, '-extensions', `${name}_certificate`],
    // Old enough to have issued certificates that ran out almost a year ago.
    ...['-startdate', formatOpensslDate(new Date(Date.now() - 5 * 365 * dayMs))],
    ...['-enddate', formatOpensslDate(new Date(Date.now() + lifeYears * 365 * dayMs))],
    ...['-out', join(own, 'certificate.pem')],
  ]);
}

/** Opens the CA in `directory`, making it first when it is not complete. */
export async function openAuthority(
  directory: string,
  algorithm: AuthorityAlgorithm = 'RSA',
): Promise<CertificateAuthority> {
  const authority: CertificateAuthority = {
    directory,
    algorithm,
    configFile: join(directory, 'openssl.cnf'),
    rootPem: join(directory, 'root-ca.pem'),
    issuingPem: join(directory, 'issuing-ca.pem'),
    chainPem: join(directory, 'ca-chain.pem'),
    inTurn: createQueue(),
  };
  await mkdir(directory, { recursive: true });
  // Anew at each start: it names absolute paths, and a state directory may have been moved.
  await writeFile(authority.configFile, formatOpensslConfig(directory, algorithm));
  // Written last: as long as it is missing, making the CA was interrupted and begins anew.
  if (existsSync(authority.chainPem)) return authority;
  await Promise.all([prepareFiles(directory, 'root', algorithm), prepareFiles(directory, 'issuing', algorithm)]);
  await certify(authority, 'root', 15);
  await certify(authority, 'issuing', 10);
  await copyFile(join(directory, 'root', 'certificate.pem'), authority.rootPem);
  await copyFile(join(directory, 'issuing', 'certificate.pem'), authority.issuingPem);
  const chain = await Promise.all([readFile(authority.issuingPem), readFile(authority.rootPem)]);
  await writeFile(authority.chainPem, Buffer.concat(chain));
  return authority;
}
