// The outer form of a request, and the two commands that the host answers by itself: enough to start with.
// Apart from the rest because the host must answer hello before it has built every other schema.
import * as z from 'zod/mini';

export const requestIdSchema = z.string().check(z.minLength(1), z.maxLength(64));

/** The outer form of a request; `params` are checked against the command's own schema next. */
export const requestSchema = z.strictObject({
  id: requestIdSchema,
  command: z.string().check(z.maxLength(64)),
  params: z.optional(z.unknown()),
});

/** `hello`: agrees on a protocol version. Answered without touching any driver. */
export const helloSchemas = {
  params: z.strictObject({
    protocolMin: z.int(),
    protocolMax: z.int(),
    extensionVersion: z.string().check(z.maxLength(32)),
  }),
  result: z.strictObject({
    /** The version both speak from now on. */
    protocol: z.int(),
    protocolMin: z.int(),
    protocolMax: z.int(),
    hostVersion: z.string(),
    platform: z.string(),
    architecture: z.string(),
  }),
} as const;

/** `cancel`: asks a running command to stop at its next safe point. Never interrupts a write. */
export const cancelSchemas = {
  params: z.strictObject({ requestId: requestIdSchema }),
  result: z.strictObject({ isCancelling: z.boolean() }),
} as const;

export type HostRequest = z.infer<typeof requestSchema>;
