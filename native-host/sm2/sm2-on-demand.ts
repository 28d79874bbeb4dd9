// SM2 for code that cannot wait: loaded ahead, and only where something of it is among the data.
type Sm2Module = typeof import('../../shared/sm2.ts');

let loaded: Sm2Module | undefined;

/** 1.2.156.10197.1, the arc of GM/T 0006, inside an OID's octets. */
const arc = Buffer.from('2a811ccf5501', 'hex');

/** To be awaited before {@link useSm2}. @param data DER, or anything that holds it */
export async function loadSm2For(...data: readonly Uint8Array[]): Promise<void> {
  if (loaded || !data.some((bytes) => Buffer.from(bytes).includes(arc))) return;
  loaded = await import('../../shared/sm2.ts');
}

/** @throws Error when nobody loaded it: a signature must not count as wrong for that */
export function useSm2(): Sm2Module {
  if (!loaded) throw new Error('SM2 is not loaded');
  return loaded;
}
