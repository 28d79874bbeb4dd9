// How tokens and orders are named in messages, and the PIN as it travels.
import * as z from 'zod/mini';

/** Names one token on this machine. Opaque to the browser: made by the host from driver, serial number and label. */
export const tokenIdSchema = z.string().check(z.regex(/^[0-9a-f]{32}$/));
/** Client-made name of one order, a UUID; also the CA's request id, so that a repeated submit is recognised. */
export const orderIdSchema = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
/** The PIN as typed. The host checks emptiness and length itself, so that the error has its own code. */
export const pinSchema = z.optional(z.string().check(z.maxLength(256)));
