// One connection to the host for the life of a page, opened when it is first needed and again whenever it was dropped.
import type { HostConnection } from './connect-host.ts';

export interface HostKeeper {
  /** The open connection, or a new one: a port that was dropped is nothing unusual. Rejects as `connect` does. */
  readonly get: () => Promise<HostConnection>;
  /** Has the host tell of tokens that come and go; rejects when that ends. */
  readonly watchTokens: (onChange: () => void, signal: AbortSignal) => Promise<unknown>;
  /** Ends the connection, also one that is just being opened; `get` opens another. */
  readonly close: () => void;
}

export function keepHost(connect: () => Promise<HostConnection>): HostKeeper {
  let connection: Promise<HostConnection> | undefined;

  function close(): void {
    void connection?.then(
      (host) => host.close(),
      () => undefined,
    );
    connection = undefined;
  }

  async function get(): Promise<HostConnection> {
    const own = connection ?? connect();
    connection = own;
    const forget = () => {
      if (connection === own) connection = undefined;
    };
    const host = await own.catch((error: unknown) => {
      forget();
      throw error;
    });
    if (!host.isClosed()) return host;
    forget();
    return get();
  }

  return {
    get,
    close,
    watchTokens: async (onChange, signal) => (await get()).call('watch-tokens', {}, { signal, onEvent: onChange }),
  };
}
