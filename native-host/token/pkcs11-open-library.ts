// Opens a PKCS#11 library, and says by which binding: the helper, koffi or pkcs11js.
import type { Handle } from 'pkcs11js';
import type { LibraryTokenInfo, Pkcs11Library } from './pkcs11-library.ts';

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
  else return (await import('./pkcs11-addon.ts')).AddonPkcs11.load(path, await prepareOctets(path));
}

/** By koffi, from the same library: loaded twice, it is still one. Undefined where koffi cannot be had, or lays structures out otherwise. */
async function prepareOctets(path: string): Promise<((slot: Handle) => LibraryTokenInfo) | undefined> {
  if (process.platform === 'win32') return undefined;
  try {
    const { KoffiPkcs11 } = await import('./pkcs11-koffi.ts');
    let library: Pkcs11Library | undefined;
    return (slot) => {
      library ??= KoffiPkcs11.load(path);
      return library.C_GetTokenInfo(slot);
    };
  } catch {
    // Without it a label of another code page is garbled, and everything else works.
    return undefined;
  }
}
