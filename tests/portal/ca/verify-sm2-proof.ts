// Lets openssl judge an SM2 proof. Its cms command knows neither the signer id nor GM/T 0010's types: the message is taken
// apart here, and what counts (digest and signature) is judged by openssl dgst and pkeyutl.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as asn1js from 'asn1js';
import { runOpenssl, tryOpenssl } from './run-openssl.ts';

/** GM/T 0010. */
const signedDataOid = '1.2.156.10197.6.1.4.2.2';
const messageDigestOid = '1.2.840.113549.1.9.4';

type Block = asn1js.AsnType;
const membersOf = (block: Block | undefined): Block[] =>
  block instanceof asn1js.Constructed ? block.valueBlock.value : [];
const oidOf = (block: Block | undefined) =>
  block instanceof asn1js.ObjectIdentifier ? block.valueBlock.toString() : undefined;
const octetsOf = (block: Block | undefined) =>
  block instanceof asn1js.OctetString ? Buffer.from(block.valueBlock.valueHexView) : Buffer.alloc(0);

/** Leaves what was signed in content.der. @param recordedPem file with the certificate whose key must have signed; @param work a scratch folder */
export async function verifySm2Proof(proof: Uint8Array, recordedPem: string, work: string): Promise<boolean> {
  const [type, content] = membersOf(asn1js.fromBER(Uint8Array.from(proof).buffer).result);
  const [, , encapsulated, , signerInfos] = membersOf(membersOf(content)[0]);
  const [, tagged] = membersOf(encapsulated);
  const signed = octetsOf(membersOf(tagged)[0]);
  const [, , , attributes, , signature] = membersOf(membersOf(signerInfos)[0]);
  if (oidOf(type) !== signedDataOid || !attributes || signed.length === 0) return false;
  const digestAttribute = membersOf(attributes).find((one) => oidOf(membersOf(one)[0]) === messageDigestOid);
  const stated = octetsOf(membersOf(membersOf(digestAttribute)[1])[0]);
  const at = (name: string) => join(work, name);
  const toBeSigned = Buffer.from(attributes.valueBeforeDecodeView);
  // What is signed is the SET OF, not the [0] that stands in the message.
  toBeSigned[0] = 0x31;
  await writeFile(at('attributes'), toBeSigned);
  await writeFile(at('signature'), octetsOf(signature));
  await writeFile(at('content.der'), signed);
  await writeFile(at('key.pem'), await runOpenssl(['x509', '-in', recordedPem, '-noout', '-pubkey']));
  await runOpenssl(['dgst', '-sm3', '-binary', '-out', at('digest'), at('content.der')]);
  if (!(await readFile(at('digest'))).equals(stated)) return false;
  const { exitCode } = await tryOpenssl([
    ...['pkeyutl', '-verify', '-pubin', '-inkey', at('key.pem'), '-rawin', '-digest', 'sm3'],
    ...['-pkeyopt', 'distid:1234567812345678', '-in', at('attributes'), '-sigfile', at('signature')],
  ]);
  return exitCode === 0;
}
