// The browsers' own sentences on a native-messaging port that ended → our codes. The only place that reads them.
import { AppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';

/** English in every locale: neither browser translates them. Sources: Chromium's native_message_process_host.cc, seen in both browsers. */
const sentences: readonly (readonly [RegExp, ErrorCode])[] = [
  [/native messaging host not found|no such native application/i, 'HOST_NOT_INSTALLED'],
  [
    /access to the specified native messaging host is forbidden|does not have permission to use native/i,
    'HOST_FORBIDDEN',
  ],
  [/native messaging is not allowed|(disabled|blocked) by (the )?(system )?(administrator|policy)/i, 'HOST_BLOCKED'],
  [/failed to (start|create|launch)/i, 'HOST_PATH_WRONG'],
  [/invalid native messaging host name/i, 'HOST_NOT_INSTALLED'],
  [
    /native host has exited|error when communicating with the native messaging host|an unexpected error occurred/i,
    'HOST_EXITED',
  ],
];

/**
 * Why the port to the host ended. `message` is `runtime.lastError.message` (Chromium) or `port.error.message`
 * (Firefox); an unknown sentence, or none, means that the host was there and went away.
 */
export function toHostError(message: string | undefined): AppError {
  const code = sentences.find(([pattern]) => message !== undefined && pattern.test(message))?.[1] ?? 'HOST_EXITED';
  return new AppError(code, {}, { cause: message });
}
