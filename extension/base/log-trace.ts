// Writes the trace to the browser's console as far as the settings ask for it: what support reads beside a clerk.
import { errorTable, isErrorCode } from '../../shared/errors/error-table.ts';
import type { TraceEntry } from './trace.ts';

export type LogLevel = 'error' | 'info' | 'debug';

let level: LogLevel = 'error';

export function setLogLevel(chosen: LogLevel): void {
  level = chosen;
}

/** `error`: what setup or we ourselves have to put right; `info`: whatever failed; `debug`: everything. */
export function isLogged({ outcome }: TraceEntry, at: LogLevel): boolean {
  if (at === 'debug') return true;
  if (outcome === 'ok') return false;
  return at === 'info' || !isErrorCode(outcome) || ['setup', 'bug'].includes(errorTable[outcome].fault);
}

export function logTrace(entry: TraceEntry): void {
  if (!isLogged(entry, level)) return;
  const { side, name, requestId, durationMs, outcome } = entry;
  const write = outcome === 'ok' ? console.debug : console.warn;
  write(`${side} ${name} ${requestId} ${durationMs} ms: ${outcome}`);
}
