// Judges a token from outside, with programs that nobody here wrote: pkcs11-tool and openssl.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MadeToken } from '../../portal/token/make-token.ts';

export interface Verdict {
  /** CKA_IDs (hex) of certificate objects, in the token's order. */
  readonly certificateIds: string[];
  readonly privateKeyIds: string[];
}

function usePkcs11Tool(token: MadeToken, args: string[]): string {
  const base = ['--module', token.module, '--token-label', token.label, '--login', '--pin', token.pin];
  return execFileSync('pkcs11-tool', [...base, ...args], {
    env: { ...process.env, SOFTHSM2_CONF: token.softhsmConf, ...token.environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs pkcs11-tool on the token, logged in; for what a test does to it from outside. */
export const workOnToken = usePkcs11Tool;

/** Whether the token takes this PIN, by pkcs11-tool's login. */
export function takesPin(token: MadeToken, pin: string): boolean {
  try {
    usePkcs11Tool({ ...token, pin }, ['--list-objects']);
    return true;
  } catch {
    return false;
  }
}

/** Which objects are on the token. */
export function listObjects(token: MadeToken): Verdict {
  const idsOf = (type: string) =>
    [...usePkcs11Tool(token, ['--list-objects', '--type', type]).matchAll(/ID: +([0-9a-f]+)/g)].map(
      ([, id = '']) => id,
    );
  return { certificateIds: idsOf('cert'), privateKeyIds: idsOf('privkey') };
}

/** PEM of the certificate object with this CKA_ID. */
export function readCertificatePem(token: MadeToken, id: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'judge-'));
  try {
    const der = join(folder, 'certificate.der');
    usePkcs11Tool(token, ['--read-object', '--type', 'cert', '--id', id, '--output-file', der]);
    return execFileSync('openssl', ['x509', '-inform', 'DER', '-in', der], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Proves that the certificate with this CKA_ID is usable: openssl accepts its chain, and a signature that pkcs11-tool
 * makes with the private key of the same id verifies with it. Throws with the program's words when not.
 */
export function assertUsable(token: MadeToken, id: string, caChainPem: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'judge-'));
  const file = (name: string) => join(folder, name);
  try {
    writeFileSync(file('certificate.pem'), readCertificatePem(token, id));
    execFileSync('openssl', ['verify', '-CAfile', caChainPem, file('certificate.pem')]);
    execFileSync('openssl', ['x509', '-in', file('certificate.pem'), '-noout', '-pubkey', '-out', file('key.pem')]);
    writeFileSync(file('data'), '社保');
    execFileSync('openssl', ['dgst', '-sha256', '-binary', '-out', file('digest'), file('data')]);
    const isRsa = token.keyAlgorithm === 'RSA-2048';
    // As every module has it: the digest in its DigestInfo (RFC 8017 §9.2).
    const digestInfo = [Buffer.from('3031300d060960864801650304020105000420', 'hex'), readFileSync(file('digest'))];
    writeFileSync(file('digest-info'), Buffer.concat(digestInfo));
    const mechanism = isRsa ? ['-m', 'RSA-PKCS'] : ['-m', 'ECDSA', '--signature-format', 'openssl'];
    const input = file(isRsa ? 'digest-info' : 'digest');
    usePkcs11Tool(token, [
      '--sign',
      ...mechanism,
      '--id',
      id,
      '--input-file',
      input,
      '--output-file',
      file('signature'),
    ]);
    execFileSync('openssl', [
      'dgst',
      '-sha256',
      '-verify',
      file('key.pem'),
      '-signature',
      file('signature'),
      file('data'),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
