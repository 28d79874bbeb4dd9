// Opens a PKCS#11 library, and says by which binding: the helper, koffi or pkcs11js.
import type { Pkcs11Library } from './pkcs11-library.ts';

/** Set when the host is bundled: `koffi` where no compiled addon can be brought along (macOS). */
declare const __PKCS11_BINDING__: 'pkcs11js' | 'koffi';

/**
 * Loads the library at `path` and calls none of its functions but C_GetFunctionList.
 * @param helper program that loads it instead, where this process cannot (native-host/windows-helper)
 * @throws Error with the loader's words
 */
export async function openLibrary(path: string, helper?: string): Promise<Pkcs11Library> {
  if (helper !== undefined) return (await import('./pkcs11-remote.ts')).RemotePkcs11.load(helper, path);
  // Said in the condition itself, so that a bundle leaves out the binding that it cannot use.
  if (typeof __PKCS11_BINDING__ !== 'undefined' && __PKCS11_BINDING__ === 'koffi')
    return (await import('./pkcs11-koffi.ts')).KoffiPkcs11.load(path);
  else return (await import('./pkcs11-addon.ts')).AddonPkcs11.load(path);
}
