// Asks the host what is plugged in, and goes on listening while the popup is open. What is remembered stands on screen long before.
import { type AppError, toAppError } from '../../../shared/errors/app-error.ts';
import type { Token } from '../../../shared/protocol/messages.ts';
import { explainNoToken } from '../../flows/survey-tokens.ts';
import type { HostConnection } from '../../host/connect-host.ts';

export type TokenLook =
  | { readonly state: 'asking' }
  /** No tokens is an answer like any other. */
  | { readonly state: 'seen'; readonly tokens: readonly Token[] }
  | { readonly state: 'failed'; readonly error: AppError };

async function list({ call, hello }: HostConnection): Promise<TokenLook> {
  const { tokens, drivers } = await call('list-tokens', {});
  if (tokens.length > 0) return { state: 'seen', tokens };
  const error = explainNoToken(drivers, hello.architecture);
  return error.code === 'TOKEN_MISSING' ? { state: 'seen', tokens } : { state: 'failed', error };
}

/**
 * Runs until `signal` is aborted. A host of protocol 1 is asked once: it has no events, and nobody polls.
 * Its errors go to `onLook`; this is the popup's one place to catch them.
 */
export async function lookForTokens(
  connect: () => Promise<HostConnection>,
  onLook: (look: TokenLook) => void,
  signal: AbortSignal,
): Promise<void> {
  let connection: HostConnection | undefined;
  const tell = (look: TokenLook) => {
    if (!signal.aborted) onLook(look);
  };
  const fail = (error: unknown) => tell({ state: 'failed', error: toAppError(error) });
  signal.addEventListener('abort', () => connection?.close(), { once: true });
  try {
    const host = await connect();
    connection = host;
    if (signal.aborted) return host.close();
    tell(await list(host));
    if (host.hello.protocol < 2) return;
    await host.call('watch-tokens', {}, { onEvent: () => void list(host).then(tell, fail) });
  } catch (error) {
    fail(error);
  }
}
