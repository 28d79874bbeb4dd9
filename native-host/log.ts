// The host's log: one JSON line an event on stderr, where the browser keeps it. Never a PIN, a name or a request's content.

export type LogLevel = 'off' | 'error' | 'info' | 'debug';
const ranks: Record<LogLevel, number> = { off: 0, error: 1, info: 2, debug: 3 };

/** Facts of an event: codes, counts, names of commands and drivers. */
type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  error(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  debug(event: string, fields?: LogFields): void;
}

/** A log that writes events up to `level` through `write` (one call a line, newline included). */
export function createLog(level: LogLevel, write: (line: string) => void): Log {
  const at =
    (rank: LogLevel) =>
    (event: string, fields: LogFields = {}) => {
      if (ranks[rank] > ranks[level]) return;
      write(`${JSON.stringify({ time: new Date().toISOString(), level: rank, event, ...fields })}\n`);
    };
  return { error: at('error'), info: at('info'), debug: at('debug') };
}

/** The sentence of an error and its causes, for the log. PKCS#11 and system errors carry no secret in their texts. */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  for (let current = error; current instanceof Error; current = current.cause)
    parts.push(`${current.name}: ${current.message}`);
  return parts.join(' < ') || String(error);
}
