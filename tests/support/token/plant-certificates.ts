// Puts any octets on a token as certificates, which pkcs11-tool does only with what OpenSSL can read. A program of its own: the
// module reads its configuration from the environment.
//   node plant-certificates.ts MODULE LABEL PIN, a JSON list of { label, der: base64 } on stdin
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pkcs11js from 'pkcs11js';
import type { MadeToken } from '../../portal/token/make-token.ts';

export interface PlantedCertificate {
  readonly label: string;
  readonly der: Uint8Array;
}

/** In the order given. No key of the token is theirs. */
export function plantCertificates(token: MadeToken, certificates: readonly PlantedCertificate[]): void {
  const input = certificates.map(({ label, der }) => ({ label, der: Buffer.from(der).toString('base64') }));
  execFileSync(process.execPath, [fileURLToPath(import.meta.url), token.module, token.label, token.pin], {
    input: JSON.stringify(input),
    env: { ...process.env, SOFTHSM2_CONF: token.softhsmConf, ...token.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

function plant(module: string, label: string, pin: string): void {
  const list = JSON.parse(readFileSync(0, 'utf8')) as { label: string; der: string }[];
  const library = new pkcs11js.PKCS11();
  library.load(module);
  library.C_Initialize();
  const slot = library.C_GetSlotList(true).find((one) => library.C_GetTokenInfo(one).label.trim() === label);
  if (!slot) throw new Error(`no token ${label}`);
  const session = library.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION);
  library.C_Login(session, pkcs11js.CKU_USER, pin);
  for (const [index, { label: title, der }] of list.entries())
    library.C_CreateObject(session, [
      { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_CERTIFICATE },
      { type: pkcs11js.CKA_CERTIFICATE_TYPE, value: pkcs11js.CKC_X_509 },
      { type: pkcs11js.CKA_TOKEN, value: true },
      { type: pkcs11js.CKA_LABEL, value: title },
      { type: pkcs11js.CKA_ID, value: Buffer.from([0xaa, index]) },
      { type: pkcs11js.CKA_SUBJECT, value: Buffer.from(title) },
      { type: pkcs11js.CKA_VALUE, value: Buffer.from(der, 'base64') },
    ]);
  library.C_Finalize();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , module = '', label = '', pin = ''] = process.argv;
  plant(module, label, pin);
}
