// Containers of an SKF token: in each a key pair for signing, one for encryption, and a certificate to either.
import type { PublicKeyValue } from '../public-key.ts';
import { closeQuietly } from './skf-close.ts';
import { isSar } from './skf-error.ts';
import { type SkfLibrary, toCString } from './skf-library.ts';
import { decodeText, readPublicKeyBlob } from './skf-structures.ts';

/** BOOL bSignFlag. */
export const signFlag = 1;
export const encryptionFlag = 0;

export interface SkfKeyPair {
  /** Null where there is no key, or none that we know. */
  readonly key: PublicKeyValue | null;
  readonly certificate: Uint8Array | null;
}

export interface SkfContainer {
  readonly name: string;
  /** As the library gave it, to be given back. */
  readonly nameBytes: Buffer;
  readonly signing: SkfKeyPair;
  readonly encryption: SkfKeyPair;
  /** False where something could not be read: what seems empty may not be, and is not to be removed or filled. */
  readonly isRead: boolean;
}

interface OpenApplication {
  readonly library: SkfLibrary;
  readonly application: bigint;
}

/** What was read of an open token: each call costs a real one milliseconds, and a renewal would make hundreds. */
export interface ContainerMemory {
  containers: readonly SkfContainer[] | null;
}

/**
 * As {@link readContainers}, read once in a session and anew after each of its writes: who holds the token's lock is alone
 * with it, and what was written is read back by another session.
 */
export function recallContainers(
  token: OpenApplication & { readonly memory: ContainerMemory },
): readonly SkfContainer[] {
  token.memory.containers ??= readContainers(token);
  return token.memory.containers;
}

/** All containers with their public parts; no PIN is needed for that. @throws SkfError */
function readContainers(token: OpenApplication): SkfContainer[] {
  return token.library.readNames('SKF_EnumContainer', token.application).map((nameBytes) => {
    const name = decodeText(nameBytes);
    let isRead = true;
    const onUnread = () => {
      isRead = false;
    };
    const pairs = readIfThere(
      () =>
        useContainer(token, nameBytes, (container) => ({
          signing: readPair(token, container, signFlag, onUnread),
          encryption: readPair(token, container, encryptionFlag, onUnread),
        })),
      onUnread,
    );
    // One that does not open at all must not hide the others.
    return pairs
      ? { name, nameBytes, ...pairs, isRead }
      : { name, nameBytes, signing: none, encryption: none, isRead: false };
  });
}

const none: SkfKeyPair = { key: null, certificate: null };

/** Opens a container, does the work, and closes it. @throws SkfError */
export function useContainer<T>(
  { library, application }: OpenApplication,
  nameBytes: Buffer,
  work: (container: bigint) => T,
): T {
  const container = library.open('SKF_OpenContainer', application, toCString(nameBytes));
  try {
    return work(container);
  } finally {
    closeQuietly(library, 'SKF_CloseContainer', container);
  }
}

function readPair({ library }: OpenApplication, container: bigint, flag: number, onUnread: () => void): SkfKeyPair {
  const blob = readIfThere(() => library.read('SKF_ExportPublicKey', container, flag), onUnread);
  const written = readIfThere(() => library.read('SKF_ExportCertificate', container, flag), onUnread);
  const certificate = written && cutDer(written);
  const found = blob && readPublicKeyBlob(blob, library.ulongBytes);
  // The surest sign of all: the library said how long its structure is.
  if (found && process.platform !== 'win32') library.ulongBytes = found.ulongBytes;
  if (found?.form) library.numberForm = found.form;
  return { key: found ? found.value : null, certificate: certificate?.length ? certificate : null };
}

/** Libraries name an absent key or certificate in their own ways; only a device that went away is another matter. */
function readIfThere<T>(read: () => T, onUnread: () => void): T | null {
  try {
    return read();
  } catch (error) {
    if (isSar(error, 'SAR_DEVICE_REMOVED', 'SAR_INVALIDHANDLEERR')) throw error;
    if (isSar(error, ...unread)) onUnread();
    return null;
  }
}

/** Values that do not say that nothing is there. SAR_FAIL is none of them: it is what many say instead of "not found". */
const unread = [
  ...['SAR_FILEERR', 'SAR_READFILEERR', 'SAR_MEMORYERR', 'SAR_TIMEOUTERR', 'SAR_UNKNOWNERR'],
  ...['SAR_BUFFER_TOO_SMALL', 'SAR_USER_NOT_LOGGED_IN'],
];

/** Without what stands behind the certificate, where a library did not say how long it is. */
export function cutDer(bytes: Buffer): Buffer {
  const first = bytes[1] ?? 0;
  const count = first & 0x7f;
  if (bytes[0] !== 0x30 || first < 0x81 || count > 3 || bytes.length < 2 + count) return bytes;
  return bytes.subarray(0, 2 + count + bytes.readUIntBE(2, count));
}
