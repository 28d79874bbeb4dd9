// The key's container, as Windows' providers name one: made from what stays the same as long as the certificate does.
import type { VisibleCertificate } from '../../control-call.ts';

/** `{8-4-4-4-12 hex digits}`; empty where the U盾 does not hold the key. */
export function containerOf({ description: { hash, hasPrivateKey } }: VisibleCertificate): string {
  if (!hasPrivateKey) return '';
  const [, ...parts] = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(hash.toUpperCase()) ?? [];
  return `{${parts.join('-')}}`;
}
