// Containers of an SKF token: in each a key pair for signing, one for encryption, and a certificate to either.
import type { PublicKeyValue } from '../public-key.ts';
import { closeQuietly } from './skf-close.ts';
import { isSar } from './skf-error.ts';
import { type SkfLibrary, splitNames, toCString } from './skf-library.ts';
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
  return splitNames(token.library.read('SKF_EnumContainer', token.application)).map((nameBytes) =>
    useContainer(token, nameBytes, (container) => ({
      name: decodeText(nameBytes),
      nameBytes,
      signing: readPair(token, container, signFlag),
      encryption: readPair(token, container, encryptionFlag),
    })),
  );
}

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

function readPair({ library }: OpenApplication, container: bigint, flag: number): SkfKeyPair {
  const blob = readIfThere(() => library.read('SKF_ExportPublicKey', container, flag));
  const certificate = readIfThere(() => library.read('SKF_ExportCertificate', container, flag));
  const found = blob && readPublicKeyBlob(blob);
  // The surest sign of all: the library said how long its structure is.
  if (found && process.platform !== 'win32') library.ulongBytes = found.ulongBytes;
  return { key: found ? found.value : null, certificate: certificate?.length ? certificate : null };
}

/** Libraries name an absent key or certificate in their own ways; only a device that went away is another matter. */
function readIfThere(read: () => Buffer): Buffer | null {
  try {
    return read();
  } catch (error) {
    if (isSar(error, 'SAR_DEVICE_REMOVED', 'SAR_INVALIDHANDLEERR')) throw error;
    return null;
  }
}
