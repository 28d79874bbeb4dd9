// How a token makes SM2 signatures, once it was found out. Every command has a driver process of its own, so it is a file.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { findHostPaths } from '../host-paths.ts';
import { trimPadding } from './pkcs11-snapshot.ts';
import type { OpenToken } from './pkcs11-token.ts';

const formSchema = z.object({
  /** CKM_* */
  mechanism: z.number().int().nonnegative(),
  /** What C_Sign is given: e itself; Z and the message, which it hashes; or the message, before which it puts Z. */
  input: z.enum(['digest', 'prefixed', 'message']),
});
export type Sm2Form = z.infer<typeof formSchema>;

const memorySchema = z.record(z.string(), formSchema);
/** More tokens than an office has: then it begins anew. */
const mostTokens = 200;

/** Null when it is not known. What is recalled is tried, and found out again when it does not hold. */
export function recallSm2Form(token: OpenToken): Sm2Form | null {
  return read()[nameToken(token)] ?? null;
}

/** Forgets nothing that matters when it cannot be written. */
export function rememberSm2Form(token: OpenToken, form: Sm2Form): void {
  const file = findHostPaths().signatureFormsFile;
  const known = read();
  const kept = Object.keys(known).length < mostTokens ? known : {};
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Old content or new: another window may write at the same time.
    writeFileSync(`${file}.${process.pid}`, JSON.stringify({ ...kept, [nameToken(token)]: form }), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // It is found out again.
  }
}

function read(): Record<string, Sm2Form> {
  try {
    return memorySchema.parse(JSON.parse(readFileSync(findHostPaths().signatureFormsFile, 'utf8')));
  } catch {
    // Not there yet, or damaged.
    return {};
  }
}

function nameToken({ info, session }: OpenToken): string {
  const { libraryDescription } = session.library.C_GetInfo();
  return JSON.stringify([libraryDescription, info.manufacturerID, info.model, info.serialNumber].map(trimPadding));
}
