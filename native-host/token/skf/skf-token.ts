// Finding tokens behind an SKF library. A token is an application of a device: it has the PINs and the containers.
// One device is open at a time, and in the standard's order: some libraries know only one "current" device.
import { AppError } from '../../../shared/errors/app-error.ts';
import { hashCertificate } from '../../hash-certificate.ts';
import type { TokenName } from '../driver.ts';
import { closeQuietly } from './skf-close.ts';
import {
  type ContainerMemory,
  cutDer,
  encryptionFlag,
  recallContainers,
  type SkfContainer,
  signFlag,
  useContainer,
} from './skf-containers.ts';
import { isSar, SkfError, toSkfTokenError } from './skf-error.ts';
import { type SkfLibrary, toCString } from './skf-library.ts';
import {
  type DeviceInfo,
  decodeText,
  deviceInfoRoom,
  filler,
  guessUlongBytes,
  isPlausibleSize,
  packDeviceInfo,
  readDeviceInfo,
} from './skf-structures.ts';

/** An open application, not logged in. */
export interface SkfToken {
  /** As the library gave them, to be given back. */
  readonly deviceName: Buffer;
  readonly applicationName: Buffer;
  readonly library: SkfLibrary;
  readonly device: bigint;
  readonly application: bigint;
  readonly info: DeviceInfo;
  readonly label: string;
  readonly freeBytes: number | null;
  readonly memory: ContainerMemory;
}

/** A token that was named, and what it held when it was found. */
export interface NamedSkfToken extends SkfToken {
  readonly name: TokenName;
  /** By which it was recognised; null when it was named without one. */
  readonly certificate: Uint8Array | null;
  readonly hashes: readonly string[];
}

/** Names of the devices that are plugged in, as octets. */
export function listDevices(library: SkfLibrary): Buffer[] {
  try {
    return library.readNames('SKF_EnumDev', 1);
  } catch (error) {
    throw toSkfTokenError(error);
  }
}

function readInfo(library: SkfLibrary, device: bigint): DeviceInfo {
  const written = Buffer.alloc(deviceInfoRoom, filler);
  library.call('SKF_GetDevInfo', device, written);
  const memory = packDeviceInfo(written);
  // On Windows ULONG always has 4 octets.
  if (process.platform !== 'win32') library.ulongBytes = guessUlongBytes(memory);
  return readDeviceInfo(memory, library.ulongBytes);
}

/** Opens each application of each device, one after the other. One that cannot be read must not hide the clerk's; alone, it is the answer. */
export function readTokens<T>(library: SkfLibrary, read: (token: SkfToken) => T): T[] {
  const results: T[] = [];
  let failure: AppError | null = null;
  for (const name of listDevices(library)) {
    try {
      results.push(...readDevice(library, name, read));
    } catch (error) {
      const tokenError = toSkfTokenError(error);
      // Pulled while we looked: then it is just not there.
      if (tokenError.code !== 'TOKEN_REMOVED') failure = tokenError;
    }
  }
  if (results.length === 0 && failure) throw failure;
  return results;
}

/** As {@link readTokens}, for one device. @throws AppError TOKEN_*; SkfError */
export function readDevice<T>(library: SkfLibrary, name: Buffer, read: (token: SkfToken) => T): T[] {
  const device = library.open('SKF_ConnectDev', toCString(name));
  try {
    return readApplications(library, name, device, read);
  } finally {
    closeQuietly(library, 'SKF_DisConnectDev', device);
  }
}

function readApplications<T>(
  library: SkfLibrary,
  deviceName: Buffer,
  device: bigint,
  read: (token: SkfToken) => T,
): T[] {
  const info = readInfo(library, device);
  const names = library.readNames('SKF_EnumApplication', device);
  const readOne = (name: Buffer): T => {
    const application = library.open('SKF_OpenApplication', device, toCString(name));
    try {
      const memory = { containers: null };
      const ofWhich = { deviceName, applicationName: name };
      return read({ library, device, application, info, memory, ...ofWhich, ...describe(info, name, names.length) });
    } finally {
      closeQuietly(library, 'SKF_CloseApplication', application);
    }
  };
  const results: T[] = [];
  let failure: unknown = null;
  for (const name of names) {
    try {
      results.push(readOne(name));
    } catch (error) {
      if (!(error instanceof SkfError) || isSar(error, 'SAR_DEVICE_REMOVED', 'SAR_INVALIDHANDLEERR')) throw error;
      failure = error;
    }
  }
  // An application that another program made, or that was never finished, must not hide the clerk's.
  if (results.length === 0 && failure) throw failure;
  return results;
}

/** Two applications of one device are told apart by their names. */
function describe(info: DeviceInfo, name: Buffer, count: number): Pick<SkfToken, 'label' | 'freeBytes'> {
  return {
    label: count === 1 ? info.label : `${info.label} ${decodeText(name)}`,
    freeBytes: isPlausibleSize(info.freeBytes) ? info.freeBytes : null,
  };
}

/**
 * Opens the one token that is meant; not logged in yet. The caller closes it.
 * @throws AppError TOKEN_REMOVED, TOKEN_CHANGED, TOKEN_AMBIGUOUS
 */
export function openToken(library: SkfLibrary, name: TokenName): NamedSkfToken {
  let isNamed = false;
  const matching = readTokens(library, (token) => {
    if (token.info.serialNumber !== name.serialNumber || token.label !== name.label) return [];
    isNamed = true;
    const certificates = listCertificates(recallContainers(token));
    const certificate = certificates.find((der) => hashCertificate(der) === name.certificateHash) ?? null;
    if (!certificate && name.certificateHash !== null) return [];
    const { deviceName, applicationName } = token;
    return [{ deviceName, applicationName, memory: token.memory, certificate, hashes: hashAll(certificates) }];
  }).flat();
  if (matching.length > 1) throw new AppError('TOKEN_AMBIGUOUS');
  const [found] = matching;
  if (!found) throw new AppError(isNamed ? 'TOKEN_CHANGED' : 'TOKEN_REMOVED');
  return openAgain(library, name, found);
}

type FoundToken = Pick<NamedSkfToken, 'deviceName' | 'applicationName' | 'memory' | 'certificate' | 'hashes'>;

/** The one that matched, opened to stay open. What fails is closed again: a device may allow one connection only. */
function openAgain(library: SkfLibrary, name: TokenName, found: FoundToken): NamedSkfToken {
  const device = library.open('SKF_ConnectDev', toCString(found.deviceName));
  try {
    const info = readInfo(library, device);
    if (info.serialNumber !== name.serialNumber) throw new AppError('TOKEN_REMOVED');
    const application = library.open('SKF_OpenApplication', device, toCString(found.applicationName));
    const freeBytes = isPlausibleSize(info.freeBytes) ? info.freeBytes : null;
    return { library, device, application, info, freeBytes, label: name.label, name, ...found };
  } catch (error) {
    closeQuietly(library, 'SKF_DisConnectDev', device);
    throw error;
  }
}

const hashAll = (certificates: readonly Uint8Array[]) => certificates.map(hashCertificate).sort();

/** A token can be swapped between two calls without a word from the library. @throws AppError TOKEN_CHANGED, SkfError */
export function assertSameToken(token: NamedSkfToken): void {
  const { serialNumber } = readInfo(token.library, token.device);
  if (serialNumber !== token.name.serialNumber || !holdsTheSame(token)) throw new AppError('TOKEN_CHANGED');
}

/** The certificate by which the token was recognised is read anew; where it was recognised without one, everything. */
function holdsTheSame(token: NamedSkfToken): boolean {
  const { certificate, memory } = token;
  if (!certificate) {
    memory.containers = null;
    return hashAll(listCertificates(recallContainers(token))).join() === token.hashes.join();
  }
  const isIt = (der: Uint8Array | null) => der !== null && Buffer.from(der).equals(certificate);
  const container = recallContainers(token).find(
    ({ signing, encryption }) => isIt(signing.certificate) || isIt(encryption.certificate),
  );
  if (!container) return false;
  const flag = isIt(container.signing.certificate) ? signFlag : encryptionFlag;
  try {
    return isIt(
      useContainer(token, container.nameBytes, (handle) =>
        cutDer(token.library.read('SKF_ExportCertificate', handle, flag)),
      ),
    );
  } catch (error) {
    if (isSar(error, 'SAR_DEVICE_REMOVED', 'SAR_INVALIDHANDLEERR')) throw error;
    // No such container, or none with a certificate, on what is plugged in now.
    return false;
  }
}

export function closeToken({ library, application, device }: SkfToken): void {
  closeQuietly(library, 'SKF_ClearSecureState', application);
  closeQuietly(library, 'SKF_CloseApplication', application);
  closeQuietly(library, 'SKF_DisConnectDev', device);
}

/** Every certificate, DER. */
export function listCertificates(containers: readonly SkfContainer[]): Uint8Array[] {
  return containers.flatMap(({ signing, encryption }) =>
    [signing.certificate, encryption.certificate].filter((der) => der !== null),
  );
}
