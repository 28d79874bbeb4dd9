// Opens the port to the native host and settles which protocol version both speak.
import { browser } from 'wxt/browser';
import { AppError } from '../../shared/errors/app-error.ts';
import { nativeHostName } from '../../shared/product-ids.ts';
import type { CommandResult } from '../../shared/protocol/messages.ts';
import { protocolRange } from '../../shared/version.ts';
import { recordTrace } from '../base/trace-store.ts';
import { toHostError } from './browser-error.ts';
import { type CallHost, createHostCaller, type HostCaller, type HostPort } from './call-host.ts';

export interface HostConnection extends HostCaller {
  readonly hello: CommandResult<'hello'>;
}

function openPort(): HostPort {
  try {
    return browser.runtime.connectNative(nativeHostName) as HostPort;
  } catch (error) {
    throw toHostError(error instanceof Error ? error.message : undefined);
  }
}

/** Says hello; HOST_TOO_OLD or EXTENSION_TOO_OLD when the two protocol ranges do not meet. */
export async function negotiateProtocol(call: CallHost, extensionVersion: string): Promise<CommandResult<'hello'>> {
  const hello = await call('hello', {
    protocolMin: protocolRange.min,
    protocolMax: protocolRange.max,
    extensionVersion,
  });
  if (hello.protocolMax < protocolRange.min) throw new AppError('HOST_TOO_OLD', { hostVersion: hello.hostVersion });
  if (hello.protocolMin > protocolRange.max)
    throw new AppError('EXTENSION_TOO_OLD', { hostVersion: hello.hostVersion });
  return hello;
}

/** A connected host, or an AppError that says which half of the installation failed. Close it when the window closes. */
export async function connectHost(): Promise<HostConnection> {
  let hasAnswered = false;
  // Chromium puts the reason into lastError, Firefox into the port.
  const caller = createHostCaller(
    openPort(),
    (port) => toHostError(port.error?.message ?? browser.runtime.lastError?.message, hasAnswered),
    recordTrace,
  );
  try {
    const hello = await negotiateProtocol(caller.call, browser.runtime.getManifest().version);
    hasAnswered = true;
    return { ...caller, hello };
  } catch (error) {
    caller.close();
    throw error;
  }
}
