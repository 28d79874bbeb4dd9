// The PKCS#11 calls of a renewal and nothing else, on pkcs11js: what the host's renewal is measured against.
// A process of its own (module, serial number, PIN, kind of key, CKA_IDs to keep), told over IPC what to do.
import pkcs11, { type Handle, PKCS11 } from 'pkcs11js';

const [, , module = '', serial = '', pin = '', kind = '', ...kept] = process.argv;
const library = new PKCS11();
library.load(module);
library.C_Initialize();

const isRsa = kind === 'RSA-2048';
const mechanism = { mechanism: isRsa ? pkcs11.CKM_SHA256_RSA_PKCS : pkcs11.CKM_ECDSA };
const data = Buffer.alloc(32, 7);

function findSlot(): Handle {
  const slot = library
    .C_GetSlotList(true)
    .find((candidate) => library.C_GetTokenInfo(candidate).serialNumber.trim() === serial);
  if (!slot) throw new Error('no such token');
  return slot;
}

function withSession<T>(work: (session: Handle) => T): T {
  const session = library.C_OpenSession(findSlot(), pkcs11.CKF_SERIAL_SESSION | pkcs11.CKF_RW_SESSION);
  library.C_Login(session, pkcs11.CKU_USER, pin);
  try {
    return work(session);
  } finally {
    library.C_Logout(session);
    library.C_CloseSession(session);
  }
}

function findAll(session: Handle, objectClass: number): Handle[] {
  library.C_FindObjectsInit(session, [{ type: pkcs11.CKA_CLASS, value: objectClass }]);
  try {
    return library.C_FindObjects(session, 100);
  } finally {
    library.C_FindObjectsFinal(session);
  }
}

const readValue = (session: Handle, object: Handle, type: number) =>
  library.C_GetAttributeValue(session, object, [{ type }])[0]?.value as Buffer;

function sign(session: Handle, key: Handle): void {
  library.C_SignInit(session, mechanism, key);
  library.C_Sign(session, data, Buffer.alloc(512));
}

/** Key generation, two signatures; the write; reading back and one signature: the steps that a whole renewal takes on the token. */
function renew(): void {
  const id = Buffer.from('bench');
  withSession((session) => {
    const [oldKey] = findAll(session, pkcs11.CKO_PRIVATE_KEY);
    const common = [
      { type: pkcs11.CKA_TOKEN, value: true },
      { type: pkcs11.CKA_ID, value: id },
    ];
    const size = isRsa
      ? [
          { type: pkcs11.CKA_MODULUS_BITS, value: 2048 },
          { type: pkcs11.CKA_PUBLIC_EXPONENT, value: Buffer.from([1, 0, 1]) },
        ]
      : [{ type: pkcs11.CKA_EC_PARAMS, value: Buffer.from('06082a8648ce3d030107', 'hex') }];
    const pair = library.C_GenerateKeyPair(
      session,
      { mechanism: isRsa ? pkcs11.CKM_RSA_PKCS_KEY_PAIR_GEN : pkcs11.CKM_EC_KEY_PAIR_GEN },
      [...common, { type: pkcs11.CKA_VERIFY, value: true }, ...size],
      [
        ...common,
        { type: pkcs11.CKA_PRIVATE, value: true },
        { type: pkcs11.CKA_SENSITIVE, value: true },
        { type: pkcs11.CKA_EXTRACTABLE, value: false },
        { type: pkcs11.CKA_SIGN, value: true },
      ],
    );
    readValue(session, pair.publicKey, isRsa ? pkcs11.CKA_MODULUS : pkcs11.CKA_EC_POINT);
    sign(session, pair.privateKey);
    if (oldKey) sign(session, oldKey);
  });
  withSession((session) => {
    const [certificate] = findAll(session, pkcs11.CKO_CERTIFICATE);
    if (!certificate) throw new Error('no certificate to copy');
    library.C_CreateObject(session, [
      { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_CERTIFICATE },
      { type: pkcs11.CKA_CERTIFICATE_TYPE, value: pkcs11.CKC_X_509 },
      { type: pkcs11.CKA_TOKEN, value: true },
      { type: pkcs11.CKA_PRIVATE, value: false },
      { type: pkcs11.CKA_ID, value: id },
      ...[pkcs11.CKA_SUBJECT, pkcs11.CKA_ISSUER, pkcs11.CKA_SERIAL_NUMBER, pkcs11.CKA_VALUE].map((type) => ({
        type,
        value: readValue(session, certificate, type),
      })),
    ]);
  });
  withSession((session) => {
    for (const certificate of findAll(session, pkcs11.CKO_CERTIFICATE))
      readValue(session, certificate, pkcs11.CKA_VALUE);
    const key = findAll(session, pkcs11.CKO_PRIVATE_KEY).at(-1);
    if (key) sign(session, key);
  });
}

/** Leaves only the objects that were there before, so that every run finds the same token. */
function clean(): void {
  withSession((session) => {
    for (const objectClass of [pkcs11.CKO_CERTIFICATE, pkcs11.CKO_PUBLIC_KEY, pkcs11.CKO_PRIVATE_KEY])
      for (const object of findAll(session, objectClass))
        if (!kept.includes(readValue(session, object, pkcs11.CKA_ID).toString('hex')))
          library.C_DestroyObject(session, object);
  });
}

process.on('message', (command) => {
  const startedAt = performance.now();
  if (command === 'renew') renew();
  else clean();
  process.send?.(performance.now() - startedAt);
});
process.on('disconnect', () => process.exit());
