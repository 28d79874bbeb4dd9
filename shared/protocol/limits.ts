// Sizes that both ends of the native-messaging port keep to.

/**
 * Longest message the host sends, in bytes of JSON. Chrome and Firefox disconnect a port whose host
 * sends more than 1 MB (Chrome's native-messaging documentation); we stay below.
 */
export const maxReplyBytes = 1_000_000;

/** Longest message the host reads, in bytes of JSON. Our own largest (a certificate chain) is under 0.3 MB; browsers would allow 64 MiB. */
export const maxRequestBytes = 1024 * 1024;

/** Requests that may wait for their answers at once, `cancel` apart. A window has three at most: a command, a watch, a cancel. */
export const maxOpenRequests = 32;
