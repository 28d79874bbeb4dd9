// Names under which browsers know the extension and the native-messaging host.

/** Native-messaging host name: dots, digits, lower case only (Chrome's and Mozilla's rule). */
export const nativeHostName = 'cn.shebao.cert_assistant';

/**
 * Public half (base64 DER SPKI) of the key that fixes the Chromium extension id.
 * The id is the first 32 hex digits of its SHA-256, written with a–p; a unit test checks that.
 */
export const chromiumExtensionKey =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA4oDL5TtwTj8JEcJIewZ6a7cVfSrr4Ny7ifkxK/bUSyyR9XyHAGcwkIGb5YHFq/ffm9dJ5Yn4kPQrHu85Xdwf1FTdJVQ6r5uJ7iE8f+zf14LbVD2BW6s0+1xHnc8jLPjGMjAfltnRE1QbAUiqTaUSThVylkrOURRFnfEyeqhwliYBlWkwbWQu2oEDbuc1qRxlmIg30lNnbEKeUS23W+2fsl6vWPsvM/0dcz5nfpC6U2t100+yJluUOmCjdbH2EV7fBr6+nP06MBs9o6zEuSztULKn14C9uSQuVJPB+yfBrvnDJ2bedvAFEX0jiumx4UHwh/st2nCZtNzWJ0cE/cv+zwIDAQAB';

/** Chromium extension id (Chrome, Edge, 360, QQ). */
export const chromiumExtensionId = 'mdkinglamacldoeboehkbgcceknlldak';

/** Firefox add-on id. */
export const firefoxExtensionId = 'cert-assistant@shebao.example';

/** Who may talk to the host: what browsers put on its command line. */
export const allowedCallers: readonly string[] = [`chrome-extension://${chromiumExtensionId}/`, firefoxExtensionId];
