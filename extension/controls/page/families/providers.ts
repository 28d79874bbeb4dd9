// Names of key providers that a page may list. Whatever it takes of them, the key is made on the U盾, as strong as the host makes it.

export const providerNames = [
  'Microsoft Enhanced Cryptographic Provider v1.0',
  'Microsoft Base Cryptographic Provider v1.0',
  'Microsoft Strong Cryptographic Provider',
  'Microsoft Base Smart Card Crypto Provider',
] as const;

/** PROV_RSA_FULL. */
export const rsaFull = 1;
