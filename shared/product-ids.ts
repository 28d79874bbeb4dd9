// Names under which browsers know the extension and the native-messaging host.

/** Native-messaging host name: dots, digits, lower case only (Chrome's and Mozilla's rule). */
export const nativeHostName = 'cn.shebao.cert_assistant';

// A release is built with a key of its own (SHEBAO_EXTENSION_KEY, see installers/extension-identity.ts); the bundlers put
// its values in place of these names. Without them, in development and in tests, the names do not exist.
declare const __SHEBAO_EXTENSION_KEY__: string;
declare const __SHEBAO_EXTENSION_ID__: string;
declare const __SHEBAO_STORE_IDS__: readonly string[];

const developmentKey =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA4oDL5TtwTj8JEcJIewZ6a7cVfSrr4Ny7ifkxK/bUSyyR9XyHAGcwkIGb5YHFq/ffm9dJ5Yn4kPQrHu85Xdwf1FTdJVQ6r5uJ7iE8f+zf14LbVD2BW6s0+1xHnc8jLPjGMjAfltnRE1QbAUiqTaUSThVylkrOURRFnfEyeqhwliYBlWkwbWQu2oEDbuc1qRxlmIg30lNnbEKeUS23W+2fsl6vWPsvM/0dcz5nfpC6U2t100+yJluUOmCjdbH2EV7fBr6+nP06MBs9o6zEuSztULKn14C9uSQuVJPB+yfBrvnDJ2bedvAFEX0jiumx4UHwh/st2nCZtNzWJ0cE/cv+zwIDAQAB';

/**
 * Public half (base64 DER SPKI) of the key that fixes the Chromium extension id.
 * The id is the first 32 hex digits of its SHA-256, written with a–p; a unit test checks that.
 */
export const chromiumExtensionKey: string =
  typeof __SHEBAO_EXTENSION_KEY__ === 'undefined' ? developmentKey : __SHEBAO_EXTENSION_KEY__;

/** Chromium extension id (Chrome, Edge, 360, QQ) of every build that is not from a store. */
export const chromiumExtensionId: string =
  typeof __SHEBAO_EXTENSION_ID__ === 'undefined' ? 'mdkinglamacldoeboehkbgcceknlldak' : __SHEBAO_EXTENSION_ID__;

/** Further Chromium ids of the same extension: each store gives it one of its own. */
export const storeExtensionIds: readonly string[] =
  typeof __SHEBAO_STORE_IDS__ === 'undefined' ? [] : __SHEBAO_STORE_IDS__;

/** Firefox add-on id. */
export const firefoxExtensionId = 'cert-assistant@shebao.example';
