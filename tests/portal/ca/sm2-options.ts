// What openssl has to be told for SM2: its default signer id is empty, and everybody's is this one (GM/T 0009 §10).

const signerId = 'distid:1234567812345678';

/** To sign by an SM2 key. Other keys do not take it. */
export const sm2SigningOptions = ['-sigopt', signerId] as const;
/** To verify a signature by an SM2 key; no harm to others. */
export const sm2VerifyingOptions = ['-vfyopt', signerId] as const;
