// Keeps the console to the log level that is set, also when it is changed while a page is open.
import { setLogLevel } from '../base/log-trace.ts';
import { readSettings, watchSettings } from './settings-store.ts';

export function followLogLevel(): void {
  const read = () => void readSettings().then(({ values }) => setLogLevel(values.logLevel));
  read();
  watchSettings(read);
}
