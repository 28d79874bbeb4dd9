// Puts a private key for encryption into the envelope in which it travels to the U盾: SM2EnvelopedKey (GM/T 0009 §7.4).
import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as asn1js from 'asn1js';
import { runOpenssl } from './run-openssl.ts';

/** What a CA can get wrong with it. */
export type EnvelopeFault = 'blobForOtherKey' | 'wrongSm4Key';

/**
 * @param privateKeyPem the SM2 key that goes in
 * @param signingKeyPem public key (PEM) of the U盾's new signing key, which opens it
 * @returns DER
 */
export async function envelopeKey(
  privateKeyPem: string,
  signingKeyPem: string,
  fault?: EnvelopeFault,
): Promise<Buffer> {
  const work = await mkdtemp(join(tmpdir(), 'envelope-'));
  const at = (name: string) => join(work, name);
  try {
    if (fault === 'blobForOtherKey') {
      await runOpenssl(['genpkey', '-algorithm', 'SM2', '-out', at('other.pem')]);
      await writeFile(at('to.pem'), await runOpenssl(['pkey', '-in', at('other.pem'), '-pubout']));
    } else await writeFile(at('to.pem'), signingKeyPem);
    const sm4Key = randomBytes(16);
    await writeFile(at('sm4'), fault === 'wrongSm4Key' ? randomBytes(16) : sm4Key);
    // openssl writes SM2Cipher (GM/T 0009 §7.2) as it has to stand here.
    const encryption = ['pkeyutl', '-encrypt', '-pubin', '-inkey', at('to.pem'), '-in', at('sm4')];
    const cipher = await runOpenssl(encryption);
    const scalar = readScalar(await runOpenssl(['pkey', '-outform', 'DER'], Buffer.from(privateKeyPem)));
    const how = ['enc', '-sm4-ecb', '-nopad', '-K', sm4Key.toString('hex')];
    const hidden = await runOpenssl(how, scalar);
    const spki = createPublicKey(createPrivateKey(privateKeyPem)).export({ type: 'spki', format: 'der' });
    const bits = (bytes: Buffer) => new asn1js.BitString({ valueHex: Uint8Array.from(bytes).buffer });
    const envelope = new asn1js.Sequence({
      value: [
        new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: '1.2.156.10197.1.104.1' })] }),
        asn1js.fromBER(Uint8Array.from(cipher).buffer).result,
        bits(spki.subarray(-65)),
        bits(hidden),
      ],
    });
    return Buffer.from(envelope.toBER());
  } finally {
    await rm(work, { recursive: true });
  }
}

/** The 32 octets of ECPrivateKey.privateKey (RFC 5915), the first OCTET STRING of that length. */
function readScalar(der: Buffer): Buffer {
  const at = der.indexOf(Buffer.from('0201010420', 'hex'));
  if (at < 0) throw new Error('no EC private key');
  return der.subarray(at + 5, at + 37);
}
