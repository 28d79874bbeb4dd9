// The browsers' own sentences on a native-messaging port that ended → our codes. The only place that reads them.
import { AppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';

/**
 * English in every locale: neither browser translates them. Seen in Chromium 156 and Firefox ESR 153 on Linux:
 *
 * | what is wrong                                | Chromium                                                   | Firefox                          |
 * | -------------------------------------------- | ---------------------------------------------------------- | -------------------------------- |
 * | no manifest, no JSON, other name inside      | Specified native messaging host not found.                 | No such native application NAME  |
 * | manifest for another extension               | Access to the specified native messaging host is forbidden. | No such native application NAME |
 * | path in the manifest is not there            | Specified native messaging host not found.                 | An unexpected error occurred     |
 * | path is relative                             | Specified native messaging host not found.                 | No such native application NAME  |
 * | the file may not be run                      | Error when communicating with the native messaging host.   | An unexpected error occurred     |
 * | its interpreter is not there                 | Error when communicating with the native messaging host.   | (none)                           |
 * | it ended, or was killed                      | Native host has exited.                                    | (none)                           |
 * | it writes what is no frame                   | Error when communicating with the native messaging host.   | Native application tried to send a message of N bytes, … |
 * | NativeMessagingBlocklist                     | Access to the native messaging host was disabled by the system administrator. | (no such policy) |
 * | NativeMessagingUserLevelHosts false          | Specified native messaging host not found.                 | (no such policy)                 |
 *
 * So a file that was moved and a host that was never installed are one to Chromium, and a wrong id and a missing host are
 * one to Firefox: the words of HOST_NOT_INSTALLED speak of these, too. A browser from snap or flatpak does not see hosts
 * outside its sandbox and says "not found" as well; nothing tells an extension that it runs in one.
 * "Failed to start native messaging host." is Chromium's on Windows (native_process_launcher.cc), not seen by us.
 */
const sentences: readonly (readonly [RegExp, ErrorCode])[] = [
  [/native messaging host not found|no such native application/i, 'HOST_NOT_INSTALLED'],
  [
    /access to the specified native messaging host is forbidden|does not have permission to use native/i,
    'HOST_FORBIDDEN',
  ],
  [/native messaging is not allowed|(disabled|blocked) by (the )?(system )?(administrator|policy)/i, 'HOST_BLOCKED'],
  [/failed to (start|create|launch)/i, 'HOST_PATH_WRONG'],
  [/invalid native messaging host name/i, 'HOST_NOT_INSTALLED'],
  [/native host has exited|error when communicating with the native messaging host/i, 'HOST_EXITED'],
];

/** Firefox's sentence for whatever it does not explain: before the first answer, that the program could not be started. */
const unexplained = /an unexpected error occurred/i;

/**
 * Why the port to the host ended. `message` is `runtime.lastError.message` (Chromium) or `port.error.message`
 * (Firefox); an unknown sentence, or none, means that the host was there and went away.
 * `hasAnswered`: the host had said something before.
 */
export function toHostError(message: string | undefined, hasAnswered = false): AppError {
  if (message !== undefined && unexplained.test(message) && !hasAnswered) {
    return new AppError('HOST_PATH_WRONG', {}, { cause: message });
  }
  const code = sentences.find(([pattern]) => message !== undefined && pattern.test(message))?.[1] ?? 'HOST_EXITED';
  return new AppError(code, {}, { cause: message });
}
