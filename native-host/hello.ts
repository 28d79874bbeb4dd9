// hello: agrees on a protocol version. Touches no driver and no file, so it is fast and always works.
import { AppError } from '../shared/errors/app-error.ts';
import type { CommandParams, CommandResult } from '../shared/protocol/messages.ts';
import { productVersion, protocolRange } from '../shared/version.ts';

/** @throws AppError HOST_TOO_OLD, EXTENSION_TOO_OLD (`hostVersion`, `extensionVersion`) */
export function hello({ protocolMin, protocolMax, extensionVersion }: CommandParams<'hello'>): CommandResult<'hello'> {
  const versions = { hostVersion: productVersion, extensionVersion };
  if (protocolMin > protocolRange.max) throw new AppError('HOST_TOO_OLD', versions);
  if (protocolMax < protocolRange.min) throw new AppError('EXTENSION_TOO_OLD', versions);
  return {
    protocol: Math.min(protocolMax, protocolRange.max),
    protocolMin: protocolRange.min,
    protocolMax: protocolRange.max,
    hostVersion: productVersion,
    platform: process.platform,
    architecture: process.arch,
  };
}
