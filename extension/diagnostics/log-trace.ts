// Writes the trace to the browser's console as far as the settings ask for it: what support reads beside a clerk.
import { errorTable, isErrorCode } from '../../shared/errors/error-table.ts';
import { defaultSettings, type SettingsValues } from '../settings/settings.ts';
import { readSettings, watchSettings } from '../settings/settings-store.ts';
import type { TraceEntry } from './trace.ts';

type LogLevel = SettingsValues['logLevel'];

let level: LogLevel = defaultSettings.logLevel;

/** Keeps to the level that is set, also when it is changed while a page is open. */
export function followLogLevel(): void {
  const read = () =>
    void readSettings().then(({ values }) => {
      level = values.logLevel;
    });
  read();
  watchSettings(read);
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
